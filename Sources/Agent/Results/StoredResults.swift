package import JSON
import ToolCalling

/// One tool result as it is kept: whole, so that the model or the orchestrator can read any part of it later.
package struct StoredResult: Sendable, Hashable {
  /// The number under which the model knows it, from 1.
  package let number: Int
  package let tool: String
  package let arguments: JSONObject
  /// The output without the newlines at its end; empty once it was dropped to make room.
  package fileprivate(set) var text: String
  package let isError: Bool
  package let exitCode: Int?
  package let notes: [String]
  /// Lines of the whole output, also after its text was dropped.
  package let lines: Int
  package fileprivate(set) var isDropped = false

  var byteCount: Int { text.utf8.count }

  /// Part of another result, which was read by lines.
  var isPage: Bool { tool == ReadOutput.name && !isError && arguments["pattern"] == nil }

  /// Where the lines of this result come from: its own number, or the result that `read_output` read.
  var origin: (number: Int, line: Int) {
    guard tool == ReadOutput.name, arguments["pattern"] == nil, let source = arguments["result"]?.int else {
      return (number, 1)
    }
    // The model wrote the line: what is added to it must not overflow.
    return (source, min(max(arguments["start_line"]?.int ?? 1, 1), .max / 2))
  }

  /// The same with only what is shown of it: a page of another result needs no second copy.
  func holding(only shown: String) -> StoredResult {
    var copy = self
    copy.text = shown
    return copy
  }
}

/// The results of one conversation by number, within a limit for each and for all.
package struct StoredResults: Sendable {
  private let eachLimit: Int
  private let totalLimit: Int
  private var results: [Int: StoredResult] = [:]
  /// Bytes of all texts that are kept.
  package private(set) var byteCount = 0

  init(eachLimit: Int, totalLimit: Int) {
    self.eachLimit = eachLimit
    self.totalLimit = totalLimit
  }

  package subscript(number: Int) -> StoredResult? { results[number] }

  /// In the order of their numbers.
  package var all: [StoredResult] { results.values.sorted { $0.number < $1.number } }

  /// The numbers of those whose texts made room for later ones, without the pages of other results.
  var dropped: [Int] { all.filter { $0.isDropped && !$0.isPage }.map(\.number) }

  /// What `call` brought, in the form in which it is kept: a text above the limit is cut on a line border and says so.
  func stored(_ result: ToolResult, of call: ToolCall, number: Int) -> StoredResult {
    var (text, notes) = (LineText.withoutTrailingNewlines(result.text), result.notes)
    if text.utf8.count > eachLimit {
      text = LineText.head(of: text, bytes: eachLimit)
      notes.append("the output was cut at \(Count.grouped(eachLimit)) bytes")
    }
    return StoredResult(
      number: number, tool: call.name, arguments: call.arguments, text: text, isError: result.isError,
      exitCode: result.exitCode, notes: notes, lines: LineText.count(in: text))
  }

  /// Keeps a result; the oldest texts go where all together are too many.
  mutating func keep(_ stored: StoredResult) {
    byteCount += stored.byteCount - (results[stored.number]?.byteCount ?? 0)
    results[stored.number] = stored
    makeRoom(sparing: stored.number)
  }

  /// The same result with all of its lines, which a page has only in the result that it is of; without a text, and
  /// marked as dropped, where they are no longer kept.
  func whole(_ result: StoredResult) -> StoredResult {
    guard result.isPage else { return result }
    let place = place(of: result)
    var copy = result
    copy.text = place.map { LineText.lines($0.line, $0.line + result.lines - 1, of: $0.holder.text) } ?? ""
    copy.isDropped = place == nil
    return copy
  }

  /// True where the lines of a result have not made room for later ones.
  func isKept(_ result: StoredResult) -> Bool { place(of: result) != nil }

  /// True for what `read_output` brought of a result that is kept, in which it can be found as well.
  func isPartOfKept(_ result: StoredResult) -> Bool {
    guard result.tool == ReadOutput.name, let number = result.arguments["result"]?.int else { return false }
    return self[number].map(isKept) == true
  }

  /// The result that keeps the lines of `result`, and the number of the first of them in it; a page may be one of a
  /// page.
  private func place(of result: StoredResult) -> (holder: StoredResult, line: Int)? {
    var (holder, line) = (result, 1)
    while holder.isPage {
      // A page is read after what it is of, so that this comes to an end.
      guard let source = self[holder.origin.number], source.number < holder.number else { return nil }
      line = min(line + holder.origin.line - 1, .max / 2)
      holder = source
    }
    return holder.isDropped ? nil : (holder, line)
  }

  private mutating func makeRoom(sparing newest: Int) {
    for number in results.keys.sorted() where byteCount > totalLimit && number != newest {
      guard var old = results[number], old.byteCount > 0 else { continue }
      byteCount -= old.byteCount
      old.text = ""
      old.isDropped = true
      results[number] = old
    }
  }
}
