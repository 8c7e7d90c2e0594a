/// Name and arguments in elements of their own: `<tool_name>` and `<parameters>` (Claude 2), `<use_mcp_tool>` (Cline), `<tool>` and
/// `<tool_input>` (LangChain's XML agent), and tags named like a tool.
///
/// Sources: Anthropic's function-calling guide of 2024; the prompts of Cline, Cherry Studio and LangChain.
enum ElementFormat {
  static let format = ToolCallFormat(
    "element",
    words: [
      ("use_mcp_tool", .wrapper),
      ("tool_name", .nameElement),
      ("function_name", .nameElement),
      ("name", .nameElement),
      ("arguments", .argumentsElement),
      ("parameters", .argumentsElement),
      ("args", .argumentsElement),
      ("tool_input", .argumentsElement),
      ("input", .argumentsElement),
      ("params", .argumentsElement),
      ("tool_arguments", .argumentsElement),
      ("server_name", .type),
      ("tool", .looseWrapper),
      ("tools", .looseWrapper),
      ("action", .looseWrapper),
      ("call", .call),
      ("execute_tool", .wrapper),
      ("tool_execution", .wrapper),
      ("invoke_tool", .wrapper),
    ])
}
