import Synchronization

/// Something that happens once, on any thread, and that a test awaits.
final class Moment: Sendable {
  private let instant = Mutex<ContinuousClock.Instant?>(nil)
  private let stream: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation

  init() { (stream, continuation) = AsyncStream.makeStream() }

  /// When it happened.
  var time: ContinuousClock.Instant? { instant.withLock { $0 } }

  func happen() {
    instant.withLock { $0 = $0 ?? .now }
    continuation.finish()
  }

  func wait() async {
    for await _ in stream {}
  }
}
