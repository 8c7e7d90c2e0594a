import Synchronization
import ToolCalling

/// Passes events on as progress that a person can follow: nothing twice, and of frequent events four in a second.
///
/// Silence is filled by whoever serves the client, who learns for it also of what is not said now.
final class ProgressFilter: Sendable {
  private struct State {
    var message: String?
    /// When something was last said.
    var reported: Duration = .zero
  }

  /// A fast model writes thousands of pieces a second; nobody reads more than a few lines.
  private static let pause = Duration.milliseconds(250)

  private let state = Mutex(State())
  private let report: @Sendable (ToolProgress) -> Void
  private let stopwatch: Stopwatch

  init(_ stopwatch: Stopwatch, report: @escaping @Sendable (ToolProgress) -> Void) {
    self.stopwatch = stopwatch
    self.report = report
  }

  func pass(_ event: AgentEvent) {
    let now = stopwatch.now()
    var progress = event.progress
    if event.isFrequent, state.withLock({ now - $0.reported < Self.pause }) {
      progress.isForLater = true
      report(progress)
      return
    }
    let isNews = state.withLock { state -> Bool in
      if state.message == progress.message { return false }
      state = State(message: progress.message, reported: now)
      return true
    }
    if isNews { report(progress) }
  }
}
