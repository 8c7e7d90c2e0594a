import Synchronization

/// Lets no more conversations run at once than the model server has slots; the others wait in order.
package final class SlotQueue: Sendable {
  private struct Waiter {
    let id: Int
    let resume: CheckedContinuation<Bool, Never>
    let tell: @Sendable (Int) -> Void
  }

  private struct State {
    var limit: Int
    var running = 0
    var nextID = 0
    var waiting: [Waiter] = []
    /// Cancelled before they began to wait.
    var cancelled: Set<Int> = []
  }

  private let state: Mutex<State>

  package init(limit: Int) { state = Mutex(State(limit: max(limit, 1))) }

  /// Takes effect for whoever comes or waits now; nobody who runs is stopped.
  package func setLimit(_ limit: Int) {
    state.withLock { $0.limit = max(limit, 1) }
    admit()
  }

  package var waitingCount: Int { state.withLock { $0.waiting.count } }
  package var runningCount: Int { state.withLock { $0.running } }

  /// Waits for a slot, which `leave` gives back. `onPlace` hears the place in the queue whenever it changes; 1 is next.
  package func enter(onPlace: @escaping @Sendable (Int) -> Void) async throws(CancellationError) {
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    let admitted = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        wait(Waiter(id: id, resume: continuation, tell: onPlace))
      }
    } onCancel: {
      cancel(id)
    }
    state.withLock { _ = $0.cancelled.remove(id) }
    guard admitted else { throw CancellationError() }
    if Task.isCancelled {
      leave()
      throw CancellationError()
    }
  }

  package func leave() {
    state.withLock { $0.running -= 1 }
    admit()
  }

  private func wait(_ waiter: Waiter) {
    enum Start { case now, later(Int), never }
    let start = state.withLock { state -> Start in
      if state.cancelled.contains(waiter.id) { return .never }
      if state.running < state.limit, state.waiting.isEmpty {
        state.running += 1
        return .now
      }
      state.waiting.append(waiter)
      return .later(state.waiting.count)
    }
    switch start {
    case .now: waiter.resume.resume(returning: true)
    case .never: waiter.resume.resume(returning: false)
    case .later(let place): waiter.tell(place)
    }
  }

  private func admit() {
    let (admitted, left) = state.withLock { state -> ([Waiter], [Waiter]) in
      let free = min(max(state.limit - state.running, 0), state.waiting.count)
      let admitted = Array(state.waiting.prefix(free))
      state.waiting.removeFirst(free)
      state.running += free
      return (admitted, admitted.isEmpty ? [] : state.waiting)
    }
    for waiter in admitted { waiter.resume.resume(returning: true) }
    for (index, waiter) in left.enumerated() { waiter.tell(index + 1) }
  }

  private func cancel(_ id: Int) {
    let waiter = state.withLock { state -> Waiter? in
      guard let place = state.waiting.firstIndex(where: { $0.id == id }) else {
        state.cancelled.insert(id)
        return nil
      }
      return state.waiting.remove(at: place)
    }
    waiter?.resume.resume(returning: false)
  }
}
