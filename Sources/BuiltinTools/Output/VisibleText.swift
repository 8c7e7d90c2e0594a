/// Turns the bytes that a program wrote into text in which nothing hides.
///
/// Colour sequences and emoji variation selectors are taken out; every other escape, control, bidi, zero-width and tag
/// character becomes visible (`␛`, `<U+202E>`); CRLF becomes a newline; bytes that are not UTF-8 become U+FFFD.
/// Linear, and copies runs of plain ASCII whole.
package struct VisibleText: Sendable, Hashable {
  package private(set) var bytes: [UInt8] = []
  /// The bytes that were not UTF-8.
  package private(set) var repairedBytes = 0
  /// The characters that were made visible.
  package private(set) var shownCharacters = 0

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  package init(_ raw: [UInt8]) {
    bytes.reserveCapacity(raw.count)
    raw.withUnsafeBufferPointer { source in
      var position = 0
      while position < source.count {
        let start = position
        while position < source.count, Self.isPlain[Int(source[position])] { position += 1 }
        bytes.append(contentsOf: source[start..<position])
        if position < source.count { special(source, &position) }
      }
    }
  }

  /// True for the bytes that stand for themselves: printable ASCII, newline and tab.
  private static let isPlain: [Bool] = (0..<256).map { (0x20..<0x7F).contains($0) || $0 == 0x0A || $0 == 0x09 }

  private mutating func special(_ source: UnsafeBufferPointer<UInt8>, _ position: inout Int) {
    let byte = source[position]
    guard byte < 0x80 else { return scalar(source, &position) }
    if byte == 0x0D, position + 1 < source.count, source[position + 1] == 0x0A {
      position += 1
    } else if byte == 0x1B, let end = Self.endOfColour(source, position) {
      position = end
    } else {
      position += 1
      shownCharacters += 1
      // The block U+2400 holds a picture for each control character.
      append(byte == 0x7F ? "\u{2421}" : UnicodeScalar(0x2400 + UInt32(byte)) ?? "\u{FFFD}")
    }
  }

  /// The place after an `ESC [ 1;31 m`; nil where something else stands.
  private static func endOfColour(_ source: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    guard start + 2 < source.count, source[start + 1] == UInt8(ascii: "[") else { return nil }
    for index in start + 2..<min(start + 34, source.count) {
      switch source[index] {
      case UInt8(ascii: "m"): return index + 1
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ";"), UInt8(ascii: ":"): continue
      default: return nil
      }
    }
    return nil
  }

  private mutating func scalar(_ source: UnsafeBufferPointer<UInt8>, _ position: inout Int) {
    guard let (scalar, length) = Self.decode(source, position) else {
      position += 1
      repairedBytes += 1
      bytes.append(contentsOf: [0xEF, 0xBF, 0xBD])
      return
    }
    let start = position
    position += length
    if scalar == "\u{FE0E}" || scalar == "\u{FE0F}" { return }
    if Self.isHidden(scalar.value) {
      shownCharacters += 1
      let digits = String(scalar.value, radix: 16, uppercase: true)
      bytes.append(contentsOf: "<U+\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)>".utf8)
    } else {
      bytes.append(contentsOf: source[start..<position])
    }
  }

  /// The scalar at `position` and its length; nil where the bytes are not UTF-8 (RFC 3629).
  static func decode(_ source: UnsafeBufferPointer<UInt8>, _ position: Int) -> (UnicodeScalar, Int)? {
    let lead = source[position]
    let length: Int
    var value: UInt32
    switch lead {
    case 0xC2...0xDF: (length, value) = (2, UInt32(lead & 0x1F))
    case 0xE0...0xEF: (length, value) = (3, UInt32(lead & 0x0F))
    case 0xF0...0xF4: (length, value) = (4, UInt32(lead & 0x07))
    default: return nil
    }
    guard position + length <= source.count else { return nil }
    for index in position + 1..<position + length {
      guard source[index] & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(source[index] & 0x3F)
    }
    guard value >= (length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000) else { return nil }
    return UnicodeScalar(value).map { ($0, length) }
  }

  /// True for characters that a reader cannot see or that change the order of what he sees.
  static func isHidden(_ value: UInt32) -> Bool {
    switch value {
    case 0x80...0x9F, 0xAD, 0x34F, 0x61C, 0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F, 0x200B...0x200F,
      0x2028...0x202E, 0x2060...0x206F, 0x3164, 0xFE00...0xFE0D, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFB, 0x1D173...0x1D17A,
      0xE0000...0xE0FFF, 0xE000...0xF8FF, 0xF0000...0x10FFFF:
      true
    default: false
    }
  }

  private mutating func append(_ scalar: UnicodeScalar) {
    for unit in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { bytes.append(unit) }
  }
}
