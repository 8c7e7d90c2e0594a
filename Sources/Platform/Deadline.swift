/// The moment at which waiting ends, or none.
package struct Deadline: Sendable, Hashable {
  /// The moment itself; nil waits without end.
  package let instant: ContinuousClock.Instant?

  package init(_ instant: ContinuousClock.Instant?) { self.instant = instant }

  /// The deadline that never comes.
  package static let never = Deadline(nil)

  /// `duration` from now; nil never comes.
  package static func after(_ duration: Duration?) -> Deadline {
    Deadline(duration.map { .now.advanced(by: $0) })
  }

  /// The earlier of two.
  package func earlier(_ other: Deadline) -> Deadline {
    guard let mine = instant else { return other }
    guard let theirs = other.instant else { return self }
    return mine <= theirs ? self : other
  }

  /// The time that is left, zero when the moment has come; nil where it never comes.
  package var remaining: Duration? {
    instant.map { max(.zero, ContinuousClock.now.duration(to: $0)) }
  }

  package var isOver: Bool { remaining == .zero }
}
