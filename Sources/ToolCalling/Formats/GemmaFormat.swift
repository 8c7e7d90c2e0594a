/// Gemma 4 and FunctionGemma: `<|tool_call>call:name{key:<|"|>text<|"|>}<tool_call|>`.
///
/// Sources: the chat templates of google/gemma-4 and google/functiongemma-270m-it.
enum GemmaFormat {
  static let format = ToolCallFormat(
    "gemma",
    words: [
      ("|tool_call", .gemma),
      ("start_function_call", .gemma),
      ("end_function_call", .wrapperEnd),
    ])
}
