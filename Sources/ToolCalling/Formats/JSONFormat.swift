/// Plain JSON, the notation of this project's own prompt: `{"tool": …, "arguments": {…}}`, and every other shape of it.
///
/// OpenAI, Anthropic, LangChain, MCP, Llama 3 and xLAM differ in keys and wrappers; see `CallShape`.
enum JSONFormat {
  static let format = ToolCallFormat("json")
}
