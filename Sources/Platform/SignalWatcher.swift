internal import CPlatform
internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Tells of the signals that ask the process to end, on a thread of its own, where anything may be done.
///
/// The handler itself only writes the signal's number into a pipe. One watcher per process: a later one takes over.
package enum SignalWatcher {
  /// A signal that asks the process to end.
  package enum Signal: Sendable, Hashable, CaseIterable {
    case interrupt
    case terminate
    /// The terminal, or the connection to it, is gone.
    case hangUp
    case quit

    fileprivate var number: Int32 {
      switch self {
      case .interrupt: SIGINT
      case .terminate: SIGTERM
      case .hangUp: SIGHUP
      case .quit: SIGQUIT
      }
    }

    /// The exit status of a process that the signal ended, as a shell tells it.
    package var exitStatus: Int32 { 128 + number }
  }

  /// The end of the pipe that the handler writes to; a signal handler can reach nothing but a global.
  private static let pipe = Atomic<Int32>(-1)

  /// Calls `handle` for every SIGINT, SIGTERM, SIGHUP and SIGQUIT from now on. The `errno` where that is impossible.
  ///
  /// A SIGHUP that is ignored, as `nohup` has it, stays so.
  @discardableResult
  package static func start(_ handle: @escaping @Sendable (Signal) -> Void) -> Int32? {
    var ends: [Int32] = [-1, -1]
    let fault = deputy_pipe(&ends)
    if fault != 0 { return fault }
    let (input, output) = (ends[0], ends[1])
    pipe.store(output, ordering: .sequentiallyConsistent)
    guard OwnThread.start({ watch(input, handle) }) else { return EAGAIN }
    for watched in Signal.allCases {
      let earlier = signal(watched.number) { number in
        let saved = errno
        var byte = UInt8(truncatingIfNeeded: number)
        _ = write(SignalWatcher.pipe.load(ordering: .sequentiallyConsistent), &byte, 1)
        errno = saved
      }
      if watched == .hangUp, isIgnoring(earlier) { signal(watched.number, SIG_IGN) }
    }
    return nil
  }

  /// The handlers of C cannot be compared but by their addresses.
  private static func isIgnoring(_ handler: (@convention(c) (Int32) -> Void)?) -> Bool {
    let ignoring: (@convention(c) (Int32) -> Void)? = SIG_IGN
    return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(ignoring, to: Int.self)
  }

  /// Takes back what a parent may have left behind and `exec` keeps: SIGCHLD ignored, which lets children vanish before
  /// anybody could ask how they ended, and the signals that ask the process to end blocked. Before the first thread.
  package static func takeBackDefaults() {
    signal(SIGCHLD, SIG_DFL)
    var ours = sigset_t()
    sigemptyset(&ours)
    for number in Signal.allCases.map(\.number) + [SIGCHLD] { sigaddset(&ours, number) }
    pthread_sigmask(SIG_UNBLOCK, &ours, nil)
  }

  /// From now on a write to a reader that is gone fails with `EPIPE` instead of ending the process.
  package static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

  private static func watch(_ input: Int32, _ handle: (Signal) -> Void) {
    var byte: UInt8 = 0
    while true {
      let count = read(input, &byte, 1)
      if count == 1, let received = Signal.allCases.first(where: { $0.number == Int32(byte) }) { handle(received) }
      if count == 0 || (count < 0 && errno != EINTR) { return }
    }
  }
}
