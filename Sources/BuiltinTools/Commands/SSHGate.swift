/// Orders the commands for one host: the first opens the shared connection, the others wait for it, eight run at once.
///
/// Eight, because `sshd` takes ten sessions per connection by default (`MaxSessions`, sshd_config(5)), and without the
/// order all of the first commands would try to open the connection at the same time.
actor SSHGate {
  /// How a command gets to its host.
  enum Way: Hashable {
    /// It opens the shared connection; `opened` must be told how that went.
    case opening
    case shared
    /// The shared connection could not be opened: this command tries by itself.
    case alone
  }

  private enum Wake { case lookAgain, goAlone, cancelled }

  private struct Waiter {
    let number: Int
    let continuation: CheckedContinuation<Wake, Never>
  }

  static let mostAtOnce = 8

  private var running = 0
  private var isOpening = false
  private var waiters: [Waiter] = []
  private var nextNumber = 0

  /// The commands that wait now.
  var waiting: Int { waiters.count }

  /// Waits for a place and for the connection. `isOpen` tells whether the shared connection stands.
  func enter(isOpen: @Sendable () -> Bool) async throws(CancellationError) -> Way {
    var goesAlone = false
    while true {
      if running < Self.mostAtOnce, let way = way(isOpen: isOpen(), goesAlone: goesAlone) {
        running += 1
        return way
      }
      switch await wait() {
      case .lookAgain: break
      case .goAlone: goesAlone = true
      case .cancelled: throw CancellationError()
      }
    }
  }

  private func way(isOpen: Bool, goesAlone: Bool) -> Way? {
    if isOpen { return .shared }
    if goesAlone { return .alone }
    guard !isOpening else { return nil }
    isOpening = true
    return .opening
  }

  /// The connection stands, or could not be opened: all who wait for it go on.
  func opened(_ works: Bool) {
    isOpening = false
    wakeAll(works ? .lookAgain : .goAlone)
  }

  func leave() {
    running -= 1
    wakeAll(.lookAgain)
  }

  private func wakeAll(_ wake: Wake) {
    let woken = waiters
    waiters = []
    for waiter in woken { waiter.continuation.resume(returning: wake) }
  }

  private func wait() async -> Wake {
    let number = nextNumber
    nextNumber += 1
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        if Task.isCancelled {
          continuation.resume(returning: .cancelled)
        } else {
          waiters.append(Waiter(number: number, continuation: continuation))
        }
      }
    } onCancel: {
      Task { await self.cancel(number) }
    }
  }

  private func cancel(_ number: Int) {
    guard let place = waiters.firstIndex(where: { $0.number == number }) else { return }
    waiters.remove(at: place).continuation.resume(returning: .cancelled)
  }
}
