/// Cuts and counts of texts by lines, on their UTF-8 bytes and in one pass.
enum LineText {
  static let newline = UInt8(ascii: "\n")

  /// Lines of `text`: those between newlines, the last one also without; 0 for an empty text.
  static func count(in text: String) -> Int {
    if text.isEmpty { return 0 }
    var text = text
    return text.withUTF8 { bytes in bytes.reduce(into: 1) { if $1 == newline { $0 += 1 } } }
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
      var (line, start, end) = (1, first == 1 ? 0 : bytes.count, bytes.count)
      for (place, byte) in bytes.enumerated() where byte == newline {
        line += 1
        if line == first { start = place + 1 }
        if line == last + 1 {
          end = place
          break
        }
      }
      guard start <= end else { return "" }
      return String(decoding: bytes[start..<end], as: UTF8.self)
    }
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
