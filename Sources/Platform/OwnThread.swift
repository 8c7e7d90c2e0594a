#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// A thread beside the cooperative pool, for work that blocks.
///
/// The pool has one thread per core; a blocking call on it stops other tasks.
package enum OwnThread {
  /// Starts a detached thread that runs `body` once. False where the system gives no thread.
  @discardableResult
  package static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
    let box = Unmanaged.passRetained(Body(body))
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    if create(&attributes, box.toOpaque()) == 0 { return true }
    box.release()
    return false
  }

  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  private static func create(_ attributes: inout pthread_attr_t, _ box: UnsafeMutableRawPointer) -> Int32 {
    #if canImport(Darwin)
      var thread: pthread_t?
      return pthread_create(
        &thread, &attributes,
        { box in
          Unmanaged<Body>.fromOpaque(box).takeRetainedValue().run()
          return nil
        }, box)
    #else
      var thread = pthread_t()
      return pthread_create(
        &thread, &attributes,
        { box in
          if let box { Unmanaged<Body>.fromOpaque(box).takeRetainedValue().run() }
          return nil
        }, box)
    #endif
  }
}
