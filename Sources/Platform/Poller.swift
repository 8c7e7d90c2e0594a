internal import CPlatform
internal import Synchronization

/// Waits for descriptors to become readable or writable, for any number of tasks, on one thread of its own.
///
/// A wait is one-shot and costs one system call. The thread starts with the first wait and ends with the poller. It
/// sleeps until the nearest deadline it knows of: a lower bound, made exact by a scan of the waits when it comes, so
/// that neither a wait that ends early nor one with a later deadline has to wake it.
package final class Poller: Sendable {
  /// What to wait for. An error, or a hang-up of both directions, ends every kind of wait, and the next call on the
  /// descriptor reports it. A peer that only writes no more makes it readable: the next read is the end of input.
  package enum Direction: Sendable {
    case readable, writable
    /// Either of the two, whichever comes first.
    case readableOrWritable

    fileprivate var kinds: Int32 {
      switch self {
      case .readable: Int32(DEPUTY_POLL_READ)
      case .writable: Int32(DEPUTY_POLL_WRITE)
      case .readableOrWritable: Int32(DEPUTY_POLL_READ | DEPUTY_POLL_WRITE)
      }
    }
  }

  private let shared = Waits()

  package init() {}

  deinit { shared.stop() }

  /// Returns when `descriptor` is ready.
  ///
  /// One wait at a time per descriptor. Throws `.timedOut` at the deadline and `.cancelled` at once when the task is
  /// cancelled. The descriptor must stay open meanwhile; it is never closed here.
  package func wait(
    for descriptor: Int32, _ direction: Direction, until deadline: Deadline
  ) async throws(SocketError) {
    let id = shared.nextID()
    let failure = await withTaskCancellationHandler {
      await withUnsafeContinuation { (continuation: UnsafeContinuation<SocketError?, Never>) in
        shared.add(Wait(continuation: continuation, deadline: deadline.instant), id, descriptor, direction)
        // A cancel before the wait was entered found nothing to end.
        if Task.isCancelled { shared.end(id, with: .cancelled) }
      }
    } onCancel: {
      shared.end(id, with: .cancelled)
    }
    if let failure { throw failure }
  }

  /// The waits in progress, for tests.
  package var waitCount: Int { shared.count }
}

/// One suspended task.
private struct Wait: Sendable {
  let continuation: UnsafeContinuation<SocketError?, Never>
  let deadline: ContinuousClock.Instant?
}

/// The waits that the tasks and the thread share.
private final class Waits: Sendable {
  private struct State {
    var waits: [UInt64: Wait] = [:]
    /// No wait ends before this moment; nil where none has a deadline.
    var nearest: ContinuousClock.Instant?
    var poll = deputy_poll(queue: -1, alarm: -1)
    var lastID: UInt64 = 0
    var isStopped = false
  }

  private let state = Mutex(State())

  var count: Int { state.withLock { $0.waits.count } }

  func nextID() -> UInt64 {
    state.withLock { state in
      state.lastID += 1
      return state.lastID
    }
  }

  /// Enters a wait; it is entered before the system is asked, because the answer may come at once.
  func add(_ wait: Wait, _ id: UInt64, _ descriptor: Int32, _ direction: Poller.Direction) {
    let code = state.withLock { state -> Int32 in
      if let failure = open(&state) { return failure }
      state.waits[id] = wait
      if let deadline = wait.deadline, state.nearest.map({ deadline < $0 }) ?? true {
        state.nearest = deadline
        deputy_poll_wake(&state.poll)
      }
      let failure = deputy_poll_add(&state.poll, descriptor, direction.kinds, id)
      if failure != 0 { state.waits[id] = nil }
      return failure
    }
    if code != 0 { wait.continuation.resume(returning: .system(code: code, during: "wait")) }
  }

  /// Ends a wait that is still in progress.
  func end(_ id: UInt64, with failure: SocketError?) {
    let wait = state.withLock { $0.waits.removeValue(forKey: id) }
    wait?.continuation.resume(returning: failure)
  }

  func stop() {
    state.withLock { state in
      state.isStopped = true
      if state.poll.queue >= 0 { deputy_poll_wake(&state.poll) }
    }
  }

  /// Opens the queue and starts the thread, once. An `errno` where that fails.
  private func open(_ state: inout State) -> Int32? {
    guard state.poll.queue < 0 else { return nil }
    let code = deputy_poll_open(&state.poll)
    guard code == 0 else { return code }
    let poll = state.poll
    if OwnThread.start({ [self] in run(poll) }) { return nil }
    deputy_poll_close(&state.poll)
    return noThreadCode
  }

  private func run(_ poll: deputy_poll) {
    var poll = poll
    var ids = [UInt64](repeating: 0, count: 64)
    while let milliseconds = pause() {
      let count = deputy_poll_wait(&poll, &ids, Int32(ids.count), milliseconds)
      for index in 0..<max(0, Int(count)) where ids[index] != 0 { end(ids[index], with: nil) }
      endOverdue()
    }
    deputy_poll_close(&poll)
  }

  /// How long the thread may sleep, -1 for without end; nil when it must stop.
  private func pause() -> Int32? {
    state.withLock { state in
      if state.isStopped { return nil }
      guard let nearest = state.nearest else { return -1 }
      let (seconds, attoseconds) = max(.zero, ContinuousClock.now.duration(to: nearest)).components
      // Rounded up: a sleep that ends early would spin until the moment comes.
      return Int32(min(seconds, 86_400) * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
  }

  private func endOverdue() {
    let now = ContinuousClock.now
    let overdue = state.withLock { state -> [Wait] in
      guard let nearest = state.nearest, nearest <= now else { return [] }
      let ids = state.waits.filter { $0.value.deadline.map { $0 <= now } ?? false }.keys
      let ended = ids.compactMap { state.waits.removeValue(forKey: $0) }
      state.nearest = state.waits.values.lazy.compactMap(\.deadline).min()
      return ended
    }
    for wait in overdue { wait.continuation.resume(returning: .timedOut) }
  }
}
