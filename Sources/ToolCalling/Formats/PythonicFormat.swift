/// Calls in Python's notation on lines of their own: Llama 4, LFM2, ToolACE, Olmo 3, Gemma 3's `tool_code`.
///
/// The list form, `[f(x=1), g()]`, is found by the scan wherever a bracket stands; this is the form without brackets.
/// Sources: the chat templates of meta-llama/Llama-4-Scout, LiquidAI/LFM2, allenai/Olmo-3.
enum PythonicFormat {
  static let format = ToolCallFormat(
    "pythonic",
    words: [
      ("|python_start", .wrapper), ("|python_end", .wrapperEnd), ("|python_tag", .wrapper),
      ("|tool_call_start", .wrapper), ("|tool_call_end", .wrapperEnd), ("tool_code", .looseWrapper),
    ],
    line: LineRule(first: "abcdefghijklmnopqrstuvwxyz_", read: { PythonCalls.lines(at: $1, in: $0) }))
}
