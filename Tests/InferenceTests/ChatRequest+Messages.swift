import Agent
import ToolCalling

extension ChatRequest {
  /// A request that says these messages.
  init(
    messages: [ChatMessage], temperature: Double = 0.3, maxTokens: Int? = nil, tools: [ToolDefinition] = [],
    grammar: String? = nil, conversation: String? = nil
  ) {
    self.init(
      prompt: messages.map(PreparedMessage.init), temperature: temperature, maxTokens: maxTokens, tools: tools,
      grammar: grammar, conversation: conversation)
  }
}
