import Platform
import Synchronization

/// When work on a thread of its own ends before it is done: its call was cancelled, or its time is up.
///
/// Nothing interrupts the work: it asks between its pieces.
final class WorkLimit: Sendable {
  /// The time that the work may take.
  let time: Duration
  private let deadline: Deadline
  private let cancelled = Mutex(false)

  /// The time begins now.
  init(time: Duration = .seconds(30)) {
    self.time = time
    deadline = .after(time)
  }

  var isCancelled: Bool { cancelled.withLock { $0 } }

  /// True once the work is to end.
  var isReached: Bool { isCancelled || deadline.isOver }

  /// Ends the work at its next question.
  func cancel() { cancelled.withLock { $0 = true } }
}
