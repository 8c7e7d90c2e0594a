package import Agent
internal import Synchronization

/// A model whose replies are written down beforehand; it keeps every request that it got.
package final class ScriptedModel: ChatModel {
  package enum Step: Sendable {
    case text(String)
    case reply(ChatReply)
    case failure(ChatModelError)
    /// Answers nothing until the call is cancelled.
    case hang
    /// Writes the reply from the request.
    case answer(@Sendable (ChatRequest) -> ChatReply)
  }

  private struct State {
    var steps: [Step]
    var requests: [ChatRequest] = []
    var description: ModelDescription
    var descriptionFailure: ChatModelError?
    var descriptionEvents: [ChatEvent] = []
  }

  private let state: Mutex<State>
  private let last: Step
  private let count: (@Sendable (ChatRequest) -> Int?)?

  /// When the steps are used up, `last` answers every further request.
  package init(
    _ steps: [Step], last: Step = .text("Nothing more to say."),
    description: ModelDescription = ModelDescription(server: .llamaCpp, window: 8192, slots: 4),
    count: (@Sendable (ChatRequest) -> Int?)? = nil
  ) {
    state = Mutex(State(steps: steps, description: description))
    self.last = last
    self.count = count
  }

  package convenience init(_ texts: String...) { self.init(texts.map(Step.text)) }

  package var requests: [ChatRequest] { state.withLock { $0.requests } }

  /// Forgets the steps that are left, so that `last` answers.
  package func clear() { state.withLock { $0.steps = [] } }

  package func add(_ steps: Step...) { state.withLock { $0.steps += steps } }

  package func setDescription(failure: ChatModelError?) { state.withLock { $0.descriptionFailure = failure } }

  /// What happens whenever the model is asked what it is.
  package func setDescription(events: [ChatEvent]) { state.withLock { $0.descriptionEvents = events } }

  package func description(
    onEvent: @escaping @Sendable (ChatEvent) -> Void
  ) async throws(ChatModelError) -> ModelDescription {
    let (failure, description, events) = state.withLock {
      ($0.descriptionFailure, $0.description, $0.descriptionEvents)
    }
    for event in events { onEvent(event) }
    if let failure { throw failure }
    return description
  }

  package func countTokens(of request: ChatRequest) async -> Int? { count?(request) }

  package func reply(
    to request: ChatRequest, onEvent: @escaping @Sendable (ChatEvent) -> Void
  ) async throws(ChatModelError) -> ChatReply {
    let step = state.withLock { state in
      state.requests.append(request)
      return state.steps.isEmpty ? last : state.steps.removeFirst()
    }
    if Task.isCancelled { throw .cancelled }
    switch step {
    case .text(let text): return ChatReply(text: text)
    case .reply(let reply): return reply
    case .failure(let error): throw error
    case .answer(let make): return make(request)
    case .hang:
      await UntilCancelled.wait()
      throw .cancelled
    }
  }
}
