/// Bytes that nobody can guess.
enum RandomBytes {
  /// `count` bytes from the system's generator, which is cryptographically secure on Linux and macOS.
  static func make(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }
}
