import JSON
import Testing
import ToolCalling

@Suite("The grammar of a call", .timeLimit(.minutes(1)))
struct GrammarTests {
  static let tool = ToolDefinition(
    name: "grep", description: "",
    parameters: [
      "type": "object", "required": ["pattern"],
      "properties": [
        "mode": ["enum": ["files", "count"]], "pattern": ["type": "string", "maxLength": 12],
        "paths": ["type": "array", "items": ["type": "string", "maxLength": 6], "minItems": 1, "maxItems": 3],
        "depth": ["type": ["integer", "null"]],
      ],
    ])

  @Test("required members come first, the others in their order")
  func order() {
    let text = ToolGrammar().text(for: [Self.tool])
    let head = text.split(separator: "\n").prefix(9).joined(separator: "\n")
    #expect(
      head == #"""
        root ::= call | text
        call ::= call-grep-7
        text ::= [^{ \t\r\n`<] [^\x00]*
        grep-mode-1 ::= "\"mode\"" ":" ws ("\"files\"" | "\"count\"")
        grep-pattern-2 ::= "\"pattern\"" ":" ws "\"" char{0,12} "\""
        grep-paths-item-3 ::= "\"" char{0,6} "\""
        grep-paths-4 ::= "\"paths\"" ":" ws "[" ws grep-paths-item-3 ("," ws grep-paths-item-3){0,2} "]"
        grep-depth-5 ::= "\"depth\"" ":" ws (integer | null)
        arguments-grep-6 ::= "{" ws grep-pattern-2 ("," ws grep-mode-1)? ("," ws grep-paths-4)? ("," ws grep-depth-5)? "}"
        """#)
  }

  @Test("reasoning, several calls and no text can be asked for")
  func options() {
    let grammar = ToolGrammar(allowsText: false, allowsSeveral: true, reasoning: .optional)
    #expect(
      grammar.text(for: [Self.tool]).hasPrefix(
        #"root ::= ("<think>" thought [ \n]{0,3})? (call ("\n" call)*)"# + "\n"))
    #expect(ToolGrammar(allowsText: false).text(for: []).hasPrefix("root ::= text\n"))
  }

  @Test("a schema that contains itself becomes a rule that does, however it branches")
  func recursion() {
    let node: JSONValue = [
      "type": "object", "required": ["name"],
      "properties": [
        "name": ["type": "string"], "left": ["$ref": "#/$defs/node"], "right": ["$ref": "#/$defs/node"],
        "more": ["type": "array", "items": ["$ref": "#/$defs/node"]],
      ],
    ]
    let tool = ToolDefinition(
      name: "t", description: "",
      parameters: [
        "type": "object", "properties": ["root": ["$ref": "#/$defs/node"]], "required": ["root"],
        "$defs": ["node": node],
      ])
    let text = ToolGrammar(allowsText: false).text(for: [tool])
    #expect(
      text.split(separator: "\n").dropFirst(2).prefix(6).joined(separator: "\n") == #"""
        t-root-1 ::= "{" ws t-root-name-2 ("," ws t-root-left-3)? ("," ws t-root-right-4)? ("," ws t-root-more-6)? "}"
        t-root-name-2 ::= "\"name\"" ":" ws string
        t-root-left-3 ::= "\"left\"" ":" ws t-root-1
        t-root-right-4 ::= "\"right\"" ":" ws t-root-1
        t-root-more-item-5 ::= t-root-1
        t-root-more-6 ::= "\"more\"" ":" ws "[" ws (t-root-more-item-5 ("," ws t-root-more-item-5)*)? "]"
        """#)
  }

  @Test("alternatives that lead back to themselves end")
  func endlessAlternatives() {
    let itself: JSONValue = ["$ref": "#/$defs/a"]
    let tool = ToolDefinition(
      name: "t", description: "",
      parameters: [
        "type": "object", "properties": ["x": itself], "$defs": ["a": ["anyOf": [itself, itself, itself]]],
      ])
    #expect(ToolGrammar().text(for: [tool]).utf8.count < 200_000)
  }

  @Test("optional members without a required one grow with their number, not its square")
  func optionalMembers() {
    let names = ["a", "b", "c"].map { ($0, JSONValue.object(["type": "null"])) }
    let tool = ToolDefinition(
      name: "t", description: "", parameters: ["type": "object", "properties": .object(JSONObject(names))])
    let lines = ToolGrammar(allowsText: false).text(for: [tool]).split(separator: "\n")
    #expect(
      lines.dropFirst(5).prefix(3).joined(separator: "\n") == #"""
        t-more-4 ::= ("," ws t-c-3)?
        t-more-5 ::= ("," ws t-b-2)? t-more-4
        arguments-t-6 ::= "{" ws (t-a-1 t-more-5 | t-b-2 t-more-4 | t-c-3)? "}"
        """#)
  }

  @Test("a required member that the schema does not describe may be any value")
  func undescribed() {
    let tool = ToolDefinition(
      name: "t", description: "",
      parameters: ["type": "object", "properties": ["a": ["type": "null"]], "required": ["b"]])
    let text = ToolGrammar().text(for: [tool])
    #expect(text.contains(#"t-b-2 ::= "\"b\"" ":" ws value"#))
    #expect(text.contains(#"::= "{" ws t-b-2 ("," ws t-a-1)? "}""#))
  }

  @Test("repetitions that would multiply beyond the server's limit are widened")
  func limits() {
    let items: JSONValue = ["type": "string", "maxLength": 100]
    let inner: JSONValue = ["type": "array", "items": items, "maxItems": 50]
    let tool = ToolDefinition(
      name: "x", description: "",
      parameters: ["type": "object", "properties": ["a": inner, "b": ["maxLength": 5000, "type": "string"]]])
    let text = ToolGrammar().text(for: [tool])
    #expect(text.contains("char{0,100}") == false)
    #expect(text.contains("{0,49}"))
    #expect(text.contains("char{0,5000}") == false)
    let long = ToolDefinition(
      name: "x", description: "",
      parameters: ["type": "object", "properties": ["a": ["type": "array", "maxItems": 2000]]])
    #expect(ToolGrammar().text(for: [long]).contains(#"x-a-item-1 ("," ws x-a-item-1)*"#))
  }

  @Test(
    "bounds that are negative or exclude each other are left out",
    arguments: [
      (#"{"type":"array","maxItems":-9223372036854775808}"#, #""[" ws (t-x-item-1 ("," ws t-x-item-1)*)? "]""#),
      (
        #"{"type":"array","minItems":-9223372036854775808,"maxItems":3}"#,
        #""[" ws (t-x-item-1 ("," ws t-x-item-1){0,2})? "]""#
      ),
      (#"{"type":"array","minItems":4,"maxItems":3}"#, #""[" ws t-x-item-1 ("," ws t-x-item-1){3,} "]""#),
      (
        #"{"type":"array","minItems":9223372036854775807,"maxItems":9223372036854775807}"#,
        #""[" ws t-x-item-1 ("," ws t-x-item-1)* "]""#
      ),
      (#"{"type":"array","maxItems":0}"#, #""[" ws "]""#),
      (#"{"type":"string","minLength":-5,"maxLength":3}"#, #""\"" char{0,3} "\"""#),
      (#"{"type":"string","minLength":5,"maxLength":3}"#, #""\"" char{5,} "\"""#),
      (#"{"type":"string","maxLength":-1}"#, "string"),
      (#"{"type":"string","minLength":1e400}"#, "string"),
    ])
  func bounds(schema: String, rule: String) throws {
    let tool = ToolDefinition(
      name: "t", description: "",
      parameters: ["type": "object", "properties": ["x": try JSONValue(parsing: schema)]])
    let lines = ToolGrammar().text(for: [tool]).split(separator: "\n")
    let found = lines.first { $0.hasPrefix("t-x-1 ::=") || $0.hasPrefix("t-x-2 ::=") }
    #expect(found?.hasSuffix(#" ::= "\"x\"" ":" ws "# + rule) == true, "\(found ?? "")")
  }
}
