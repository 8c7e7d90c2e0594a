#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

// The C functions whose names the methods of `Socket` hide.

/// `connect(2)`.
func systemConnect(_ descriptor: Int32, _ address: UnsafePointer<sockaddr>, _ size: socklen_t) -> Int32 {
  connect(descriptor, address, size)
}

/// `close(2)`; an error leaves nothing to do.
func closeDescriptor(_ descriptor: Int32) { _ = close(descriptor) }

/// The `errno` that says that the system has no thread left.
var noThreadCode: Int32 { EAGAIN }
