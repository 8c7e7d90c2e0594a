import JSON
import ToolCalling

// libFuzzer's entry for the tool-call parser: `test-scripts/fuzz/run parser SECONDS`.
//
// For any bytes: no crash, the same outcome twice, only offered names, and nothing repaired in a reply that was cut.

private let tools: [ToolDefinition] = [
  ToolDefinition(
    name: "bash", description: "",
    parameters: [
      "type": "object", "required": ["command"],
      "properties": ["command": ["type": "string"], "timeout": ["type": "integer"], "list": ["type": "array"]],
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
  return 0
}

private func check(_ outcome: ParseOutcome, _ text: String) {
  guard case .toolCalls(let calls, _) = outcome else { return }
  precondition(!calls.isEmpty, "calls without a call")
  for call in calls {
    precondition(tools.contains { $0.name == call.name }, "a name that nobody offered")
    precondition(
      (try? JSONValue(parsing: call.arguments.jsonText)) == .object(call.arguments), "arguments that are no JSON")
    _ = provenance.quotedSource(of: call, in: [text])
    _ = ArgumentValidator().problem(in: call.arguments, of: tools[0])
  }
}
