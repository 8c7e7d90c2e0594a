#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// The control sockets of shared ssh connections.
package enum ControlSocket {
  /// The hello of the multiplexing protocol, version 4, and the request to end (OpenSSH, PROTOCOL.mux sections 1 and 6).
  private static let farewell: [UInt8] = [
    0, 0, 0, 8, 0, 0, 0, 1, 0, 0, 0, 4,
    0, 0, 0, 8, 0x10, 0, 0, 5, 0, 0, 0, 0,
  ]

  /// Tells the `ssh` behind each socket to end its connection. Waits at most `patience`, for all of them together, until
  /// they are gone; one that takes no farewell is left alone.
  package static func endConnections(at paths: [String], patience: Duration = .milliseconds(30)) {
    let limit = ContinuousClock.now + patience
    var descriptors = paths.map(connected).filter { $0 >= 0 }
    descriptors.removeAll { descriptor in
      if write(descriptor, farewell, farewell.count) == farewell.count { return false }
      close(descriptor)
      return true
    }
    while !descriptors.isEmpty, ContinuousClock.now < limit {
      var waits = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      guard poll(&waits, nfds_t(waits.count), 5) > 0 else { continue }
      let gone = waits.filter { $0.revents != 0 && isAtItsEnd($0.fd) }.map(\.fd)
      for descriptor in gone { close(descriptor) }
      descriptors.removeAll { gone.contains($0) }
    }
    for descriptor in descriptors { close(descriptor) }
  }

  /// Reads what is there; true where the other side has closed or failed.
  private static func isAtItsEnd(_ descriptor: Int32) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    return count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)
  }

  /// A connection that never blocks; -1 where none comes about at once, as to a socket whose queue is full.
  private static func connected(to path: String) -> Int32 {
    var address = sockaddr_un()
    let bytes = Array(path.utf8)
    guard bytes.count <= PrivateFolder.longestSocketPath else { return -1 }
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    #if canImport(Glibc)
      let kind = Int32(SOCK_STREAM.rawValue)
    #else
      let kind = SOCK_STREAM
    #endif
    let descriptor = socket(AF_UNIX, kind, 0)
    guard descriptor >= 0 else { return -1 }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
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
