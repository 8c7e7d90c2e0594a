/// DeepSeek V3, R1 and V3.1: tokens with full-width bars around the name and its JSON.
///
/// V3 and R1 write the word `function` first and the JSON in a fence; V3.1 name, separator, JSON.
/// Sources: the chat templates of deepseek-ai/DeepSeek-V3-0324 and DeepSeek-V3.1.
enum DeepSeekFormat {
  static let format = ToolCallFormat(
    "deepseek",
    words: [
      ("|tool_calls_begin", .wrapper),
      ("|tool_calls_end", .wrapperEnd),
      ("|tool_call_begin", .wrapper),
      ("|tool_call_end", .callEnd),
      ("|tool_sep", .separator),
      ("tool_sep", .separator),
    ])
}
