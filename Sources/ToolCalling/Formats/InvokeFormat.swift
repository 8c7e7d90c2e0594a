/// XML with `<invoke name="…">` and `<parameter name="…">`: Claude, MiniMax M2 and M3, DeepSeek V3.2 and V4 (DSML), Step 3,
/// GigaChat 3.5, dots. The namespaces differ and are passed over.
///
/// Sources: the chat templates of MiniMaxAI/MiniMax-M2, deepseek-ai/DeepSeek-V3.2, stepfun-ai/step3.
enum InvokeFormat {
  static let format = ToolCallFormat(
    "invoke",
    words: [
      ("invoke", .call),
      ("dots_function_call", .wrapper),
      ("tool_use", .wrapper),
      ("tool_uses", .wrapper),
      ("tool_invocation", .wrapper),
    ])
}
