import Synchronization
import ToolCalling

/// Passes events on as progress and repeats the last one when nothing has happened for a while.
///
/// Claude Code gives up a silent call after 30 minutes without telling anyone.
final class Heartbeat: Sendable {
  private struct State {
    var last: ToolProgress?
    /// When the last event came.
    var since: Duration = .zero
    /// When something was last said.
    var reported: Duration = .zero
  }

  private let state = Mutex(State())
  private let report: @Sendable (ToolProgress) -> Void
  private let stopwatch: Stopwatch

  init(_ stopwatch: Stopwatch, report: @escaping @Sendable (ToolProgress) -> Void) {
    self.stopwatch = stopwatch
    self.report = report
  }

  func pass(_ event: AgentEvent) {
    let now = stopwatch.now()
    // A fast model writes thousands of pieces a second; nobody reads more than a few lines.
    if event.isFrequent, state.withLock({ now - $0.reported < .milliseconds(250) }) { return }
    let progress = event.progress
    let isNews = state.withLock { state -> Bool in
      if state.last?.message == progress.message { return false }
      state.last = progress
      state.since = now
      state.reported = now
      return true
    }
    if isNews { report(progress) }
  }

  /// Runs `work`; the client hears something at least every `interval` while it runs.
  func around<Value: Sendable>(
    every interval: Duration, _ work: @escaping @Sendable () async -> Value
  ) async -> Value {
    let tick = interval / 5
    let beat = Task { [self] in
      while !Task.isCancelled {
        do { try await stopwatch.sleep(for: tick) } catch { return }
        repeatLast(after: interval - tick)
      }
    }
    defer { beat.cancel() }
    return await work()
  }

  /// Says again what goes on, with its seconds, where nothing was said for `silence`.
  private func repeatLast(after silence: Duration) {
    let now = stopwatch.now()
    let progress = state.withLock { state -> ToolProgress? in
      guard var last = state.last, now - state.reported >= silence else { return nil }
      state.reported = now
      last.message += " (\((now - state.since).components.seconds) s)"
      return last
    }
    if let progress { report(progress) }
  }
}
