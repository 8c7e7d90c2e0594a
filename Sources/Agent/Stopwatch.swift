/// The time since the program began, read from whichever clock was injected.
package struct Stopwatch: Sendable {
  private let read: @Sendable () -> Duration
  private let wait: @Sendable (Duration) async throws -> Void

  package init(_ clock: some Clock<Duration>) {
    let start = clock.now
    read = { start.duration(to: clock.now) }
    wait = { try await clock.sleep(for: $0) }
  }

  /// Never runs backwards.
  package func now() -> Duration { read() }

  /// Waits; throws only where the task is cancelled.
  package func sleep(for duration: Duration) async throws { try await wait(duration) }
}

extension Duration {
  /// Whole milliseconds, rounded down.
  var milliseconds: Int { Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000) }
}
