/// Cuts and counts of texts by lines, on their UTF-8 bytes and in one pass.
enum LineText {
  static let newline = UInt8(ascii: "\n")

  /// Lines of `text`: those between newlines, the last one also without; 0 for an empty text.
  static func count(in text: String) -> Int {
    if text.isEmpty { return 0 }
    var text = text
    return text.withUTF8 { newlines(in: UnsafeRawBufferPointer($0)) + 1 }
  }

  /// How many newlines there are, eight bytes at a time: outputs have megabytes.
  static func newlines(in bytes: UnsafeRawBufferPointer) -> Int {
    var (count, place) = (0, 0)
    while place + 8 <= bytes.count {
      count += newlines(in: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      place += 8
    }
    while place < bytes.count {
      if bytes[place] == newline { count += 1 }
      place += 1
    }
    return count
  }

  /// The exact number of newlines among eight bytes: a byte of `other` is zero where there is one.
  private static func newlines(in word: UInt64) -> Int {
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    let other = word ^ 0x0A0A_0A0A_0A0A_0A0A
    return (~(((other & low) &+ low) | other | low)).nonzeroBitCount
  }

  /// Calls `body` with each line's number (from 1) and bytes, without its newline, until it returns false.
  static func forEachLine(
    of bytes: UnsafeBufferPointer<UInt8>, _ body: (Int, UnsafeBufferPointer<UInt8>) -> Bool
  ) {
    var (number, start, place) = (1, 0, 0)
    while place < bytes.count {
      if place + 8 <= bytes.count,
        newlines(in: UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: place, as: UInt64.self)) == 0
      {
        place += 8
        continue
      }
      if bytes[place] == newline {
        if !body(number, UnsafeBufferPointer(rebasing: bytes[start..<place])) { return }
        number += 1
        start = place + 1
      }
      place += 1
    }
    if !bytes.isEmpty { _ = body(number, UnsafeBufferPointer(rebasing: bytes[start...])) }
  }

  /// The offset of the first byte of `line` (from 1); nil where there are fewer lines.
  static func start(of line: Int, in bytes: UnsafeRawBufferPointer) -> Int? {
    var (left, place) = (line - 1, 0)
    if left <= 0 { return 0 }
    while place + 8 <= bytes.count {
      let count = newlines(in: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      if count >= left { break }
      left -= count
      place += 8
    }
    while place < bytes.count {
      if bytes[place] == newline {
        left -= 1
        if left == 0 { return place + 1 }
      }
      place += 1
    }
    return nil
  }

  static func withoutTrailingNewlines(_ text: String) -> String {
    var end = text.utf8.endIndex
    while end > text.utf8.startIndex {
      let before = text.utf8.index(before: end)
      guard text.utf8[before] == newline else { break }
      end = before
    }
    return end == text.utf8.endIndex ? text : String(text[..<end])
  }

  /// The lines from the start that fit into `bytes`; where not even the first fits, its first characters.
  static func head(of text: String, bytes limit: Int) -> String {
    var text = text
    let length = text.withUTF8 { bytes -> Int in
      guard bytes.count > limit else { return bytes.count }
      if let border = bytes[..<limit].lastIndex(of: newline), border > 0 { return border }
      return characterBorder(in: bytes, atMost: limit)
    }
    return String(decoding: text.utf8.prefix(length), as: UTF8.self)
  }

  /// The last place at or before `limit` where no character is cut.
  static func characterBorder(in bytes: UnsafeBufferPointer<UInt8>, atMost limit: Int) -> Int {
    guard limit < bytes.count else { return bytes.count }
    var place = limit
    while place > 0, bytes[place] & 0xC0 == 0x80 { place -= 1 }
    return place
  }

  /// Lines `first...last` (from 1) of `text` joined by newlines; ends early where the text does.
  static func lines(_ first: Int, _ last: Int, of text: String) -> String {
    var text = text
    return text.withUTF8 { bytes in
      let raw = UnsafeRawBufferPointer(bytes)
      guard first <= last, let start = start(of: first, in: raw) else { return "" }
      let rest = UnsafeRawBufferPointer(rebasing: raw[start...])
      let end = last < .max ? Self.start(of: last - first + 2, in: rest).map { $0 - 1 } ?? rest.count : rest.count
      return String(decoding: rest[..<end], as: UTF8.self)
    }
  }

  /// `text` with everything that a terminal would not show made visible; line ends and tabs stay.
  static func cleaned(_ text: String) -> String {
    // Most texts are clean, and the bytes tell: C0 and DEL, and the lead bytes of U+0080-U+00BF and U+2000-U+3FFF.
    let isSuspect = text.utf8.contains { byte in
      byte < 0x20 && byte != newline && byte != 0x09 || byte == 0x7F || byte == 0xC2 || byte == 0xE2 || byte >= 0xEE
    }
    guard isSuspect else { return text }
    // On bytes, because CR and LF together are one character.
    return text.utf8.split(separator: newline, omittingEmptySubsequences: false).map { line in
      let line = Substring(line.last == 0x0D ? line.dropLast() : line)
      return line.split(separator: "\t", omittingEmptySubsequences: false).map { visible(String($0), limit: .max) }
        .joined(separator: "\t")
    }.joined(separator: "\n")
  }

  /// `text` with control characters shown as `\u{1B}` and newlines as spaces, cut after `limit` characters.
  static func visible(_ text: String, limit: Int) -> String {
    var shown = ""
    var count = 0
    for scalar in text.unicodeScalars {
      if count >= limit { return shown + "…" }
      count += 1
      switch scalar.properties.generalCategory {
      case .control where scalar == "\n" || scalar == "\t": shown += " "
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse:
        shown += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      default: shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }
}
