/// Kimi K2: `<|tool_call_begin|>functions.name:0<|tool_call_argument_begin|>{…}`; Kimi K3: elements written with tokens.
///
/// Sources: the chat templates of moonshotai/Kimi-K2-Instruct and Kimi-K3.
enum KimiFormat {
  static let format = ToolCallFormat(
    "kimi",
    words: [
      ("|tool_calls_section_begin", .wrapper),
      ("|tool_calls_section_end", .wrapperEnd),
      ("|tool_call_section_begin", .wrapper),
      ("|tool_call_section_end", .wrapperEnd),
      ("|tool_call_argument_begin", .separator),
      ("|open", .elementOpen),
      ("|close", .elementClose),
    ])
}
