// Strings are nearly all of the bytes that a log brings, so they are scanned eight bytes at a time.

extension JSONParser {
  /// The string whose opening quote is at `position`.
  mutating func string() throws(JSONError) -> String {
    position += 1
    let start = position
    skipPlain()
    guard position < end else { throw JSONError(.endOfInput, at: position) }
    if base[position] == UInt8(ascii: "\"") {
      position += 1
      return try text(UnsafeBufferPointer(start: base + start, count: position - 1 - start), at: start)
    }
    return try escapedString(from: start)
  }

  /// Moves to the next quote, backslash or control character, or to the end.
  private mutating func skipPlain() { position = SpecialByte.first(in: base, from: position, to: end) }

  private func text(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) throws(JSONError) -> String {
    // Nearly all strings are ASCII, and for those the decoder is many times faster than the validator.
    if !Self.hasHighByte(bytes) { return String(decoding: bytes, as: UTF8.self) }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    throw JSONError(.invalidUTF8, at: start + Self.firstInvalid(in: bytes))
  }

  private mutating func escapedString(from start: Int) throws(JSONError) -> String {
    var buffer: [UInt8] = []
    buffer.reserveCapacity(position - start + 32)
    var run = start
    while true {
      skipPlain()
      let plain = UnsafeBufferPointer(start: base + run, count: position - run)
      // Checked run by run, so that the offset of a bad byte is one of the input.
      if Self.hasHighByte(plain), String(validating: plain, as: UTF8.self) == nil {
        throw JSONError(.invalidUTF8, at: run + Self.firstInvalid(in: plain))
      }
      buffer.append(contentsOf: plain)
      guard position < end else { throw JSONError(.endOfInput, at: position) }
      switch base[position] {
      case UInt8(ascii: "\""):
        position += 1
        return String(decoding: buffer, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape(into: &buffer)
      case let byte: throw JSONError(.controlCharacter(byte), at: position)
      }
      run = position
    }
  }

  private static func hasHighByte(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var all: UInt8 = 0
    for byte in bytes { all |= byte }
    return all >= 0x80
  }

  private mutating func escape(into buffer: inout [UInt8]) throws(JSONError) {
    let start = position
    position += 1
    guard position < end else { throw JSONError(.endOfInput, at: position) }
    let byte = base[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): buffer.append(byte)
    case UInt8(ascii: "n"): buffer.append(0x0A)
    case UInt8(ascii: "t"): buffer.append(0x09)
    case UInt8(ascii: "r"): buffer.append(0x0D)
    case UInt8(ascii: "b"): buffer.append(0x08)
    case UInt8(ascii: "f"): buffer.append(0x0C)
    case UInt8(ascii: "u"): Self.append(try unicodeEscape(at: start), to: &buffer)
    default: throw JSONError(.invalidEscape, at: start)
    }
  }

  /// The scalar of `\uXXXX`, or of a pair of them; half a pair is U+FFFD.
  private mutating func unicodeEscape(at start: Int) throws(JSONError) -> UnicodeScalar {
    let first = try hexUnit(at: start)
    guard first & 0xF800 == 0xD800 else { return UnicodeScalar(UInt32(first)) ?? "\u{FFFD}" }
    guard first < 0xDC00, position + 1 < end,
      base[position] == UInt8(ascii: "\\"), base[position + 1] == UInt8(ascii: "u")
    else { return "\u{FFFD}" }
    let afterFirst = position
    position += 2
    let second = try hexUnit(at: afterFirst)
    guard second & 0xFC00 == 0xDC00 else {
      position = afterFirst
      return "\u{FFFD}"
    }
    let code = 0x10000 + (UInt32(first & 0x3FF) << 10) + UInt32(second & 0x3FF)
    return UnicodeScalar(code) ?? "\u{FFFD}"
  }

  private mutating func hexUnit(at start: Int) throws(JSONError) -> UInt16 {
    guard position + 4 <= end else { throw JSONError(.endOfInput, at: end) }
    var unit: UInt16 = 0
    for index in position..<position + 4 {
      guard let digit = Character(UnicodeScalar(base[index])).hexDigitValue, base[index] < 0x80 else {
        throw JSONError(.invalidEscape, at: start)
      }
      unit = unit << 4 | UInt16(digit)
    }
    position += 4
    return unit
  }

  private static func append(_ scalar: UnicodeScalar, to buffer: inout [UInt8]) {
    for unit in UTF8.encode(scalar).unsafelyUnwrapped { buffer.append(unit) }
  }

  /// The offset of the first byte that does not belong to valid UTF-8; the count where all do.
  private static func firstInvalid(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var decoder = UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var offset = 0
    while true {
      switch decoder.parseScalar(from: &iterator) {
      case .valid(let unit): offset += unit.count
      case .error, .emptyInput: return offset
      }
    }
  }
}
