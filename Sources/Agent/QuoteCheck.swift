/// Whether the lines that an answer quotes (`> …`) really stand in a tool result of the conversation.
///
/// Linear in the size of the results. A quote counts as verified where it is a whole line, blanks at the ends aside.
package struct QuoteCheck: Sendable, Hashable {
  /// Quoted lines that were found.
  package let verified: Int
  /// Quoted lines that stand in no stored result, in the order of the answer.
  package let notFound: [String]

  /// Nil where the answer quotes nothing.
  init?(of answer: String, in results: StoredResults) {
    var missing: [String] = []
    var seen: Set<String> = []
    for line in answer.split(separator: "\n") {
      guard line.hasPrefix(">") else { continue }
      let quote = Self.trimmed(line.dropFirst())
      if !quote.isEmpty, seen.insert(quote).inserted { missing.append(quote) }
    }
    if missing.isEmpty { return nil }
    let wanted = seen
    var found: Set<String> = []
    for result in results.all where found.count < wanted.count {
      for line in result.text.utf8.split(separator: LineText.newline) {
        let text = Self.trimmed(Substring(line))
        if wanted.contains(text) { found.insert(text) }
      }
    }
    verified = found.count
    notFound = missing.filter { !found.contains($0) }
  }

  private static func trimmed(_ line: Substring) -> String {
    var line = line
    while let first = line.first, first == " " || first == "\t" { line.removeFirst() }
    while let last = line.last, last == " " || last == "\t" || last == "\r" { line.removeLast() }
    return String(line)
  }
}
