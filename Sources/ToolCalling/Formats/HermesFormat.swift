/// Hermes and what learned from it: JSON in `<tool_call>`; Qwen 2.5 and 3, Granite 4, Exaone 4, ERNIE 4.5, Solar, MiMo.
///
/// Sources: NousResearch/Hermes-Function-Calling; the chat templates of those models. MiniMax M1, Hunyuan and Jamba write
/// a list in `<tool_calls>`, Granite 20B `<function_call>` without a closing tag, Nemotron `<TOOLCALL>`.
enum HermesFormat {
  static let format = ToolCallFormat(
    "hermes",
    words: [
      ("tool_call", .wrapper),
      ("tool_calls", .wrapper),
      ("toolcall", .wrapper),
      ("toolcalls", .wrapper),
      ("function_call", .wrapper),
      ("function_calls", .wrapper),
      ("functioncall", .wrapper),
      ("functioncalls", .wrapper),
      ("tool_call_list", .wrapper),
      ("longcat_tool_call", .wrapper),
      ("call_tool", .wrapper),
      ("|function_call_begin", .wrapper),
      ("|function_call_end", .wrapperEnd),
    ])
}
