internal import CPlatform

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Both ends of a pipe, each closed once.
struct ChildPipe: ~Copyable {
  private(set) var reading: Int32
  private(set) var writing: Int32

  /// Fails with the `errno` of the system.
  init() throws(SystemFault) {
    var ends: [Int32] = [-1, -1]
    let failure = deputy_pipe(&ends)
    guard failure == 0 else { throw SystemFault(code: failure) }
    reading = ends[0]
    writing = ends[1]
  }

  mutating func closeReading() {
    if reading >= 0 { close(reading) }
    reading = -1
  }

  /// The reading end, which its taker closes from now on.
  mutating func releaseReading() -> Int32 {
    defer { reading = -1 }
    return reading
  }

  mutating func closeWriting() {
    if writing >= 0 { close(writing) }
    writing = -1
  }

  deinit {
    if reading >= 0 { close(reading) }
    if writing >= 0 { close(writing) }
  }
}

/// A failed call of the system by its `errno`.
package struct SystemFault: Error, Hashable, Sendable, CustomStringConvertible {
  package let code: Int32

  package var description: String { errorText(code) }

  /// The fault of the call that failed just now.
  static var last: SystemFault { SystemFault(code: errno) }
}
