import Agent
import Platform

/// One call to a model server with its deadline and what may still be tried when an attempt fails.
struct ModelCall: Sendable {
  let deadline: Deadline
  let onEvent: @Sendable (ChatEvent) -> Void
  private let loadingLimit: Duration
  /// Began with the call, by the injected clock.
  private let stopwatch: Stopwatch
  private var hasRepeated = false
  private var loadingSince: Duration?
  private var pause = Duration.milliseconds(100)

  init(_ deadlines: ModelDeadlines, _ clock: any Clock<Duration>, onEvent: @escaping @Sendable (ChatEvent) -> Void) {
    deadline = .after(deadlines.whole)
    loadingLimit = deadlines.loading
    self.onEvent = onEvent
    stopwatch = Stopwatch(clock)
  }

  /// True where the remedy lets the call try once more; waits first where it says so.
  mutating func mayRepeat(after remedy: ServerRefusal.Remedy) async throws(ChatModelError) -> Bool {
    guard !hasRepeated else { return false }
    switch remedy {
    case .none, .waitForLoading: return false
    case .again: break
    case .waitFor(let duration): try await rest(duration)
    }
    hasRepeated = true
    return true
  }

  /// Waits a little longer each time, up to a second. Throws `.loading` once the limit has passed.
  mutating func pauseForLoading() async throws(ChatModelError) {
    let now = stopwatch.now()
    let since = loadingSince ?? now
    loadingSince = since
    let waited = now - since
    guard waited < loadingLimit, !deadline.isOver else {
      throw .loading(seconds: Int(waited.components.seconds))
    }
    onEvent(.loading(seconds: Int(waited.components.seconds)))
    try await rest(pause)
    pause = min(pause * 2, .seconds(1))
  }

  private func rest(_ duration: Duration) async throws(ChatModelError) {
    do { try await stopwatch.sleep(for: duration) } catch { throw .cancelled }
  }
}
