import JSON
import Testing

@testable import ToolCalling

@Suite("Numbers in another notation, under schemas", .timeLimit(.minutes(1)))
struct SpelledNumberTests {
  /// The argument `a` of a call of a tool whose schema for it is `schema`, as JSON.
  private static func argument(_ reply: String, _ schema: String) throws -> String? {
    let parameters = #"{"type":"object","properties":{"a":"# + schema + "}}"
    let tool = try ToolDefinition(given: JSONValue(parsing: #"{"name":"t","parameters":"# + parameters + "}"))
    return ToolCallParser(tools: [tool]).parse(reply).calls.first?.arguments["a"]?.jsonText
  }

  @Test(
    "it is a text only where a schema wants a text and no number, or where it has leading zeros",
    arguments: [
      ("+5", "{}", "5"), ("0x1F", "{}", "31"), ("1_000", "{}", "1000"), (".5", "{}", "0.5"), ("0644", "{}", #""0644""#),
      ("+5", #"{"type":["integer","string"]}"#, "5"), ("0x1F", #"{"type":["string","integer"]}"#, "31"),
      ("0644", #"{"type":["integer","string"]}"#, #""0644""#), ("0x1F", #"{"type":"string"}"#, #""0x1F""#),
      ("1_000", #"{"type":["string","null"]}"#, #""1_000""#), ("007", #"{"type":"integer"}"#, "7"),
      ("5.", #"{"type":"integer"}"#, "5"), ("+5", #"{"enum":[5,31]}"#, "5"), ("0o17", #"{"type":"any"}"#, "15"),
      ("[.5, 1.5]", #"{"type":"array"}"#, "[0.5,1.5]"),
      ("[007, 0x1F]", #"{"type":"array","items":{"type":"integer"}}"#, "[7,31]"),
      ("[007, 0x1F]", #"{"type":"array","items":{"type":"string"}}"#, #"["007","0x1F"]"#),
      ("{'x': [{'y': +5}]}", #"{"type":"object"}"#, #"{"x":[{"y":5}]}"#),
      (#""+5""#, "{}", #""+5""#), (#""1_000""#, #"{"type":"array"}"#, #""1_000""#),
    ])
  func schemas(written: String, schema: String, wanted: String) throws {
    #expect(try Self.argument(#"{"tool":"t","arguments":{"a":"# + written + "}}", schema) == wanted)
    #expect(try Self.argument("t(a=" + written + ")", schema) == wanted)
  }

  @Test("beside the name and without a name it is the same")
  func places() throws {
    #expect(try Self.argument(#"{"tool":"t","a":1_000}"#, "{}") == "1000")
    #expect(try Self.argument("t(1_000)", "{}") == "1000")
    #expect(try Self.argument(#"{"tool":"t","arguments":"{\"a\": +5}"}"#, "{}") == "5")
    #expect(try Self.argument("<function=t>\n<parameter=a>\n007\n</parameter>\n</function>", "{}") == #""007""#)
    #expect(try Self.argument("<function=t>\n<parameter=a>\n0x1F\n</parameter>\n</function>", "{}") == "31")
  }

  @Test(
    "in a list of YAML it is the number or the text that the items are",
    arguments: [("integer", #"["x",7,31]"#), ("string", #"["x","007","0x1F"]"#)])
  func yaml(type: String, wanted: String) throws {
    let reply = "tool: t\narguments:\n  a:\n    - x\n    - 007\n    - 0x1F"
    #expect(try Self.argument(reply, #"{"type":"array","items":{"type":"# + "\"\(type)\"}}") == wanted)
  }

  @Test("a quoted number with leading zeros stays a text, also where a number is wanted")
  func quoted() throws {
    for type in ["integer", "number"] {
      let schema = #"{"type":"# + "\"\(type)\"}"
      for text in ["0644", "-07", " 00 "] {
        let quoted = JSONValue.string(text).jsonText
        #expect(try Self.argument(#"{"tool":"t","arguments":{"a":"# + quoted + "}}", schema) == quoted)
      }
      #expect(try Self.argument(#"{"tool":"t","arguments":{"a":"0"}}"#, schema) == "0")
      #expect(try Self.argument(#"{"tool":"t","arguments":{"a":"644"}}"#, schema) == "644")
    }
    #expect(try Self.argument(#"{"tool":"t","arguments":{"a":"0.5"}}"#, #"{"type":"number"}"#) == "0.5")
  }
}
