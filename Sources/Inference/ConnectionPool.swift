import Synchronization

/// Connections that wait for their next request, the latest first.
///
/// llama.cpp closes a connection after 5 s without a request, so one is given up before that.
final class ConnectionPool: Sendable {
  private struct Idle {
    let stream: any ByteStream
    let until: ContinuousClock.Instant
  }

  private let idle = Mutex<[Idle]>([])
  private let capacity: Int
  private let lifetime: Duration

  /// Keeps at most `capacity` connections, each for at most `lifetime`.
  init(capacity: Int = 16, lifetime: Duration = .seconds(4)) {
    self.capacity = capacity
    self.lifetime = lifetime
  }

  deinit { closeAll() }

  var count: Int { idle.withLock(\.count) }

  /// A connection that is open as far as can be seen; nil where there is none.
  func take() -> (any ByteStream)? {
    let now = ContinuousClock.now
    return idle.withLock { idle in
      while let last = idle.popLast() {
        if last.until > now, last.stream.isQuiet { return last.stream }
        last.stream.close()
      }
      return nil
    }
  }

  /// Keeps `stream` for the next request, or closes it where the pool is full.
  func give(_ stream: any ByteStream) {
    let now = ContinuousClock.now
    idle.withLock { idle in
      // The oldest stand first.
      while let first = idle.first, first.until <= now || idle.count >= capacity {
        first.stream.close()
        idle.removeFirst()
      }
      idle.append(Idle(stream: stream, until: now.advanced(by: lifetime)))
    }
  }

  /// Closes every waiting connection.
  func closeAll() {
    idle.withLock { idle in
      for entry in idle { entry.stream.close() }
      idle = []
    }
  }
}
