/// Bytes that nobody can guess.
enum RandomBytes {
  /// `count` bytes from the system's generator, which is cryptographically secure on Linux and macOS.
  static func make(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    // A draw is a system call, and gives eight bytes.
    let bytes = (0..<(count + 7) / 8).flatMap { _ in
      withUnsafeBytes(of: generator.next() as UInt64) { Array($0) }
    }
    return Array(bytes.prefix(count))
  }
}
