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
      start { continuation.resume(returning: Result { () throws(Failure) in try work() }) }
    }
    return try result.get()
  }

  /// Starts `work` on a detached thread with a stack of 512 KiB; where the system has no thread left, waits for one.
  static func start(_ work: @escaping @Sendable () -> Void) {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    pthread_attr_setstacksize(&attributes, 512 << 10)
    let box = Unmanaged.passRetained(Work(body: work))
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    while pthread_create(&thread, &attributes, runWork, box.toOpaque()) != 0 { usleep(1000) }
  }

  fileprivate final class Work {
    let body: @Sendable () -> Void
    init(body: @escaping @Sendable () -> Void) { self.body = body }
  }
}

#if canImport(Darwin)
  private func runWork(_ box: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? { runBoxed(box) }
#else
  private func runWork(_ box: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    box.flatMap { runBoxed($0) }
  }
#endif

private func runBoxed(_ box: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
  Unmanaged<BlockingWork.Work>.fromOpaque(box).takeRetainedValue().body()
  return nil
}
