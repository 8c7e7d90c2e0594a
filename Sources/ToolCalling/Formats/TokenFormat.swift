/// Single tokens before JSON: GigaChat 3, Functionary 2, Inkling, PLaMo 3, Solar Open 2.
///
/// Sources: the chat templates of ai-sage/GigaChat3, meetkai/functionary-small-v2.4, pfnet/plamo-3, upstage/Solar-Open.
enum TokenFormat {
  static let format = ToolCallFormat(
    "token",
    words: [
      ("|function_call", .wrapper), ("|recipient", .wrapper), ("|content", .separator),
      ("|content_invoke_tool_json", .wrapper),
      ("|plamo:begin_tool_requests:plamo", .wrapper),
      ("|plamo:end_tool_requests:plamo", .wrapperEnd),
      ("|plamo:begin_tool_request:plamo", .separator),
      ("|plamo:end_tool_request:plamo", .callEnd),
      ("|plamo:begin_tool_name:plamo", .separator),
      ("|plamo:end_tool_name:plamo", .separator),
      ("|plamo:begin_tool_arguments:plamo", .separator),
      ("|plamo:end_tool_arguments:plamo", .separator),
      ("|tool_call:start", .wrapper),
      ("|tool_call:end", .wrapperEnd),
      ("|tool_arg:start", .keyOpen),
      ("|tool_call_args", .separator),
      ("|tool_call_name", .separator),
    ])
}
