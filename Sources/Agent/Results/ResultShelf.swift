import JSON
import ToolCalling

/// The stored results of every conversation, as the orchestrator reads them: the lines that it wants, and no more.
package struct ResultShelf: Sendable {
  /// One result that can be read.
  package struct Row: Sendable, Hashable {
    package let address: ResultAddress
    /// What was called: `ssh_exec web1: journalctl -p err`.
    package let label: String
    /// What it brought: `exit 0, 1204 lines`.
    package let summary: String
    package let byteCount: Int
  }

  /// Rows of one page.
  private static let pageSize = 15

  private let store: ConversationStore
  private let limit: Int

  /// `limit` is the most bytes of one part.
  package init(store: ConversationStore, limit: Int) {
    self.store = store
    self.limit = limit
  }

  /// A page of what can be read now, the newest conversation first and in it the newest result. `cursor` is the address
  /// of the last row of the page before; the second part is true where there is more.
  package func page(after cursor: String?) throws(ResultFault) -> (rows: [Row], hasMore: Bool) {
    var row: ResultAddress?
    if let cursor {
      row = ResultAddress(cursor)
      if row == nil { throw .noCursor(cursor) }
    }
    guard let found = store.results(after: row, atMost: Self.pageSize + 1) else { throw .goneCursor }
    let rows = found.prefix(Self.pageSize).map { conversation, result in
      Row(
        address: ResultAddress(conversation, result.number), label: result.label,
        summary: result.summary, byteCount: result.byteCount)
    }
    return (Array(rows), found.count > Self.pageSize)
  }

  /// The lines at an address, cut where they are too many, with the address of the next one. To read is a use of the
  /// conversation, so that it does not expire meanwhile.
  package func text(at text: String) throws(ResultFault) -> String {
    guard let address = ResultAddress(text) else { throw .noAddress(text) }
    guard let results = store.results(of: address.conversation) else { throw .noConversation(address.conversation) }
    guard let result = results[address.number] else { throw .noResult(address, kept: results.all.map(\.number)) }
    if result.isPage { throw .page(address, of: result.whole(at: address)) }
    if result.isDropped { throw .dropped(address) }
    let count = LineText.count(in: result.text)
    let (first, last) = (address.firstLine ?? 1, min(address.lastLine ?? count, count))
    if count == 0, first == 1 { return result.remarks }
    guard first <= last else { throw .noLines(address, count: count) }
    return part(first, last, of: result, at: address) + (last == count ? result.remarks : "")
  }

  private func part(_ first: Int, _ last: Int, of result: StoredResult, at address: ResultAddress) -> String {
    let text = LineText.lines(first, last, of: result.text)
    guard text.utf8.count > limit else { return text }
    let head = LineText.head(of: text, bytes: limit)
    let shown = LineText.count(in: head)
    let isCutInALine = Array(text.utf8.dropFirst(head.utf8.count).prefix(1)) != [LineText.newline]
    var gaps: [String] = []
    if isCutInALine { gaps.append("the rest of line \(first + shown - 1)") }
    if first + shown <= last {
      let next = ResultAddress(address.conversation, address.number, from: first + shown, to: address.lastLine)
      let left = last - first - shown + 1
      gaps.append(Count.grouped(left) + (left == 1 ? " line, which is at" : " lines, which begin at") + " \(next)")
    }
    return head + "\n[… left out: " + gaps.joined(separator: "; and ") + " …]"
  }
}

extension StoredResult {
  fileprivate var label: String { CallLabel.text(of: ToolCall(name: tool, arguments: arguments)) }

  fileprivate var summary: String {
    ([isError ? "failed" : nil, exitCode.map { "exit \($0)" }, Count.of(lines, "line")].compactMap { $0 } + notes)
      .joined(separator: ", ")
  }

  /// What is to be known of the output, as the model reads it too.
  fileprivate var remarks: String { notes.map { "\n[\($0)]" }.joined() }

  /// Where the lines of this page stand in the result that it is of.
  fileprivate func whole(at address: ResultAddress) -> ResultAddress {
    let before = origin.line - 1
    let end = arguments["end_line"]?.int
    let last = address.lastLine.map { min($0, .max / 2) + before }
    return ResultAddress(
      address.conversation, origin.number, from: min(address.firstLine ?? 1, .max / 2) + before,
      to: last.map { min($0, end ?? $0) } ?? end)
  }
}
