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
      ("{'tool':'list_hosts','arguments':{'n':", "0", "1}}"), ("", "<|open|>e", ""), ("", "<|open|>think e", ""),
      ("", "<|close|>e", ""), ("", "<|message_model|>e", ""), ("<tool_call>", "<arg_value>x</arg_value> y ", ""),
      ("", "<function=list_hosts><parameter=a>1</parameter> b ", ""), ("", "<ssh_exec a='b' c=d e ", ">"),
      ("", "\n1. {\"tool\":\"list_hosts\"}", ""), ("", "x <tool_call>", ""),
      ("", "list_hosts(), ", "x"), ("", "list_hosts().\nlist_hosts(), x\n", ""),
      ("", "<function=read_file><parameter=path>1</parameter> b <path> ", ""),
      ("<function=read_file><parameter=path>1</parameter> b ", "<path> ", ""),
    ])
  func long(start: String, unit: String, end: String) {
    let text = start + String(repeating: unit, count: 200_000 / unit.utf8.count) + end
    _ = Self.parser.parse(text)
  }

  @Test(
    "a value in a text that is nested deeper than 256 levels is none",
    arguments: [
      #"{"tool": "annotate", "arguments": {"target": "x", "weights": "VALUE"}}"#,
      "<function=annotate>\n<parameter=target>\nx\n</parameter>\n<parameter=weights>\nVALUE\n</parameter>\n</function>",
    ])
  func deepTexts(text: String) throws {
    for depth in [256, 257, 512] {
      let value = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
      let call = try #require(Self.parser.parse(text.replacing("VALUE", with: value)).calls.first)
      #expect((call.arguments["weights"]?.array != nil) == (depth == 256))
      #expect(try JSONValue(parsing: call.arguments.jsonText) == .object(call.arguments))
    }
  }
}
