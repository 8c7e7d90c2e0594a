import Synchronization

/// Runs closures one after another, in the order in which they came, on a thread that exists while there is work.
package final class SerialThread: Sendable {
  private struct State {
    var queue: [@Sendable () -> Void] = []
    var isRunning = false
  }

  private let state = Mutex(State())

  package init() {}

  /// Never blocks. Where the system gives no thread, the work is done at once on the caller's.
  package func run(_ work: @escaping @Sendable () -> Void) {
    let needsThread = state.withLock { state in
      state.queue.append(work)
      defer { state.isRunning = true }
      return !state.isRunning
    }
    if needsThread, !OwnThread.start({ [self] in drain() }) { drain() }
  }

  private func drain() {
    while true {
      let batch = state.withLock { state in
        defer { state.queue = [] }
        state.isRunning = !state.queue.isEmpty
        return state.queue
      }
      if batch.isEmpty { return }
      for work in batch { work() }
    }
  }
}
