/// InternLM 2 and InternS1: `<|action_start|><|plugin|>{…}<|action_end|>`.
///
/// Source: the chat template of internlm/internlm2_5-7b-chat.
enum InternLMFormat {
  static let format = ToolCallFormat(
    "internlm",
    words: [
      ("|action_start", .wrapper),
      ("|action_end", .wrapperEnd),
      ("|plugin", .separator),
      ("|interpreter", .separator),
    ])
}
