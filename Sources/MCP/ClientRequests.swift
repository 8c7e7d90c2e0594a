import JSON
import Synchronization

/// The requests of this server to a legacy client that have no answer yet.
final class ClientRequests: Sendable {
  /// What came of a request.
  enum Outcome: Sendable {
    case answered(JSONObject)
    case refused(RPCError)
    case timedOut
    /// The call that asked is no longer wanted, or the client is gone.
    case cancelled
  }

  private struct State {
    var count = 0
    var waiting: [String: CheckedContinuation<Outcome, Never>] = [:]
    var isClosed = false
  }

  private let clock: any Clock<Duration>
  private let send: @Sendable (JSONObject) -> Void
  private let state = Mutex(State())

  init(clock: any Clock<Duration>, send: @escaping @Sendable (JSONObject) -> Void) {
    self.clock = clock
    self.send = send
  }

  /// Sends a request under an id of its own and waits for the answer, at most `limit`. A question that is not waited
  /// for to the end is withdrawn.
  func ask(_ method: String, _ params: JSONObject, within limit: Duration) async -> Outcome {
    let id = state.withLock { state in
      state.count += 1
      return "deputy-\(state.count)"
    }
    let timer = Task { [clock] in
      try await clock.sleep(for: limit)
      settle(id, .timedOut)
    }
    defer { timer.cancel() }
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        guard wait(for: id, continuation) else { return continuation.resume(returning: .cancelled) }
        send(["jsonrpc": "2.0", "id": .string(id), "method": .string(method), "params": .object(params)])
        // A cancellation that came before the wait began found nothing to settle.
        if Task.isCancelled { settle(id, .cancelled) }
      }
    } onCancel: {
      settle(id, .cancelled)
    }
    switch outcome {
    case .timedOut: withdraw(id, "no answer in time")
    case .cancelled: withdraw(id, "the call was cancelled")
    case .answered, .refused: break
    }
    return outcome
  }

  /// Takes the client's answer. One that nobody waits for is ignored.
  func settle(_ id: RequestID, _ answer: Result<JSONObject, RPCError>) {
    guard case .string(let text) = id else { return }
    switch answer {
    case .success(let result): settle(text, .answered(result))
    case .failure(let error): settle(text, .refused(error))
    }
  }

  /// Ends every wait; there will be no further one.
  func close() {
    let waiting = state.withLock { state in
      state.isClosed = true
      defer { state.waiting = [:] }
      return Array(state.waiting.values)
    }
    for continuation in waiting { continuation.resume(returning: .cancelled) }
  }

  private func wait(for id: String, _ continuation: CheckedContinuation<Outcome, Never>) -> Bool {
    state.withLock { state in
      if state.isClosed { return false }
      state.waiting[id] = continuation
      return true
    }
  }

  private func settle(_ id: String, _ outcome: Outcome) {
    state.withLock { $0.waiting.removeValue(forKey: id) }?.resume(returning: outcome)
  }

  private func withdraw(_ id: String, _ reason: String) {
    if state.withLock({ $0.isClosed }) { return }
    send([
      "jsonrpc": "2.0", "method": "notifications/cancelled",
      "params": ["requestId": .string(id), "reason": .string(reason)],
    ])
  }
}
