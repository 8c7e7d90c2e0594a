#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Descriptors for tests.
enum Descriptors {
  static func pipe() -> (read: Int32, write: Int32) {
    var ends: [Int32] = [0, 0]
    #if canImport(Glibc)
      precondition(Glibc.pipe(&ends) == 0)
    #else
      precondition(Darwin.pipe(&ends) == 0)
    #endif
    return (ends[0], ends[1])
  }

  static func socketPair() -> (Int32, Int32) {
    var ends: [Int32] = [0, 0]
    #if canImport(Glibc)
      precondition(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
    #else
      precondition(socketpair(AF_UNIX, SOCK_STREAM, 0, &ends) == 0)
    #endif
    return (ends[0], ends[1])
  }

  static func write(_ text: String, to descriptor: Int32) {
    let bytes = Array(text.utf8)
    #if canImport(Glibc)
      _ = Glibc.write(descriptor, bytes, bytes.count)
    #else
      _ = Darwin.write(descriptor, bytes, bytes.count)
    #endif
  }

  static func close(_ descriptor: Int32) {
    #if canImport(Glibc)
      _ = Glibc.close(descriptor)
    #else
      _ = Darwin.close(descriptor)
    #endif
  }

  static func makeNonBlocking(_ descriptor: Int32) {
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
  }

  static func openForReading(_ path: String) -> Int32 { open(path, O_RDONLY) }
}
