/// A model server that answers chat requests.
package protocol ChatModel: Sendable {
  /// What the server says of itself; asked anew when it was unreachable before. Cheap after the first time.
  ///
  /// `onEvent` hears of the wait for a server that is still loading its model.
  func description(
    onEvent: @escaping @Sendable (ChatEvent) -> Void
  ) async throws(ChatModelError) -> ModelDescription

  /// Streams one reply. Cancelling the task closes the connection at once and throws `.cancelled`.
  func reply(
    to request: ChatRequest, onEvent: @escaping @Sendable (ChatEvent) -> Void
  ) async throws(ChatModelError) -> ChatReply

  /// The exact number of prompt tokens of `request`; nil where the server has no counter.
  func countTokens(of request: ChatRequest) async -> Int?
}

extension ChatModel {
  /// What the server says of itself, for those who wait in silence.
  package func description() async throws(ChatModelError) -> ModelDescription { try await description { _ in } }
}

/// What a model server says of itself.
package struct ModelDescription: Sendable, Hashable {
  /// The kind of server, as far as it matters for a request.
  package enum Server: String, Sendable {
    case llamaCpp = "llama.cpp", ollama = "Ollama", vllm = "vLLM", lmStudio = "LM Studio", other

    /// It takes a JSON Schema for a whole reply, and no grammar. Source: Ollama's and LM Studio's documentation of
    /// `response_format`, 2026.
    var takesOnlySchema: Bool { self == .ollama || self == .lmStudio }
  }

  package var server: Server
  /// The name to send as `model`; nil where the server needs none.
  package var model: String?
  /// Tokens of one conversation, prompt and reply together; nil where the server does not say.
  package var window: Int?
  /// Requests that the server works on at once; nil where it does not say.
  package var slots: Int?
  /// The model's chat template has a place for tools.
  package var supportsTools: Bool
  /// The chat template itself; nil where the server does not show it.
  package var chatTemplate: String?

  package init(
    server: Server, model: String? = nil, window: Int? = nil, slots: Int? = nil, supportsTools: Bool = false,
    chatTemplate: String? = nil
  ) {
    self.server = server
    self.model = model
    self.window = window
    self.slots = slots
    self.supportsTools = supportsTools
    self.chatTemplate = chatTemplate
  }
}
