/// Mistral: `[TOOL_CALLS]` before a list of calls, or before each name with `[ARGS]` and perhaps `[CALL_ID]`.
///
/// Source: mistral-common, tokenizers v3 to v13. LM Studio's default format brackets its words in the same way, and
/// Pangu writes `[unused11]` and `[unused12]`.
enum MistralFormat {
  static let format = ToolCallFormat(
    "mistral",
    words: [
      ("[tool_calls", .wrapper),
      ("[tool_call", .wrapper),
      ("[args", .separator),
      ("[call_id", .separator),
      ("[tool_request", .wrapper),
      ("[end_tool_request", .wrapperEnd),
      ("[end_tool_calls", .wrapperEnd),
      ("[unused11", .wrapper),
      ("[unused12", .wrapperEnd),
      ("[tool", .wrapper),
      ("[function_call", .wrapper),
    ])
}
