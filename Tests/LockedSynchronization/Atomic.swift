/// `Synchronization.Atomic` on the lock of this module.
public struct Atomic<Value: Sendable>: ~Copyable, Sendable {
  private let value: Mutex<Value>

  public init(_ initialValue: Value) { value = Mutex(initialValue) }

  public func load(ordering: AtomicOrdering) -> Value { value.withLock { $0 } }

  public func store(_ desired: Value, ordering: AtomicOrdering) { value.withLock { $0 = desired } }

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
