/// Writes JSON as compact UTF-8 bytes: no spaces, members in their order, numbers as they were read.
///
/// The same value always gives the same bytes. Only what RFC 8259 demands is escaped, and U+2028 and U+2029 are not.
package struct JSONWriter {
  package private(set) var bytes: [UInt8] = []

  package init(reserving capacity: Int = 256) { bytes.reserveCapacity(capacity) }

  package mutating func append(_ value: JSONValue) {
    switch value {
    case .null: raw("null")
    case .bool(let flag): raw(flag ? "true" : "false")
    case .number(let number): bytes.append(contentsOf: number.text.utf8)
    case .string(let text): append(text)
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        append(element)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let object): append(object)
    }
  }

  package mutating func append(_ object: JSONObject) {
    bytes.append(UInt8(ascii: "{"))
    for (index, member) in object.members.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(member.key)
      bytes.append(UInt8(ascii: ":"))
      append(member.value)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  /// A string in quotes.
  package mutating func append(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { appendEscaped($0) }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func raw(_ text: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private mutating func appendEscaped(_ utf8: UnsafeBufferPointer<UInt8>) {
    guard let base = utf8.baseAddress else { return }
    var run = 0
    while true {
      let index = Self.firstSpecial(in: utf8, from: run)
      bytes.append(contentsOf: UnsafeBufferPointer(start: base + run, count: index - run))
      if index == utf8.count { return }
      appendEscape(of: base[index])
      run = index + 1
    }
  }

  /// The offset of the first byte that must be escaped, or the end.
  ///
  /// Eight bytes at once, in the lanes of a word: subtracting from a lane whose top bit is set never borrows from the next.
  private static func firstSpecial(in utf8: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let each: UInt64 = 0x0101_0101_0101_0101
    let top = each &* 0x80
    let raw = UnsafeRawBufferPointer(utf8)
    var index = start
    while raw.count - index >= 8 {
      let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
      let ascii = word & ~top
      let isPlain = (ascii | top) &- each &* 0x20
      let isNoQuote = (ascii ^ each &* 0x22) &+ each &* 0x7F
      let isNoBackslash = (ascii ^ each &* 0x5C) &+ each &* 0x7F
      let special = ~(isPlain & isNoQuote & isNoBackslash | word) & top
      if special != 0 { return index + special.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < raw.count, raw[index] >= 0x20, raw[index] != UInt8(ascii: "\""), raw[index] != UInt8(ascii: "\\") {
      index += 1
    }
    return index
  }

  private mutating func appendEscape(of byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x00..<0x20:
      raw("u00")
      bytes.append(UInt8(ascii: "0") + byte >> 4)
      let low = byte & 0xF
      bytes.append(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
    default: bytes.append(byte)
    }
  }
}
