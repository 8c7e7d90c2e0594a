#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// A file or folder that is open, closed with its last reference.
package final class OpenFile: Sendable {
  /// The descriptor, for reading and for children; never closed by others.
  let descriptor: Int32

  init(descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }
}
