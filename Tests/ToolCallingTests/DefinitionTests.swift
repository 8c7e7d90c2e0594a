import JSON
import Testing
import ToolCalling

@Suite("Tools that callers describe", .timeLimit(.minutes(1)))
struct DefinitionTests {
  @Test(
    "the three forms mean the same tool",
    arguments: [
      #"{"name":"x","description":"d","parameters":{"host":{"type":"string","required":true},"n":{"type":"integer"}}}"#,
      #"{"name":"x","description":"d","inputSchema":{"type":"object","properties":{"host":{"type":"string"},"n":{"type":"integer"}},"required":["host"]}}"#,
      #"{"type":"function","function":{"name":"x","description":"d","parameters":{"type":"object","properties":{"host":{"type":"string"},"n":{"type":"integer"}},"required":["host"]}}}"#,
    ])
  func forms(text: String) throws {
    let tool = try ToolDefinition(given: JSONValue(parsing: text))
    #expect(tool.name == "x")
    #expect(tool.description == "d")
    #expect(tool.parameters["required"] == ["host"])
    #expect(tool.parameters["properties"]?["n"] == ["type": "integer"])
  }

  @Test("in the short form a bare text is a type, or what the parameter is for")
  func bareTexts() throws {
    let text = #"{"name":"x","parameters":{"query":"the SQL to run","limit":"int","host":"String","when":"date"}}"#
    let tool = try ToolDefinition(given: JSONValue(parsing: text))
    #expect(
      tool.parameters["properties"] == [
        "query": ["description": "the SQL to run"], "limit": ["type": "int"], "host": ["type": "String"],
        "when": ["description": "date"],
      ])
  }

  @Test(
    "what is no tool is refused with a sentence",
    arguments: [
      ("5", #"A tool must be an object such as {"name":"x","description":"…","parameters":{…}}."#),
      ("{}", #"A tool has no name: give it a string under "name"."#),
      (
        #"{"name":"a b"}"#,
        #"The tool name "a b" is not usable: a name has 1 to 64 letters, digits, "_", "-" or "."."#
      ),
      (
        #"{"name":"x","parameters":[]}"#,
        "The parameters of the tool x must be an object: a JSON Schema, or {name: {type, description, required}}."
      ),
      (
        #"{"name":"x","parameters":{"host":5}}"#,
        #"The parameter host of the tool x must be an object such as {"type":"string"}."#
      ),
    ])
  func refusals(text: String, sentence: String) throws {
    let value = try JSONValue(parsing: text)
    let error = #expect(throws: ToolDefinitionError.self) { try ToolDefinition(given: value) }
    #expect(error?.description == sentence)
  }
}

@Suite("What the model is told", .timeLimit(.minutes(1)))
struct MalformedTests {
  static let parser = ToolCallParser(tools: Array(ModelOutput.tools.prefix(2)))

  @Test(
    "each broken call has its sentence and a correct example",
    arguments: [
      (
        #"{"tool": "reboot", "arguments": {}}"#,
        #"There is no tool reboot; the tools are ssh_exec, read_file. A correct call: {"tool":"ssh_exec","arguments":{"host":"…","command":"…"}}"#
      ),
      (
        #"<tool_call>{"name": "read_file", "arguments": {"path": "/e"#,
        #"Your call ends too early; write the whole call again. A correct call: {"tool":"ssh_exec","arguments":{"host":"…","command":"…"}}"#
      ),
      (
        #"{"tool": "read_file", "arguments": [1]}"#,
        #"Your call of read_file cannot be read: its arguments are not a JSON object. A correct call: {"tool":"read_file","arguments":{"path":"…"}}"#
      ),
      (
        #"{"tool": "read_file", "tool": "ssh_exec", "arguments": {}}"#,
        #"Your call cannot be read: the call has two names. A correct call: {"tool":"ssh_exec","arguments":{"host":"…","command":"…"}}"#
      ),
    ])
  func sentences(text: String, sentence: String) {
    guard case .malformed(let found, _) = Self.parser.parse(text) else {
      Issue.record("\(Self.parser.parse(text))")
      return
    }
    #expect(found == sentence)
  }
}
