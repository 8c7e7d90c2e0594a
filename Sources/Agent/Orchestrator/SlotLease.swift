import Synchronization
import ToolCalling

/// One call's place among the conversations that run at once.
///
/// It is given back while a human thinks, for nobody else may wait for that; what was approved runs at once, and the place
/// is taken again, ahead of those who have not begun, when the model is asked for the next reply.
final class SlotLease: Sendable {
  private let queue: SlotQueue
  private let onPlace: @Sendable (Int) -> Void
  private let isHeld = Mutex(false)

  /// `onPlace` hears the place in the queue whenever it changes.
  init(of queue: SlotQueue, onPlace: @escaping @Sendable (Int) -> Void) {
    self.queue = queue
    self.onPlace = onPlace
  }

  /// Waits for a place where it holds none. Not from two tasks at once.
  func take(isReturning: Bool = false) async throws(CancellationError) {
    if isHeld.withLock({ $0 }) { return }
    try await queue.enter(isReturning: isReturning, onPlace: onPlace)
    isHeld.withLock { $0 = true }
  }

  /// Gives the place to the next one; does nothing where it was given already.
  func giveBack() {
    let wasHeld = isHeld.withLock { isHeld in
      defer { isHeld = false }
      return isHeld
    }
    if wasHeld { queue.leave() }
  }
}

/// A consent that takes no slot of the model server from others while the human thinks.
struct LeasedConsent: Consent {
  let consent: any Consent
  let lease: SlotLease

  func answer(to question: ConsentQuestion) async -> ConsentAnswer {
    lease.giveBack()
    return await consent.answer(to: question)
  }
}

/// A model that is asked only by whoever holds a place.
struct LeasedModel: ChatModel {
  let model: any ChatModel
  let lease: SlotLease

  func description(
    onEvent: @escaping @Sendable (ChatEvent) -> Void
  ) async throws(ChatModelError) -> ModelDescription { try await model.description(onEvent: onEvent) }

  func countTokens(of request: ChatRequest) async -> Int? { await model.countTokens(of: request) }

  func reply(
    to request: ChatRequest, onEvent: @escaping @Sendable (ChatEvent) -> Void
  ) async throws(ChatModelError) -> ChatReply {
    do { try await lease.take(isReturning: true) } catch { throw .cancelled }
    return try await model.reply(to: request, onEvent: onEvent)
  }
}
