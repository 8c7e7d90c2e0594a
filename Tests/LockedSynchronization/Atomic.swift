/// `Synchronization.Atomic` on the lock of this module.
public struct Atomic<Value: Sendable>: ~Copyable, Sendable {
  private let value: Mutex<Value>

  /// A variable with its first value.
  public init(_ initialValue: Value) { value = Mutex(initialValue) }

  /// The value now.
  public func load(ordering: AtomicOrdering) -> Value { value.withLock { $0 } }

  /// Sets the value.
  public func store(_ desired: Value, ordering: AtomicOrdering) { value.withLock { $0 = desired } }

  /// Sets the value and returns the one before.
  public func exchange(_ desired: Value, ordering: AtomicOrdering) -> Value {
    value.withLock { current in
      defer { current = desired }
      return current
    }
  }
}

/// The orderings, which a lock makes all the same.
public enum AtomicOrdering: Sendable {
  case relaxed
  case sequentiallyConsistent
}
