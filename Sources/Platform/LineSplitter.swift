#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Cuts a stream of bytes into lines at `\n`, however the bytes arrive.
///
/// One `\r` before the newline is dropped; a last line without a newline counts. A line over the limit is reported
/// once and the rest of it is skipped, so memory stays within the limit. Linear.
package struct LineSplitter {
  /// What the bytes contain.
  package enum Piece: Hashable, Sendable {
    /// A line without its end.
    case line([UInt8])
    /// A line longer than the limit in bytes; its text is lost.
    case tooLong
  }

  private let limit: Int
  private var partial: [UInt8] = []
  private var isSkipping = false

  package init(limit: Int) { self.limit = limit }

  /// Takes the next bytes and hands out the lines that end in them, in order.
  package mutating func take(_ bytes: UnsafeRawBufferPointer, _ deliver: (Piece) -> Void) {
    var rest = bytes
    while let end = newline(in: rest) {
      let head = UnsafeRawBufferPointer(rebasing: rest[..<end])
      if isSkipping {
        isSkipping = false
      } else if partial.isEmpty, head.count <= limit {
        deliver(.line(Self.trimmed(Array(head))))
      } else {
        append(head, deliver)
        if !isSkipping { deliver(.line(Self.trimmed(partial))) }
        isSkipping = false
        partial = []
      }
      rest = UnsafeRawBufferPointer(rebasing: rest[(end + 1)...])
    }
    if !isSkipping { append(rest, deliver) }
  }

  /// Hands out what stands after the last newline, if anything.
  package mutating func finish(_ deliver: (Piece) -> Void) {
    if !partial.isEmpty { deliver(.line(Self.trimmed(partial))) }
    partial = []
    isSkipping = false
  }

  private mutating func append(_ bytes: UnsafeRawBufferPointer, _ deliver: (Piece) -> Void) {
    if partial.count + bytes.count > limit {
      partial = []
      isSkipping = true
      deliver(.tooLong)
    } else {
      partial.append(contentsOf: bytes)
    }
  }

  private func newline(in bytes: UnsafeRawBufferPointer) -> Int? {
    guard let base = bytes.baseAddress, let found = memchr(base, 0x0A, bytes.count) else { return nil }
    return UnsafeRawPointer(found) - base
  }

  private static func trimmed(_ line: [UInt8]) -> [UInt8] {
    line.last == 0x0D ? line.dropLast() : line
  }
}
