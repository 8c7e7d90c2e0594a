/// Why a result cannot be listed or read, in the orchestrator's words.
package enum ResultFault: Error, Sendable, Hashable {
  case noAddress(String)
  case noCursor(String)
  case goneCursor
  case noConversation(String)
  case noResult(ResultAddress, kept: [Int])
  case dropped(ResultAddress)
  /// The result is a part of another one, in which the lines are at `of`.
  case page(ResultAddress, of: ResultAddress)
  case noLines(ResultAddress, count: Int)

  /// True where the request itself is wrong, and not only what it asks for is missing.
  package var isMisspelt: Bool {
    switch self {
    case .noAddress, .noCursor, .goneCursor: true
    default: false
    }
  }
}

extension ResultFault: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noAddress(let text):
      "\"\(LineText.visible(text, limit: 200))\" is no address of a result. They have the form "
        + "\(ResultAddress.template); results and lines count from 1."
    case .noCursor(let text):
      "\"\(LineText.visible(text, limit: 200))\" is no cursor of resources/list. Leave it out."
    case .goneCursor: "what the cursor names is no longer kept. Leave it out to list what is."
    case .noConversation(let id):
      "There is no conversation \"\(LineText.visible(id, limit: 80))\" any more, or there never was: results can be read "
        + "for 30 minutes after the last use of their conversation. Hand the task to agent_chat again."
    case .noResult(let address, let kept): Self.noResult(address, kept)
    case .dropped(let address):
      "The text of result \(address.number) is no longer kept: later results took its room. Ask a follow-up question "
        + "with conversation_id \"\(address.conversation)\" to have it read again."
    case .page(let address, let whole):
      "Result \(address.number) is a part of result \(whole.number). Read \(whole)."
    case .noLines(let address, let count): Self.noLines(address, count)
    }
  }

  private static func noResult(_ address: ResultAddress, _ kept: [Int]) -> String {
    let shown = kept.suffix(20).map(String.init).joined(separator: ", ")
    let before = kept.count > 20 ? "\(kept.count - 20) before and " : ""
    return "Conversation \"\(address.conversation)\" has no result \(address.number). "
      + (kept.isEmpty ? "No tool has run in it." : "Its results are: \(before)\(shown).")
  }

  private static func noLines(_ address: ResultAddress, _ count: Int) -> String {
    let first = address.firstLine ?? 1
    if let last = address.lastLine, last < first { return "end_line \(last) is before start_line \(first)." }
    return "Result \(address.number) has \(Count.of(count, "line")), so there is none from \(first) to "
      + "\(address.lastLine ?? max(count, first))."
  }
}
