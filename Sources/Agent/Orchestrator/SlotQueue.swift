import Synchronization

/// Lets no more conversations run at once than the model server has slots; the others wait in order.
package final class SlotQueue: Sendable {
  private struct Waiter {
    let id: Int
    /// It ran before and gave its slot up for a while.
    let isReturning: Bool
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
  ///
  /// Whoever returns goes before those who have not begun.
  package func enter(
    isReturning: Bool = false, onPlace: @escaping @Sendable (Int) -> Void
  ) async throws(CancellationError) {
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    let admitted = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        wait(Waiter(id: id, isReturning: isReturning, resume: continuation, tell: onPlace))
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
    enum Start { case now, later([Waiter], from: Int), never }
    let start = state.withLock { state -> Start in
      if state.cancelled.contains(waiter.id) { return .never }
      if state.running < state.limit, state.waiting.isEmpty {
        state.running += 1
        return .now
      }
      let place = waiter.isReturning ? state.waiting.count(where: \.isReturning) : state.waiting.count
      state.waiting.insert(waiter, at: place)
      return .later(Array(state.waiting[place...]), from: place + 1)
    }
    switch start {
    case .now: waiter.resume.resume(returning: true)
    case .never: waiter.resume.resume(returning: false)
    case .later(let moved, let place): for (index, waiter) in moved.enumerated() { waiter.tell(place + index) }
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
