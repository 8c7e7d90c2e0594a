import Synchronization

/// A clock that moves only when a test says so.
final class TestClock: Clock, Sendable {
  struct Instant: InstantProtocol {
    var offset: Duration
    func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
    func duration(to other: Instant) -> Duration { other.offset - offset }
    static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
  }

  private struct State {
    var now = Instant(offset: .zero)
    var sleepers: [Int: (deadline: Instant, continuation: CheckedContinuation<Bool, Never>)] = [:]
    var count = 0
  }

  private let state = Mutex(State())

  var now: Instant { state.withLock { $0.now } }
  var minimumResolution: Duration { .nanoseconds(1) }
  /// How many tasks sleep now.
  var sleepers: Int { state.withLock { $0.sleepers.count } }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    let id = state.withLock { state in
      state.count += 1
      return state.count
    }
    let wasCancelled = await withTaskCancellationHandler {
      await withCheckedContinuation { (continuation: CheckedContinuation<Bool, Never>) in
        let isOver = state.withLock { state in
          if state.now >= deadline { return true }
          state.sleepers[id] = (deadline, continuation)
          return false
        }
        if isOver { continuation.resume(returning: false) }
        if Task.isCancelled { wake(id, cancelled: true) }
      }
    } onCancel: {
      wake(id, cancelled: true)
    }
    if wasCancelled { throw CancellationError() }
  }

  private func wake(_ id: Int, cancelled: Bool) {
    state.withLock { $0.sleepers.removeValue(forKey: id) }?.continuation.resume(returning: cancelled)
  }

  func advance(by duration: Duration) {
    let due = state.withLock { state in
      state.now = state.now.advanced(by: duration)
      let now = state.now
      return state.sleepers.filter { $0.value.deadline <= now }.map(\.key)
    }
    for id in due { wake(id, cancelled: false) }
  }

  /// Waits until so many tasks sleep, then moves on: their next step is then the only one to come.
  func advance(by duration: Duration, whenAsleep count: Int) async {
    while sleepers < count { await Task.yield() }
    advance(by: duration)
  }
}
