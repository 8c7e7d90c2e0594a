#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// The control socket of a shared ssh connection.
package enum ControlSocket {
  /// The hello of the multiplexing protocol, version 4, and the request to end (OpenSSH, PROTOCOL.mux sections 1 and 6).
  private static let farewell: [UInt8] = [
    0, 0, 0, 8, 0, 0, 0, 1, 0, 0, 0, 4,
    0, 0, 0, 8, 0x10, 0, 0, 5, 0, 0, 0, 0,
  ]

  /// Tells the `ssh` behind the socket to end its connection. Waits at most `patience` until it is gone.
  package static func endConnection(at path: String, patience: Duration = .milliseconds(30)) {
    let descriptor = connected(to: path)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    guard write(descriptor, farewell, farewell.count) == farewell.count else { return }
    let limit = ContinuousClock.now + patience
    var buffer = [UInt8](repeating: 0, count: 256)
    while ContinuousClock.now < limit {
      var waits = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      if poll(&waits, 1, 5) > 0, recv(descriptor, &buffer, buffer.count, 0) <= 0 { return }
    }
  }

  private static func connected(to path: String) -> Int32 {
    var address = sockaddr_un()
    let bytes = Array(path.utf8)
    guard bytes.count <= PrivateFolder.longestSocketPath else { return -1 }
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    #if canImport(Darwin)
      let kind = SOCK_STREAM
    #else
      let kind = Int32(SOCK_STREAM.rawValue)
    #endif
    let descriptor = socket(AF_UNIX, kind, 0)
    guard descriptor >= 0 else { return -1 }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    let result = withUnsafePointer(to: &address) { place in
      place.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard result == 0 else {
      close(descriptor)
      return -1
    }
    return descriptor
  }
}
