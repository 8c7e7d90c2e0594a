#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Writing whole texts to the descriptors 1 and 2 of the process, for its command-line faces.
///
/// Not for the server: there a `LineWriter` owns the descriptor.
package enum StandardOutput {
  /// Writes all of `bytes` to standard output, blocking. False where the reader is gone.
  @discardableResult
  package static func write(_ bytes: [UInt8]) -> Bool { write(bytes, to: 1) }

  /// Writes a text and a newline to standard output, blocking.
  @discardableResult
  package static func print(_ text: String) -> Bool { write(Array((text + "\n").utf8), to: 1) }

  /// Writes a text and a newline to standard error, blocking.
  @discardableResult
  package static func complain(_ text: String) -> Bool { write(Array((text + "\n").utf8), to: 2) }

  /// Writes a text without a newline to standard error, blocking.
  package static func report(_ text: String) { write(Array(text.utf8), to: 2) }

  @discardableResult
  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let count = systemWrite(descriptor, rest.base.baseAddress.map { $0 + rest.startIndex }, rest.count)
        if count > 0 {
          rest = rest.dropFirst(count)
        } else if errno == EAGAIN {
          var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          _ = poll(&wait, 1, -1)
        } else if errno != EINTR {
          return false
        }
      }
      return true
    }
  }
}

/// Ends the process with `status`, without running anything else.
package func endProcess(_ status: Int32) -> Never { _exit(status) }
