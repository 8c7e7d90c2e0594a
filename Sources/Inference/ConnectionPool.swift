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
  private let losses = Mutex(0)
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
    _ = countLosses()
    return idle.withLock { $0.popLast()?.stream }
  }

  /// How many waiting connections the server has ended so far, those that nobody has used since included.
  func countLosses() -> Int {
    let now = ContinuousClock.now
    let lost = idle.withLock { idle in
      let before = idle.count
      idle.removeAll { entry in
        if entry.stream.isQuiet { return false }
        entry.stream.close()
        return true
      }
      let lost = before - idle.count
      idle.removeAll { entry in
        if entry.until > now { return false }
        entry.stream.close()
        return true
      }
      return lost
    }
    return losses.withLock { losses in
      losses += lost
      return losses
    }
  }

  /// A connection that was taken from here proved to be ended.
  func noteLoss() { losses.withLock { $0 += 1 } }

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
