import Synchronization

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// The process groups of the children that run now, so that the end of the server is theirs too.
///
/// A group is taken out before its leader is reaped, and signals are sent under the same lock: no recycled process
/// identifier is ever signalled.
package final class ChildGroups: Sendable {
  private struct State {
    var leaders: Set<pid_t> = []
    var isClosed = false
  }

  private let state = Mutex(State())

  package init() {}

  /// The number of children that run now.
  package var count: Int { state.withLock { $0.leaders.count } }

  /// Ends every child and refuses new ones: SIGTERM to each group, SIGKILL to those left after `patience`.
  ///
  /// Blocks for `patience` at most; for the end of the process, never for a thread of the cooperative pool.
  package func endAll(patience: Duration = .milliseconds(40)) {
    state.withLock { state in
      state.isClosed = true
      for leader in state.leaders { kill(-leader, SIGTERM) }
    }
    let limit = ContinuousClock.now + patience
    while ContinuousClock.now < limit, count > 0 { usleep(1000) }
    state.withLock { state in
      for leader in state.leaders { kill(-leader, SIGKILL) }
    }
  }

  /// Starts a child while no end can come in between. False where the groups are closed.
  func add(_ start: () -> pid_t?) -> Bool {
    state.withLock { state in
      guard !state.isClosed else { return false }
      if let leader = start() { state.leaders.insert(leader) }
      return true
    }
  }

  func signal(_ leader: pid_t, _ number: Int32) {
    state.withLock { state in
      if state.leaders.contains(leader) { kill(-leader, number) }
    }
  }

  /// Ends what is left of the group and lets go of it; afterwards the leader may be reaped.
  func remove(_ leader: pid_t) {
    state.withLock { state in
      guard state.leaders.remove(leader) != nil else { return }
      kill(-leader, SIGKILL)
    }
  }
}
