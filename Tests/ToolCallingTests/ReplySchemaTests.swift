import JSON
import Testing
import ToolCalling

@Suite("The schema of a whole reply", .timeLimit(.minutes(1)))
struct ReplySchemaTests {
  private static func tool(_ parameters: JSONObject) -> ToolDefinition {
    ToolDefinition(name: "look", description: "", parameters: parameters)
  }

  private static let answer = #"""
    {"type":"object","properties":{"answer":{"type":"string"}},"required":["answer"],"additionalProperties":false}
    """#

  private static func call(_ arguments: String) -> String {
    #"{"type":"object","properties":{"tool":{"enum":["look"]},"arguments":"# + arguments
      + #"},"required":["tool","arguments"],"additionalProperties":false}"#
  }

  @Test func `It is a call of an offered tool or an answer`() {
    let parameters: JSONObject = ["type": "object", "properties": ["at": ["type": "string"]], "required": ["at"]]
    #expect(
      ReplySchema.schema(for: [Self.tool(parameters)]).jsonText
        == #"{"anyOf":["# + Self.call(parameters.jsonText) + "," + Self.answer + "]}")
    #expect(ReplySchema.schema(for: []).jsonText == #"{"anyOf":["# + Self.answer + "]}")
  }

  @Test(
    arguments: [
      ["type": "object", "properties": ["at": ["$ref": "#/$defs/a"]], "$defs": ["a": ["type": "string"]]],
      ["type": "object", "properties": ["at": true]],
      ["type": "object", "properties": ["at": ["type": "array", "items": ["properties": ["x": false]]]]],
    ] as [JSONObject])
  func `Arguments whose schema means nothing elsewhere may be any object`(_ parameters: JSONObject) {
    #expect(
      ReplySchema.schema(for: [Self.tool(parameters)]).jsonText
        == #"{"anyOf":["# + Self.call(#"{"type":"object"}"#) + "," + Self.answer + "]}")
  }

  @Test func `An answer is taken out of its object`() {
    #expect(ReplySchema.answer(in: #" {"answer": "All is \"well\"."} "#) == "All is \"well\".")
    for other in [#"{"answer":1}"#, #"{"answer":"x","more":1}"#, #"{"answer":"x"#, "plain", "[]"] {
      #expect(ReplySchema.answer(in: other) == nil)
    }
  }
}
