import JSON
import Testing
import ToolCalling

/// Long texts that once cost quadratic time or went deeper than the stack.
@Suite("Hostile replies", .timeLimit(.minutes(1)))
struct HostileTextTests {
  static let parser = ToolCallParser(tools: ModelOutput.tools)

  @Test(
    "a long text is read in linear time",
    arguments: [
      ("", "ssh_exec(\"a)\n", "\", @"), ("", "Action: ssh_exec(\"a)\n", "\", @"), ("x\n", "\ty\n", ""),
      ("x ", "[list_hosts(), x(\"a) ", "\", @"), ("```\n", "ssh_exec(\"a)\n```\n```\n", "\", @"),
      ("", "\t<|assistant|>\n", "x"),
      ("x\n", "\t{\"tool\":1}\n", ""), ("<tool_call>", "]<]minimax[>[", ""), ("", "0", ""),
      ("{'tool':'list_hosts','arguments':{'n':", "0", "1}}"),
    ])
  func long(start: String, unit: String, end: String) {
    let text = start + String(repeating: unit, count: 200_000 / unit.utf8.count) + end
    _ = Self.parser.parse(text)
  }
}
