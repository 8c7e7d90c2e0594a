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

  /// A page of what can be read now, the newest conversation first and in it the newest result; the second part is true
  /// where there is more. Nil where `row`, the last one of the page before, is no longer kept.
  package func page(after row: ResultAddress?) -> (rows: [Row], hasMore: Bool)? {
    guard let found = store.results(after: row, atMost: Self.pageSize + 1) else { return nil }
    let rows = found.prefix(Self.pageSize).map { conversation, result in
      Row(
        address: ResultAddress(conversation, result.number), label: result.label,
        summary: result.summary, byteCount: result.byteCount)
    }
    return (Array(rows), found.count > Self.pageSize)
  }

  /// The lines at an address, cut where they are too many, with the address of the next one. To read is a use of the
  /// conversation, so that it does not expire meanwhile.
  package func text(at address: ResultAddress) throws(ResultFault) -> String {
    guard let results = store.results(of: address.conversation) else { throw .noConversation(address.conversation) }
    guard let result = results[address.number] else { throw .noResult(address, kept: results.all.map(\.number)) }
    if result.isDropped { throw .dropped(address) }
    let count = LineText.count(in: result.text)
    let (first, last) = (address.firstLine ?? 1, min(address.lastLine ?? count, count))
    if count == 0, first == 1 { return "" }
    guard first <= last else { throw .noLines(address, count: count) }
    return part(first, last, of: result, at: address)
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
    [isError ? "failed" : nil, exitCode.map { "exit \($0)" }, Count.of(lines, "line")].compactMap { $0 }
      .joined(separator: ", ")
  }
}

/// Why a result cannot be read, in the orchestrator's words.
package enum ResultFault: Error, Sendable, Hashable {
  case noConversation(String)
  case noResult(ResultAddress, kept: [Int])
  case dropped(ResultAddress)
  case noLines(ResultAddress, count: Int)
}

extension ResultFault: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noConversation(let id):
      "There is no conversation \"\(LineText.visible(id, limit: 80))\" any more, or there never was: results can be read "
        + "for 30 minutes after the last use of their conversation. Hand the task to agent_chat again."
    case .noResult(let address, let kept):
      "Conversation \"\(address.conversation)\" has no result \(address.number). "
        + (kept.isEmpty
          ? "No tool has run in it." : "Its results are: \(kept.map(String.init).joined(separator: ", ")).")
    case .dropped(let address):
      "The text of result \(address.number) is no longer kept: later results took its room. Ask a follow-up question "
        + "with conversation_id \"\(address.conversation)\" to have it read again."
    case .noLines(let address, let count):
      "Result \(address.number) has \(Count.of(count, "line")), so there is none from \(address.firstLine ?? 1) to "
        + "\(address.lastLine ?? max(count, address.firstLine ?? 1))."
    }
  }
}
