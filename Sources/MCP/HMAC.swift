/// The message authentication code HMAC (RFC 2104) with SHA-256.
enum HMAC {
  private static let blockSize = 64

  /// The 32 bytes of the code.
  static func sha256(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
    var block = key.count > blockSize ? SHA256.digest(of: key) : key
    block.append(contentsOf: repeatElement(0, count: blockSize - block.count))
    let inner = SHA256.digest(of: block.map { $0 ^ 0x36 } + message)
    return SHA256.digest(of: block.map { $0 ^ 0x5C } + inner)
  }
}

extension [UInt8] {
  /// Compares every byte whatever they are, so that the time says nothing about the place of a difference.
  func isEqualInConstantTime(to other: [UInt8]) -> Bool {
    guard count == other.count else { return false }
    return zip(self, other).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
