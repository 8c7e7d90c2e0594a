#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// The write side of a descriptor, as the two operations that a writer needs; a test puts faults in their place.
package struct ByteSink: Sendable {
  /// Writes a first part of the bytes: their count, or an `errno` below zero.
  package var write: @Sendable (UnsafeRawBufferPointer) -> Int
  /// True where `ByteSink.safeLength` bytes can be written without blocking. With `true`, waits until that is so.
  package var isWritable: @Sendable (_ waits: Bool) -> Bool

  /// So many bytes never block after `isWritable`: a pipe takes `PIPE_BUF` in one piece, a socket more.
  package static let safeLength = Int(PIPE_BUF)

  package init(
    write: @escaping @Sendable (UnsafeRawBufferPointer) -> Int, isWritable: @escaping @Sendable (Bool) -> Bool
  ) {
    self.write = write
    self.isWritable = isWritable
  }

  /// The sink that writes to an open descriptor, whose mode it leaves as it is.
  package init(descriptor: Int32) {
    self.init(
      write: { bytes in
        let count = systemWrite(descriptor, bytes.baseAddress, bytes.count)
        return count >= 0 ? count : Int(-errno)
      },
      isWritable: { waits in
        var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        // An error or a hang-up counts as writable: the write then says what it is.
        return poll(&wait, 1, waits ? -1 : 0) > 0
      })
  }
}
