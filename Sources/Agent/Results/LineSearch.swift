import ToolCalling

/// Finds the lines of a text that match a pattern, with some lines around each.
struct LineSearch {
  private let pattern: LinePattern
  /// Unicode scalars of a pattern; what is longer matches nothing that a person would look for.
  static let longestPattern = 2_000

  private let around: Int
  private var notes: [String] = []

  /// A text that is no pattern is looked for as it stands.
  init(_ text: String, around: Int) {
    self.around = around
    do {
      pattern = try LinePattern(text)
    } catch {
      pattern = LinePattern(literal: text)
      notes = ["the pattern is no regular expression (\(error.sentence)), so it was looked for as plain text"]
    }
  }

  /// The matching lines among `range` (from 1), and a note with their numbers; another note where it took too long.
  func result(
    in text: String, lines range: ClosedRange<Int>, within budget: PatternBudget = PatternBudget()
  ) throws(CancellationError) -> ToolResult {
    var found = Found(around: around)
    // A search through megabytes must not outlive its caller, nor keep the others from their turn.
    var budget = budget
    var end: Int?
    var text = text
    text.withUTF8 { bytes in
      LineText.forEachLine(of: bytes) { number, line in
        guard range.contains(number) else { return number < range.upperBound }
        let matches = pattern.matches(line, &budget)
        if budget.isSpent, !matches {
          end = number
          return false
        }
        found.take(number, line, matches: matches)
        return true
      }
    }
    if budget.isCancelled { throw CancellationError() }
    var notes = notes + [summary(found.hits, of: (end ?? range.upperBound + 1) - range.lowerBound)]
    if let end {
      notes.append(
        "the pattern is too much work, so the search ended before line \(Count.grouped(end)): use plain text, or "
          + "search the rest with \"start_line\": \(end)")
    }
    return ToolResult(text: found.lines.joined(separator: "\n"), notes: notes)
  }

  private func summary(_ hits: [Int], of count: Int) -> String {
    if hits.isEmpty { return "none of \(Count.grouped(count)) lines matches" }
    let shown = hits.prefix(20).map(String.init).joined(separator: ", ") + (hits.count > 20 ? ", …" : "")
    let hint = around == 0 ? "; \"context_lines\": 3 shows the lines around them" : ""
    return "\(Count.grouped(hits.count)) of \(Count.grouped(count)) lines match: \(shown)\(hint)"
  }
}

/// The lines that a search keeps: the hits and what stands around them, `--` between groups.
private struct Found {
  let around: Int
  private(set) var lines: [String] = []
  private(set) var hits: [Int] = []
  private var before: [String] = []
  private var lastKept = 0
  private var after = 0

  init(around: Int) { self.around = around }

  mutating func take(_ number: Int, _ line: UnsafeBufferPointer<UInt8>, matches: Bool) {
    guard matches || around > 0 else { return }
    let text = String(decoding: line, as: UTF8.self)
    if matches {
      if around > 0, !lines.isEmpty, lastKept < number - before.count - 1 { lines.append("--") }
      lines += before + [text]
      before = []
      hits.append(number)
      (lastKept, after) = (number, around)
    } else if after > 0 {
      lines.append(text)
      (lastKept, after) = (number, after - 1)
    } else {
      before.append(text)
      if before.count > around { before.removeFirst() }
    }
  }
}
