/// Ids that nobody guesses: 128 random bits, written like a UUID.
package enum ConversationID {
  @Sendable package static func random() -> String {
    var generator = SystemRandomNumberGenerator()
    return text(high: generator.next(), low: generator.next())
  }

  static func text(high: UInt64, low: UInt64) -> String {
    let digits = (hex(high) + hex(low)).map(String.init)
    return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { digits[$0].joined() }.joined(separator: "-")
  }

  private static func hex(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
