package import JSON
package import ToolCalling

/// One message of a conversation with the model, as it goes over the wire.
package struct ChatMessage: Sendable, Hashable {
  package enum Role: String, Sendable { case system, user, assistant, tool }

  package var role: Role
  package var content: String
  /// The calls of an assistant message in native mode.
  package var toolCalls: [ToolCall]
  /// The id of the call that a `tool` message answers.
  package var toolCallID: String?

  package init(_ role: Role, _ content: String, toolCalls: [ToolCall] = [], toolCallID: String? = nil) {
    self.role = role
    self.content = content
    self.toolCalls = toolCalls
    self.toolCallID = toolCallID
  }
}

/// A request for one reply of the model.
package struct ChatRequest: Sendable {
  package var prompt: [PreparedMessage]
  /// The name to send as `model`; nil takes what the server described.
  package var model: String?
  package var temperature: Double
  /// The most tokens to generate; nil leaves it to the server.
  package var maxTokens: Int?
  /// Tools for the server's own chat template (native mode); empty in text mode.
  package var tools: [ToolDefinition]
  /// A GBNF grammar; sent only to servers that take one.
  package var grammar: String?
  /// A JSON Schema that the whole reply must follow; sent as `response_format` where the server takes one.
  package var responseSchema: JSONObject?
  /// Names the conversation in a header, for gateways that route by it.
  package var conversation: String?

  package init(
    prompt: [PreparedMessage], model: String? = nil, temperature: Double = 0.3, maxTokens: Int? = nil,
    tools: [ToolDefinition] = [], grammar: String? = nil, responseSchema: JSONObject? = nil, conversation: String? = nil
  ) {
    self.prompt = prompt
    self.model = model
    self.temperature = temperature
    self.maxTokens = maxTokens
    self.tools = tools
    self.grammar = grammar
    self.responseSchema = responseSchema
    self.conversation = conversation
  }
}

extension ChatRequest {
  package var messages: [ChatMessage] { prompt.map(\.message) }
}
