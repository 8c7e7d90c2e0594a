// Strings are where a lenient reading can go wrong: a quote too early ends a command in its middle.

/// A kind of quotation mark at a place in the text.
struct Quote: Equatable {
  /// What opens and closes: an ASCII quote, or a typographic one that closes with its partner.
  enum Mark: Equatable {
    case ascii(UInt8)
    case triple(UInt8)
    case double
    case single
  }

  let mark: Mark
  /// Bytes of the opening mark.
  let length: Int
}

extension LenientReader {
  /// The quotation mark that stands at `place`.
  func quote(at place: Int) -> Quote? {
    let byte = bytes[place]
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      if bytes[place + 1] == byte, bytes[place + 2] == byte { return Quote(mark: .triple(byte), length: 3) }
      return Quote(mark: .ascii(byte), length: 1)
    case UInt8(ascii: "`"):
      // Two in a row begin a fence.
      return bytes[place + 1] == byte ? nil : Quote(mark: .ascii(byte), length: 1)
    case 0xE2 where bytes[place + 1] == 0x80:
      switch bytes[place + 2] {
      case 0x9C, 0x9D, 0x9E: return Quote(mark: .double, length: 3)
      case 0x98, 0x99, 0x9A: return Quote(mark: .single, length: 3)
      default: return nil
      }
    default: return nil
    }
  }

  /// Reads the string whose opening mark `quote` is at `index`.
  ///
  /// A key with such a mark inside is none: its first one was one of the value before it, which ended too early.
  mutating func string(_ quote: Quote, isKey: Bool, isRaw: Bool = false) throws(Failure) -> String {
    index += quote.length
    // What escapes have made so far; the bytes from `run` on stand in the text as they are.
    var text: [UInt8] = []
    var run = index
    var hasInner = false
    var balance = 0
    while true {
      skipPlain()
      guard index < bytes.count else { throw .cut }
      let byte = bytes.base[index]
      if byte == UInt8(ascii: "\\") {
        if run < index { text.append(contentsOf: bytes.buffer(run..<index)) }
        try escape(into: &text, isRaw: isRaw)
        run = index
      } else if let length = mark(closing: quote) {
        // After a quote inside the string, an open bracket in it tells that the next quote is inside as well.
        let isOpen = hasInner && balance > 0
        if !isOpen, try mayClose(quote, after: index + length, isKey: isKey, hasInner: hasInner) {
          if isKey, hasInner { throw .fault(index) }
          defer { index += length }
          return text.isEmpty ? bytes.string(run..<index) : joined(text, run..<index)
        }
        hasInner = true
        index += length
      } else {
        balance += Self.balance(of: byte)
        index += 1
      }
    }
  }

  private func joined(_ head: [UInt8], _ rest: Range<Int>) -> String {
    String(decoding: head + bytes.buffer(rest), as: UTF8.self)
  }

  private static func balance(of byte: UInt8) -> Int {
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "("): 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ")"): -1
    default: 0
    }
  }

  /// Passes the bytes up to the next one that may mean something in a string, whatever its quotes are.
  private mutating func skipPlain() {
    let base = bytes.base
    let end = bytes.count
    var place = index
    scan: while place < end {
      switch base[place] {
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "\\"), UInt8(ascii: "{"),
        UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ")"), 0xE2:
        break scan
      default: place += 1
      }
    }
    index = place
  }

  /// The length of the mark at `index`, if it is of the kind that closes a string opened by `quote`.
  private func mark(closing quote: Quote) -> Int? {
    let byte = bytes.base[index]
    switch quote.mark {
    case .triple(let mark):
      guard byte == mark, bytes[index + 1] == mark, bytes[index + 2] == mark else { return nil }
      return bytes[index + 3] == mark ? nil : 3
    case .ascii(let mark): return byte == mark ? 1 : nil
    case .double, .single:
      guard let found = self.quote(at: index) else { return nil }
      let plain: UInt8 = quote.mark == .double ? UInt8(ascii: "\"") : UInt8(ascii: "'")
      return found.mark == quote.mark || found.mark == .ascii(plain) ? found.length : nil
    }
  }

  /// Whether what follows a quote is what follows a string: a comma, a closing bracket, for a key the colon,
  /// a comment, or the end. Looks at most 64 bytes beyond the white space.
  ///
  /// A fault where it may as well be the rest of a command: half a command is another one.
  private func mayClose(
    _ quote: Quote, after place: Int, isKey: Bool, hasInner: Bool
  ) throws(Failure) -> Bool {
    // Nothing in a string looks like three marks that close it.
    if case .triple = quote.mark { return true }
    var next = place
    while next < bytes.count, next < place + 256, bytes.base[next].isSpace { next += 1 }
    // At the end of the text, after quotes inside, nobody knows which one this is.
    guard next < bytes.count else { return !hasInner }
    let byte = bytes.base[next]
    switch byte {
    case UInt8(ascii: ":"), UInt8(ascii: "="): return isKey
    case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"): return !isKey
    case UInt8(ascii: ")"): return isPython && !isKey
    case UInt8(ascii: "/"), UInt8(ascii: "#"):
      guard isComment(at: next, after: place) else { return false }
      // After quotes inside, it is a path or a comment of the shell just as well.
      guard !hasInner else { throw .fault(index) }
      return true
    default: break
    }
    guard !isKey, next > place else { return false }
    if isKeyAhead(next) { return true }
    // Python joins two strings that stand side by side, and a quote inside of one looks the same.
    if isPython, !hasInner, byte == bytes.base[index] { throw .fault(index) }
    return false
  }

  /// Whether a comment begins at `next`, where only white space stands between it and `place`.
  private func isComment(at next: Int, after place: Int) -> Bool {
    if bytes[next] == UInt8(ascii: "#") { return bytes[place].isSpace }
    return bytes[next + 1] == UInt8(ascii: "/") || bytes[next + 1] == UInt8(ascii: "*")
  }

  /// Whether a quoted key and its colon stand at `place`: then only the comma before it is missing.
  private func isKeyAhead(_ place: Int) -> Bool {
    let mark = bytes[place]
    guard mark == UInt8(ascii: "\"") || mark == UInt8(ascii: "'") else { return false }
    var next = place + 1
    while next < place + 48, bytes[next].isWord { next += 1 }
    guard next > place + 1, bytes[next] == mark else { return false }
    return bytes[bytes.skipBlanks(next + 1)] == UInt8(ascii: ":")
  }

  private mutating func escape(into text: inout [UInt8], isRaw: Bool) throws(Failure) {
    guard index + 1 < bytes.count else { throw .cut }
    let byte = bytes.base[index + 1]
    if isRaw {
      text.append(UInt8(ascii: "\\"))
      text.append(byte)
      index += 2
      return
    }
    index += 2
    switch byte {
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "\\"), UInt8(ascii: "/"):
      text.append(byte)
    case UInt8(ascii: "u"): try unicode(into: &text)
    default:
      // JSON does not have it, so the model did not mean one: `\d` is a pattern.
      text.append(UInt8(ascii: "\\"))
      text.append(byte)
    }
  }

  private mutating func unicode(into text: inout [UInt8]) throws(Failure) {
    guard index + 4 <= bytes.count else { throw .cut }
    guard let first = hex(at: index) else {
      text.append(UInt8(ascii: "\\"))
      text.append(UInt8(ascii: "u"))
      return
    }
    index += 4
    var code = UInt32(first)
    if first & 0xFC00 == 0xD800, bytes.has("\\u", at: index), let second = hex(at: index + 2),
      second & 0xFC00 == 0xDC00
    {
      code = 0x10000 + (UInt32(first & 0x3FF) << 10) + UInt32(second & 0x3FF)
      index += 6
    }
    text.append(contentsOf: UTF8.encode(UnicodeScalar(code) ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter)
  }

  private func hex(at place: Int) -> UInt16? {
    var unit: UInt16 = 0
    for offset in 0..<4 {
      let byte = bytes[place + offset]
      let digit: UInt8
      if byte.isDigit {
        digit = byte - 0x30
      } else if byte.folded &- 0x61 < 6 {
        digit = byte.folded - 0x61 + 10
      } else {
        return nil
      }
      unit = unit << 4 | UInt16(digit)
    }
    return unit
  }
}
