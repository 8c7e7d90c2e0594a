import Synchronization

/// Lets whoever wants a conversation wait for the end of its cancelled run.
///
/// A cancel is a notification that nobody answers, and ending a tool takes a moment. Without this, a caller who cancels
/// and calls again at once would be told that the conversation is busy with what it has just given up.
final class RunEndings: Sendable {
  private struct Waiter {
    let number: Int
    let continuation: CheckedContinuation<Void, Never>
  }

  private struct State {
    var ending: Set<String> = []
    var waiters: [String: [Waiter]] = [:]
    var nextNumber = 0
  }

  private let state = Mutex(State())

  /// The calls that wait now.
  var waiterCount: Int { state.withLock { $0.waiters.values.reduce(0) { $0 + $1.count } } }

  /// The run of this conversation was cancelled and is on its way out.
  func begin(_ id: String) { state.withLock { _ = $0.ending.insert(id) } }

  /// The run is over.
  func end(_ id: String) {
    let waiters = state.withLock { state in
      state.ending.remove(id)
      return state.waiters.removeValue(forKey: id) ?? []
    }
    for waiter in waiters { waiter.continuation.resume() }
  }

  /// Returns once the cancelled run is over, at the latest after `limit`, and when the caller is cancelled; at once where
  /// none was cancelled.
  func wait(for id: String, atMost limit: Duration, _ stopwatch: Stopwatch) async {
    let number = state.withLock { state in
      state.nextNumber += 1
      return state.nextNumber
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let waits = state.withLock { state -> Bool in
          guard state.ending.contains(id), !Task.isCancelled else { return false }
          state.waiters[id, default: []].append(Waiter(number: number, continuation: continuation))
          return true
        }
        guard waits else { return continuation.resume() }
        Task {
          try? await stopwatch.sleep(for: limit)
          giveUp(number, id)
        }
      }
    } onCancel: {
      giveUp(number, id)
    }
  }

  private func giveUp(_ number: Int, _ id: String) {
    let waiter = state.withLock { state -> Waiter? in
      guard let place = state.waiters[id]?.firstIndex(where: { $0.number == number }) else { return nil }
      return state.waiters[id]?.remove(at: place)
    }
    waiter?.continuation.resume()
  }
}
