import JSON
import Testing
import ToolCalling

/// Schemas that lead back to themselves, as a caller may describe them by mistake or on purpose.
@Suite("Schemas without end", .timeLimit(.minutes(1)))
struct EndlessSchemaTests {
  /// A tool whose only property is the definition `a`.
  private static func tool(_ definition: String) throws -> ToolDefinition {
    let text =
      ##"{"name":"t","parameters":{"type":"object","properties":{"x":{"$ref":"#/$defs/a"}},"required":["x"],"##
      + #""$defs":{"a":"# + definition + "}}}"
    return try ToolDefinition(given: JSONValue(parsing: text))
  }

  private static let itself = ##"{"$ref":"#/$defs/a"}"##
  private static let member = ##"{"properties":{"x":{"$ref":"#/$defs/a"}},"required":["y"]}"##

  static let definitions = [
    itself,
    #"{"anyOf":["# + itself + "]}",
    #"{"oneOf":["# + itself + "," + itself + "]}",
    #"{"allOf":["# + itself + "," + itself + "]}",
    #"{"type":"integer","anyOf":["# + itself + "," + itself + "]}",
    #"{"type":"object","properties":{"x":"# + itself + #"},"anyOf":["# + itself + "," + itself + "]}",
    #"{"anyOf":["# + member + "," + member + "," + member + "]}",
    #"{"type":"array","items":"# + itself + "}",
    #"{"type":"object","required":["# + (0..<200).map { "\"k\($0)\"" }.joined(separator: ",")
      + #"],"additionalProperties":"# + itself + "}",
  ]

  @Test("a call is read and checked, and the grammar and the example are written", arguments: definitions)
  func ends(definition: String) throws {
    let tool = try Self.tool(definition)
    let deep = String(repeating: #"{"x":"#, count: 60) + "1" + String(repeating: "}", count: 60)
    for value in ["\"1\"", deep] {
      let text = #"{"tool":"t","arguments":{"x":"# + value + "}}"
      let calls = ToolCallParser(tools: [tool]).parse(text).calls
      #expect(calls.count == 1)
      for call in calls { _ = ArgumentValidator().problem(in: call.arguments, of: tool) }
    }
    #expect(ToolGrammar().text(for: [tool]).utf8.count < 1_000_000)
    #expect(CallExample.text(tool).utf8.count < 100_000)
  }

  @Test("what the schema says beside its references still holds")
  func faults() throws {
    let tool = try Self.tool(Self.definitions[4])
    #expect(ArgumentValidator().problem(in: ["x": 5], of: tool) == nil)
    let problem = ArgumentValidator().problem(in: ["x": "five"], of: tool)
    #expect(problem?.hasPrefix(#"The call of t is not valid: "x" must be an integer, not the string "five"."#) == true)
  }

  @Test("alternatives of alternatives make no endless sentence")
  func sentence() throws {
    let tool = try Self.tool(Self.definitions[6])
    let deep = String(repeating: #"{"x":"#, count: 20) + "{}" + String(repeating: "}", count: 20)
    let value = try JSONValue(parsing: deep)
    let problem = try #require(ArgumentValidator().problem(in: ["x": value], of: tool))
    #expect(problem.utf8.count < 4000)
  }

  @Test("many references one after another do not end the process")
  func chain() throws {
    let links = (0..<5000).map { ##""d\##($0)":{"properties":{"x":{"$ref":"#/$defs/d\##($0 + 1)"}}}"## }
    let text =
      ##"{"name":"t","parameters":{"properties":{"x":{"$ref":"#/$defs/d0"}},"$defs":{"##
      + links.joined(separator: ",") + "}}}"
    let tool = try ToolDefinition(given: JSONValue(parsing: text))
    #expect(ToolGrammar().text(for: [tool]).contains(#""\"x\"" ":" ws value"#))
  }
}
