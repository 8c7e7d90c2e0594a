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

  /// Stores what `call` brought; a text above the limit is cut on a line border and says so in its notes.
  mutating func add(_ result: ToolResult, of call: ToolCall, number: Int) -> StoredResult {
    var (text, notes) = (LineText.withoutTrailingNewlines(result.text), result.notes)
    if text.utf8.count > eachLimit {
      text = LineText.head(of: text, bytes: eachLimit)
      notes.append("the output was cut at \(Count.grouped(eachLimit)) bytes")
    }
    let stored = StoredResult(
      number: number, tool: call.name, arguments: call.arguments, text: text, isError: result.isError,
      exitCode: result.exitCode, notes: notes, lines: LineText.count(in: text))
    byteCount += stored.byteCount - (results[number]?.byteCount ?? 0)
    results[number] = stored
    makeRoom(sparing: number)
    return stored
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
