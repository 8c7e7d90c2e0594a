#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// The descriptors that a child's thread waits on; -1 stands for one that has ended.
struct ChildDescriptors {
  enum Place: Int { case output, error, input, wake, exit }

  var output: Int32
  var error: Int32
  var input: Int32
  private var wake: Int32
  private(set) var exit: Int32
  /// What is still to be written to the child's input.
  var pending: ArraySlice<UInt8> = []
  private var polled: [pollfd] = []

  init(output: Int32, error: Int32, input: Int32, wake: Int32, exit: Int32) {
    self.output = output
    self.error = error
    self.input = input
    self.wake = wake
    self.exit = exit
    if input >= 0 { _ = fcntl(input, F_SETFL, fcntl(input, F_GETFL) | O_NONBLOCK) }
  }

  var streamsEnded: Bool { output < 0 && error < 0 }

  mutating func wait(for time: Duration) {
    let feeds = pending.isEmpty ? -1 : input
    polled = [output, error, feeds, wake, exit].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    polled[Place.input.rawValue].events = Int16(POLLOUT)
    let limit = exit < 0 ? min(time, ChildSchedule.tick) : time
    let milliseconds = limit.components.seconds * 1000 + limit.components.attoseconds / 1_000_000_000_000_000 + 1
    _ = poll(&polled, nfds_t(polled.count), Int32(clamping: milliseconds))
    // Both are asked for in other ways too; a descriptor that stays readable must not spin the loop.
    if polled[Place.exit.rawValue].revents != 0 { closeExit() }
    if polled[Place.wake.rawValue].revents != 0 { wake = -1 }
  }

  func isReady(_ place: Place) -> Bool {
    polled[place.rawValue].fd >= 0 && polled[place.rawValue].revents != 0
  }

  /// Writes what the child's input takes now. True once when everything is written or the child reads no more.
  mutating func feed() -> Bool {
    guard input >= 0, !pending.isEmpty, isReady(.input) else { return false }
    let count = pending.withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
    if count > 0 { pending = pending.dropFirst(count) }
    let isGone = count < 0 && errno != EAGAIN && errno != EINTR
    guard isGone || pending.isEmpty else { return false }
    input = -1
    pending = []
    return true
  }

  mutating func closeExit() {
    if exit >= 0 { close(exit) }
    exit = -1
  }
}
