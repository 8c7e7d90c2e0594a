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
