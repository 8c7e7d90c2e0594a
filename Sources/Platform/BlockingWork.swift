#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Work that blocks, on a thread of its own: the cooperative pool has only as many threads as the machine has cores.
package enum BlockingWork {
  /// Runs `work` on a new thread and returns or throws what it does. Cancellation does not reach it.
  package static func run<Value: Sendable, Failure: Error>(
    _ work: @escaping @Sendable () throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    let result: Result<Value, Failure> = await withCheckedContinuation { continuation in
      let body = { @Sendable in
        continuation.resume(returning: Result { () throws(Failure) in try work() })
      }
      // A system without a free thread has one again soon: every child and every file gives its own back.
      while !OwnThread.start(body) { usleep(1000) }
    }
    return try result.get()
  }
}
