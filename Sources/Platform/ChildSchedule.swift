/// Decides what is due in the life of a child: pure, so that every order of events can be tested.
///
/// Deadline or cancel: SIGTERM, after the grace SIGKILL, five seconds later it is given up. After the child's own end its
/// streams get the drain time, and not longer, to end as well.
struct ChildSchedule {
  enum Step: Hashable {
    case wait(Duration)
    case deadline
    case terminate
    case kill
    case done
    case giveUp
  }

  private enum Phase: Hashable {
    case running
    case asked
    case terminated(ContinuousClock.Instant)
    case killed(ContinuousClock.Instant)
  }

  private let limits: ChildLimits
  private let deadline: ContinuousClock.Instant
  private var phase = Phase.running
  private var drainUntil: ContinuousClock.Instant?

  /// How often the child is looked at where nothing else wakes the thread.
  static let tick: Duration = .milliseconds(20)
  static let patienceAfterKill: Duration = .seconds(5)

  init(limits: ChildLimits, began: ContinuousClock.Instant) {
    self.limits = limits
    deadline = began + limits.time
  }

  var leaderEnded: Bool { drainUntil != nil }

  /// The caller wants it ended. False where the end was already under way.
  mutating func end(at now: ContinuousClock.Instant) -> Bool {
    guard phase == .running, !leaderEnded else { return false }
    phase = .asked
    return true
  }

  mutating func leaderHasEnded(at now: ContinuousClock.Instant) {
    if drainUntil == nil { drainUntil = now + limits.drain }
  }

  mutating func step(at now: ContinuousClock.Instant, streamsEnded: Bool) -> Step {
    if let drainUntil {
      return streamsEnded || now >= drainUntil ? .done : .wait(drainUntil - now)
    }
    switch phase {
    case .running:
      guard now >= deadline else { return .wait(deadline - now) }
      phase = .terminated(now + limits.grace)
      return .deadline
    case .asked:
      phase = .terminated(now + limits.grace)
      return .terminate
    case .terminated(let until):
      guard now >= until else { return .wait(until - now) }
      phase = .killed(now + Self.patienceAfterKill)
      return .kill
    case .killed(let until):
      return now >= until ? .giveUp : .wait(until - now)
    }
  }
}

extension ContinuousClock.Instant {
  fileprivate static func - (left: Self, right: Self) -> Duration { right.duration(to: left) }
}
