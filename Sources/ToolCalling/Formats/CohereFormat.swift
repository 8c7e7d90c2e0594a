/// Command R7B and Command A: a list of `tool_name` and `parameters` between action tokens.
///
/// Source: the chat template of CohereForAI/c4ai-command-r7b-12-2024.
enum CohereFormat {
  static let format = ToolCallFormat(
    "cohere",
    words: [
      ("|start_action", .wrapper),
      ("|end_action", .wrapperEnd),
      ("|start_tool_calls", .wrapper),
      ("|end_tool_calls", .wrapperEnd),
    ])
}
