import JSON
import Testing
import ToolCalling

@Suite("Validation of arguments", .timeLimit(.minutes(1)))
struct ValidatorTests {
  static let tool = ToolDefinition(
    name: "deploy", description: "",
    parameters: [
      "type": "object", "additionalProperties": false, "required": ["host", "mode"],
      "$defs": ["port": ["type": "integer", "minimum": 1, "maximum": 65535]],
      "properties": [
        "host": ["type": "string", "minLength": 2, "maxLength": 8], "mode": ["enum": ["fast", "safe"]],
        "port": ["$ref": "#/$defs/port"], "share": ["type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1],
        "tags": ["type": "array", "items": ["type": "string"], "minItems": 1, "maxItems": 2],
        "limit": ["anyOf": [["type": "integer"], ["type": "null"]]],
        "meta": ["type": "object", "required": ["id"], "properties": ["id": ["type": "integer"]]],
        "kind": ["const": "web"],
      ],
    ])
  static let example =
    #" A correct call: {"tool":"deploy","arguments":{"host":"…","mode":"fast"}}"#

  @Test(
    "each fault has its sentence",
    arguments: [
      (#"{"mode":"fast"}"#, #""host" is missing"#),
      (#"{"host":5,"mode":"fast"}"#, #""host" must be a string, not the number 5"#),
      (#"{"host":"a","mode":"fast"}"#, #""host" must have at least 2 characters, not 1"#),
      (#"{"host":"web1.example","mode":"fast"}"#, #""host" must have at most 8 characters, not 12"#),
      (#"{"host":"web1","mode":"slow"}"#, #""mode" must be one of "fast", "safe", not "slow""#),
      (#"{"host":"web1","mode":"fast","port":0}"#, #""port" must be at least 1, not 0"#),
      (#"{"host":"web1","mode":"fast","port":65536}"#, #""port" must be at most 65535, not 65536"#),
      (#"{"host":"web1","mode":"fast","port":1.5}"#, #""port" must be an integer, not the number 1.5"#),
      (#"{"host":"web1","mode":"fast","share":0}"#, #""share" must be more than 0, not 0"#),
      (#"{"host":"web1","mode":"fast","share":1}"#, #""share" must be less than 1, not 1"#),
      (#"{"host":"web1","mode":"fast","tags":[]}"#, #""tags" must have at least 1 items, not 0"#),
      (#"{"host":"web1","mode":"fast","tags":["a","b","c"]}"#, #""tags" must have at most 2 items, not 3"#),
      (#"{"host":"web1","mode":"fast","tags":["a",2]}"#, #""tags[1]" must be a string, not the number 2"#),
      (
        #"{"host":"web1","mode":"fast","limit":"x"}"#,
        #""limit" must be an integer, not the string "x", or "limit" must be null, not the string "x""#
      ),
      (#"{"host":"web1","mode":"fast","meta":{}}"#, #""meta.id" is missing"#),
      (#"{"host":"web1","mode":"fast","meta":[]}"#, #""meta" must be an object, not an array"#),
      (#"{"host":"web1","mode":"fast","kind":"db"}"#, #""kind" must be "web", not "db""#),
      (
        #"{"host":"web1","mode":"fast","x":1}"#,
        #""x" is not known; the names are "host", "mode", "port", "share", "tags", "limit", "meta", "kind""#
      ),
    ])
  func sentences(arguments: String, fault: String) throws {
    let object = try #require(try JSONValue(parsing: arguments).object)
    #expect(
      ArgumentValidator().problem(in: object, of: Self.tool) == "The call of deploy is not valid: \(fault)."
        + Self.example)
  }

  @Test("what fits has no fault")
  func fits() throws {
    let text =
      #"{"host":"web1","mode":"safe","port":22,"share":0.5,"tags":["a"],"limit":null,"meta":{"id":1},"kind":"web"}"#
    let object = try #require(try JSONValue(parsing: text).object)
    #expect(ArgumentValidator().problem(in: object, of: Self.tool) == nil)
  }

  @Test("a negative bound says nothing")
  func negativeBounds() {
    let tool = ToolDefinition(
      name: "t", description: "",
      parameters: [
        "type": "object",
        "properties": ["a": ["type": "array", "maxItems": -1], "s": ["type": "string", "maxLength": -1]],
      ])
    #expect(ArgumentValidator().problem(in: ["a": [1], "s": "x"], of: tool) == nil)
  }

  @Test(
    "a type that JSON Schema does not have constrains nothing",
    arguments: [#""date""#, #""path""#, #""string[]""#, #""any""#, #"["date","string"]"#, "[]"])
  func unknownTypes(type: String) throws {
    let tool = try ToolDefinition(
      given: JSONValue(
        parsing: #"{"name":"t","parameters":{"type":"object","properties":{"x":{"type":"# + type + "}}}}"))
    for value in ["2026-11-26", ["a"], 5] as [JSONValue] {
      let calls = ToolCallParser(tools: [tool]).parse(#"{"tool":"t","arguments":{"x":"# + value.jsonText + "}}").calls
      let call = try #require(calls.first)
      #expect(call.arguments["x"] == value)
      #expect(ArgumentValidator().problem(in: call.arguments, of: tool) == nil)
    }
  }

  @Test("beside patterns for names no other name is refused")
  func patternProperties() {
    let tool = ToolDefinition(
      name: "t", description: "",
      parameters: [
        "type": "object", "properties": ["a": ["type": "string"]], "additionalProperties": false,
        "patternProperties": ["^x-": ["type": "string"]],
      ])
    #expect(ArgumentValidator().problem(in: ["a": "1", "x-b": "2"], of: tool) == nil)
    #expect(ArgumentValidator().problem(in: ["a": 1], of: tool)?.contains(#""a" must be a string"#) == true)
  }

  @Test(
    "a null stands for an optional property that is not given, unless its schema allows null",
    arguments: [
      (
        #"{"host":"web1","mode":"fast","port":null,"meta":{"id":1}}"#, #"{"host":"web1","mode":"fast","meta":{"id":1}}"#
      ),
      (#"{"host":"web1","mode":"fast","limit":null}"#, #"{"host":"web1","mode":"fast","limit":null}"#),
      (#"{"host":null,"mode":"fast","meta":{"id":null}}"#, #"{"host":null,"mode":"fast","meta":{"id":null}}"#),
      (#"{"host":"web1","mode":"fast","other":null}"#, #"{"host":"web1","mode":"fast","other":null}"#),
    ])
  func nulls(given: String, wanted: String) throws {
    let object = try #require(try JSONValue(parsing: given).object)
    #expect(ArgumentCoercion(Self.tool).coerced(object).jsonText == wanted)
  }

  @Test("the example of a call is valid itself", arguments: ModelOutput.tools)
  func exampleIsValid(tool: ToolDefinition) {
    let outcome = ToolCallParser(tools: [tool]).parse(CallExample.text(tool))
    #expect(outcome.calls.count == 1)
    #expect(outcome.calls.first.flatMap { ArgumentValidator().problem(in: $0.arguments, of: tool) } == nil)
  }
}
