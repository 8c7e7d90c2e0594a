/// The bytes that end a plain run in a JSON string: a quote, a backslash, or a control character below 0x20 (RFC 8259,
/// section 7).
enum SpecialByte {
  /// The offset of the first one at or after `start`, or `end`.
  ///
  /// Eight bytes at once, in the lanes of a word: subtracting from a lane whose top bit is set never borrows from the next,
  /// and adding two numbers below 128 never carries into it.
  static func first(in base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
    let each: UInt64 = 0x0101_0101_0101_0101
    let top = each &* 0x80
    let raw = UnsafeRawPointer(base)
    var index = start
    while end - index >= 8 {
      let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
      let ascii = word & ~top
      let isPrintable = (ascii | top) &- each &* 0x20
      let isNoQuote = (ascii ^ each &* 0x22) &+ each &* 0x7F
      let isNoBackslash = (ascii ^ each &* 0x5C) &+ each &* 0x7F
      let special = ~(isPrintable & isNoQuote & isNoBackslash | word) & top
      if special != 0 { return index + special.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < end, base[index] >= 0x20, base[index] != UInt8(ascii: "\""), base[index] != UInt8(ascii: "\\") {
      index += 1
    }
    return index
  }
}
