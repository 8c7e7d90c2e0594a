/// The escapes of JSON that stand for printable ASCII, `\u0020` to `\u007F`, in a text that may hold texts in texts.
enum ASCIIEscapes {
  /// The text with all of them decoded, at whatever level they stand; nil where it has none. Linear.
  ///
  /// How often a text was made text is not known, so the backslashes before an escape go with it, and one that decoding
  /// has put together is decoded as well. All other escapes stay as they are.
  static func decoded(_ bytes: Bytes) -> [UInt8]? {
    guard let first = first(in: bytes) else { return nil }
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    text.append(contentsOf: bytes.buffer(0..<first))
    // Where the last backslash that was an escape itself ends: it begins the next escape, and is none before it.
    var kept = 0
    for index in first..<bytes.count {
      text.append(bytes.base[index])
      while let byte = text.withUnsafeBufferPointer({ escape(at: $0.count - 6, in: Bytes($0)) }) {
        text.removeLast(6)
        if text.count < kept { kept = 0 }
        while text.count > kept, text.last == UInt8(ascii: "\\") { text.removeLast() }
        text.append(byte)
        if byte == UInt8(ascii: "\\") { kept = text.count }
      }
    }
    return text
  }

  private static func first(in bytes: Bytes) -> Int? {
    var place = 0
    while let hit = bytes.find("\\u00", from: place) {
      if escape(at: hit, in: bytes) != nil { return hit }
      place = hit + 1
    }
    return nil
  }

  /// The character whose escape stands at `place`.
  private static func escape(at place: Int, in bytes: Bytes) -> UInt8? {
    guard bytes[place] == UInt8(ascii: "\\"), bytes.has("\\u00", at: place), let high = digit(bytes[place + 4]),
      let low = digit(bytes[place + 5]), (2...7).contains(high)
    else { return nil }
    return high << 4 | low
  }

  /// The value of a hexadecimal digit.
  static func digit(_ byte: UInt8) -> UInt8? {
    if byte.isDigit { return byte - 0x30 }
    return byte.folded &- 0x61 < 6 ? byte.folded - 0x61 + 10 : nil
  }
}
