#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// `Synchronization.Mutex` on a lock of pthread, for runs under ThreadSanitizer, which does not see a futex.
///
/// Such a run compiles `import Synchronization` as an import of this module: see Package.swift. It has what the project
/// uses and no more.
public struct Mutex<Value: ~Copyable>: ~Copyable, @unchecked Sendable {
  private let guarded: Guarded<Value>

  /// A mutex with its first value.
  public init(_ initialValue: consuming sending Value) { guarded = Guarded(initialValue) }

  /// Runs `body` on the value while nobody else can.
  public borrowing func withLock<Result: ~Copyable, Failure: Error>(
    _ body: (inout sending Value) throws(Failure) -> sending Result
  ) throws(Failure) -> sending Result {
    pthread_mutex_lock(guarded.lock)
    defer { pthread_mutex_unlock(guarded.lock) }
    return try body(&guarded.value.pointee)
  }
}

/// The lock and the value, both behind pointers, so that nothing but they themselves is touched under the lock.
private final class Guarded<Value: ~Copyable> {
  let value = UnsafeMutablePointer<Value>.allocate(capacity: 1)
  let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

  init(_ initialValue: consuming Value) {
    value.initialize(to: initialValue)
    pthread_mutex_init(lock, nil)
  }

  deinit {
    pthread_mutex_destroy(lock)
    lock.deallocate()
    value.deinitialize(count: 1)
    value.deallocate()
  }
}
