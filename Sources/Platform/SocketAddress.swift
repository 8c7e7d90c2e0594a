#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// An address and port to connect to, IPv4 or IPv6.
package struct SocketAddress: Sendable, Hashable {
  /// The bytes of the system's own `sockaddr`.
  let bytes: [UInt8]
  let family: Int32

  /// Reads a numeric address, such as `127.0.0.1` or `::1`; nil where `text` is none.
  package init?(numeric text: String, port: UInt16) {
    var four = sockaddr_in()
    var six = sockaddr_in6()
    if inet_pton(AF_INET, text, &four.sin_addr) == 1 {
      four.sin_family = sa_family_t(AF_INET)
      four.sin_port = port.bigEndian
      #if canImport(Darwin)
        four.sin_len = UInt8(MemoryLayout<sockaddr_in>.size)
      #endif
      self.init(bytes: withUnsafeBytes(of: four) { Array($0) }, family: AF_INET)
    } else if inet_pton(AF_INET6, text, &six.sin6_addr) == 1 {
      six.sin6_family = sa_family_t(AF_INET6)
      six.sin6_port = port.bigEndian
      #if canImport(Darwin)
        six.sin6_len = UInt8(MemoryLayout<sockaddr_in6>.size)
      #endif
      self.init(bytes: withUnsafeBytes(of: six) { Array($0) }, family: AF_INET6)
    } else {
      return nil
    }
  }

  init(bytes: [UInt8], family: Int32) {
    self.bytes = bytes
    self.family = family
  }

  var isIPv6: Bool { family == AF_INET6 }
}
