import Synchronization
import ToolCalling

/// Passes events on as progress and repeats the last one when nothing has happened for a while.
///
/// Claude Code gives up a silent call after 30 minutes without telling anyone.
final class Heartbeat: Sendable {
  private struct State {
    var last: ToolProgress?
    var since: Duration = .zero
    /// Events that were passed on, to see whether one came in the meantime.
    var count = 0
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
    let progress = event.progress
    state.withLock { state in
      if state.last?.message != progress.message { state.since = now }
      state.last = progress
      state.count += 1
    }
    report(progress)
  }

  /// Runs `work` with the beat beside it.
  func around<Value: Sendable>(
    every interval: Duration, _ work: @escaping @Sendable () async -> Value
  ) async -> Value {
    let beat = Task { [self] in
      var seen = -1
      while !Task.isCancelled {
        do { try await stopwatch.sleep(for: interval) } catch { return }
        seen = repeatLast(unless: seen)
      }
    }
    defer { beat.cancel() }
    return await work()
  }

  /// Says again what goes on, with its seconds, where nothing was said since `seen`; returns the events so far.
  private func repeatLast(unless seen: Int) -> Int {
    let now = stopwatch.now()
    let (progress, count) = state.withLock { state -> (ToolProgress?, Int) in
      guard state.count == seen, var last = state.last else { return (nil, state.count) }
      last.message += " (\(Int((now - state.since).components.seconds)) s)"
      return (last, state.count)
    }
    if let progress { report(progress) }
    return count
  }
}
