/// Whether the lines that an answer quotes (`> …`) really stand in a tool result of the conversation.
///
/// Linear in the size of the results. A quote counts as verified where it is a whole line, blanks at the ends aside.
package struct QuoteCheck: Sendable, Hashable {
  /// Quoted lines that were found.
  package let verified: Int
  /// Quoted lines that stand in no stored result, in the order of the answer.
  package let notFound: [String]

  /// Quoted lines in all, each counted once.
  package var total: Int { verified + notFound.count }

  /// Nil where the answer quotes nothing.
  ///
  /// `shown` are results as the model saw them: a digest, or a line that was cut in its middle, stands only there.
  init?(of answer: String, in results: StoredResults, shown: [String] = []) {
    var missing: [String] = []
    var seen: Set<String> = []
    for line in Self.lines(of: answer) {
      guard line.hasPrefix(">") else { continue }
      let quote = Self.trimmed(line.dropFirst())
      if !quote.isEmpty, seen.insert(quote).inserted { missing.append(quote) }
    }
    if missing.isEmpty { return nil }
    let found = Self.found(seen, in: results.all.map(\.text) + shown)
    verified = found.count
    notFound = missing.filter { !found.contains($0) }
  }

  /// Bytes of an answer beside its quoted lines.
  static func prose(of answer: String) -> Int {
    lines(of: answer).reduce(0) { $0 + ($1.hasPrefix(">") ? 0 : $1.utf8.count) }
  }

  /// On bytes, because CR and LF together are one character.
  private static func lines(of answer: String) -> [Substring] {
    answer.utf8.split(separator: LineText.newline).map { Substring($0) }
  }

  private static func found(_ wanted: Set<String>, in texts: [String]) -> Set<String> {
    // Most lines differ in length from every quote, and a length costs nothing to compare.
    let lengths = Set(wanted.map(\.utf8.count))
    var found: Set<String> = []
    for var text in texts where found.count < wanted.count {
      text.withUTF8 { bytes in
        LineText.forEachLine(of: bytes) { _, line in
          let line = trimmed(line)
          if lengths.contains(line.count) {
            let text = String(decoding: line, as: UTF8.self)
            if wanted.contains(text) { found.insert(text) }
          }
          return true
        }
      }
    }
    return found
  }

  private static func trimmed(_ line: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var (start, end) = (0, line.count)
    while start < end, isBlank(line[start]) { start += 1 }
    while end > start, isBlank(line[end - 1]) { end -= 1 }
    return UnsafeBufferPointer(rebasing: line[start..<end])
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

  private static func trimmed(_ line: Substring) -> String {
    var line = line
    while let first = line.first, first == " " || first == "\t" { line.removeFirst() }
    while let last = line.last, last == " " || last == "\t" || last == "\r" { line.removeLast() }
    return String(line)
  }
}
