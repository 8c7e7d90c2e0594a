import JSON
import ToolCalling

// libFuzzer's entry for the tool-call parser: `test-scripts/fuzz/run parser SECONDS`.
//
// For any bytes: no crash, the same outcome twice, only offered names, and nothing repaired in a reply that was cut. The
// same bytes are a tool's result, searched for calls, and, where they are JSON, the tools that a caller describes.

private let tools: [ToolDefinition] = [
  ToolDefinition(
    name: "bash", description: "",
    parameters: [
      "type": "object", "required": ["command"],
      "properties": [
        "command": ["type": "string"], "timeout": ["type": "integer"], "list": ["type": "array"],
        "tree": ["$ref": "#/$defs/tree"], "same": ["$ref": "#/$defs/same"], "either": ["$ref": "#/$defs/either"],
      ],
      "$defs": [
        "tree": [
          "anyOf": [["type": "number", "minimum": -5], ["type": "array", "items": ["$ref": "#/$defs/tree"]]],
          "minItems": 1, "maxItems": 3,
        ],
        "same": ["type": "integer", "allOf": [["$ref": "#/$defs/same"], ["$ref": "#/$defs/same"]]],
        "either": ["oneOf": [["$ref": "#/$defs/either"], ["$ref": "#/$defs/either"]]],
      ],
    ]),
  ToolDefinition(name: "list_hosts", description: "", parameters: ["type": "object"]),
]
private let parser = ToolCallParser(tools: tools)
private let provenance = Provenance(parser)

/// One run of the fuzzer; what is wrong traps.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  let outcome = parser.parse(text)
  precondition(outcome == parser.parse(text), "two outcomes for one text")
  check(outcome, text)
  check(parser.parse(text, wasCut: true), text)
  searchResult(text)
  tryNumbers(UnsafeBufferPointer(start: start, count: min(count, 10)))
  if let value = try? JSONValue(parsing: text) { offer(value) }
  return 0
}

private func check(_ outcome: ParseOutcome, _ text: String) {
  guard case .toolCalls(let calls, _) = outcome else { return }
  precondition(!calls.isEmpty, "calls without a call")
  for call in calls {
    guard let tool = tools.first(where: { $0.name == call.name }) else { fatalError("a name that nobody offered") }
    precondition(
      (try? JSONValue(parsing: call.arguments.jsonText)) == .object(call.arguments), "arguments that are no JSON")
    _ = provenance.quotedSource(of: call, in: [text])
    _ = ArgumentValidator().problem(in: call.arguments, of: tool)
  }
}

/// Looks in the text for a call whose argument is the longest word in it, so that the text is always searched.
private func searchResult(_ text: String) {
  let words = text.utf8.split { !(0x30...0x39).contains($0) && !(0x41...0x5A).contains($0 & 0xDF) }
  guard let word = words.max(by: { $0.count < $1.count }) else { return }
  let call = ToolCall(name: "bash", arguments: ["command": .string(String(decoding: word, as: UTF8.self))])
  _ = provenance.quotedSource(of: call, in: [text])
}

/// A number as some language writes it, at an edge of what can be held: each byte chooses one part.
private func number(_ bytes: some Sequence<UInt8>) -> String {
  let digits = [
    "0", "1", "7fffffffffffffff", "8000000000000000", "9223372036854775807", "9223372036854775808", "000", "1_0", "1.",
    "",
  ]
  let parts = [
    ["", "-", "+"], ["", "0x", "0o", "0b", "."], ["", "-", "+"], digits,
    ["", "e9", "e-9", "e400", "e99999999999999999999"],
  ]
  return zip(parts, bytes).map { part, byte in part[Int(byte) % part.count] }.joined()
}

/// Two such numbers as an argument of a reply and of a result, and as the bounds of a schema.
private func tryNumbers(_ bytes: UnsafeBufferPointer<UInt8>) {
  let (first, second) = (number(bytes.prefix(5)), number(bytes.dropFirst(5)))
  let text = "{'tool': 'bash', 'arguments': {'command': 'x', 'timeout': \(first), 'list': [\(second)]}}"
  check(parser.parse(text), text)
  searchResult(text)
  for kind in [("array", "Items"), ("string", "Length")] {
    let schema = #"{"type":"\#(kind.0)","min\#(kind.1)":\#(first),"max\#(kind.1)":\#(second)}"#
    if let value = try? JSONValue(parsing: schema) { offer(value) }
  }
}

/// Takes the value for a tool, for its parameters and for one schema in them: grammar, example, reading and check.
private func offer(_ value: JSONValue) {
  var offered = (value.array ?? [value]).prefix(4).compactMap { try? ToolDefinition(given: $0) }
  if let schema = value.object {
    let property: JSONObject = ["type": "object", "properties": ["x": value], "$defs": ["a": value]]
    offered += [schema, property].map { ToolDefinition(name: "t", description: "", parameters: $0) }
  }
  guard !offered.isEmpty else { return }
  for grammar in [ToolGrammar(), ToolGrammar(allowsText: false, allowsSeveral: true, reasoning: .optional)] {
    precondition(grammar.text(for: offered).hasPrefix("root ::= "), "a grammar without a root")
  }
  _ = ReplySchema.schema(for: offered).jsonText
  for tool in offered {
    let example = CallExample.text(tool)
    for text in [example, call(tool, "[[\"1\"]]"), call(tool, "{\"x\":-0x1}")] {
      guard case .toolCalls(let calls, _) = ToolCallParser(tools: [tool]).parse(text) else { continue }
      for call in calls { _ = ArgumentValidator().problem(in: call.arguments, of: tool) }
    }
  }
}

private func call(_ tool: ToolDefinition, _ value: String) -> String {
  "{\"tool\":\(JSONValue.string(tool.name).jsonText),\"arguments\":{\"x\":\(value)}}"
}
