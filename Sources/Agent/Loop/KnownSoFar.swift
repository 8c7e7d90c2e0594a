import JSON
import ToolCalling

/// What the orchestrator can use of a loop that ended without an answer: why it ended, the model's last words, and what
/// the tools brought.
///
/// The last results are shown with their first lines, those before by their heading alone; about 10,000 bytes in all.
struct KnownSoFar {
  /// Results whose first lines are shown, and bytes of each.
  private static let shown = 3
  private static let shownBytes = 1500
  /// Results of which the heading is shown, and characters of what is to be known of each.
  private static let listed = 20
  private static let shownNotes = 80

  /// Why the loop ended and how to go on.
  let sentence: String
  /// What the model wrote with its last calls.
  let lastWords: String
  /// In the order of their numbers, without those that repeat an earlier one.
  let results: [StoredResult]
  /// All results of the conversation: a page has its lines in another one.
  let kept: StoredResults

  init(sentence: String, lastWords: String, results: [StoredResult], kept: StoredResults) {
    self.sentence = sentence
    self.lastWords = lastWords
    self.kept = kept
    var earlier: [String: StoredResult] = [:]
    self.results = results.filter { result in
      let key = result.tool + result.arguments.jsonText
      defer { earlier[key] = result }
      return earlier[key]?.hasSameOutcome(as: result) != true
    }
  }

  var text: String {
    var parts = [sentence]
    if !lastWords.isEmpty {
      parts.append("The model's last words: \(LineText.head(of: lastWords, bytes: Self.shownBytes))")
    }
    guard !results.isEmpty else { return parts.joined(separator: "\n\n") }
    let exception = results.allSatisfy(kept.isKept) ? "" : " but what says otherwise"
    parts.append("What the tools brought, the newest last; all of it\(exception) is kept in the conversation:")
    let headings = results.dropLast(Self.shown)
    var lines = headings.suffix(Self.listed).map { heading(of: $0) + "." }
    if headings.count > Self.listed {
      lines.insert("(\(Count.of(headings.count - Self.listed, "result")) before these)", at: 0)
    }
    if !lines.isEmpty { parts.append(lines.joined(separator: "\n")) }
    return (parts + results.suffix(Self.shown).map(beginning)).joined(separator: "\n\n")
  }

  private func beginning(of result: StoredResult) -> String {
    let result = kept.whole(result)
    if result.text.isEmpty { return heading(of: result) + "." }
    let head = LineText.head(of: result.text, bytes: Self.shownBytes)
    if result.isError { return "\(heading(of: result)): \(head)" }
    let left = result.lines - LineText.count(in: head)
    let isCut = head.utf8.count < result.text.utf8.count
    let rest = left > 0 ? "\(Count.grouped(left)) more line\(left == 1 ? "" : "s")" : "the rest of this line"
    return "\(heading(of: result)):\n\(head)" + (isCut ? "\n[… \(rest) …]" : "")
  }

  /// `[3] ssh_exec web1: journalctl -p err, exit 0, 120 lines (ended after 30 s by its time limit)`
  private func heading(of result: StoredResult) -> String {
    let call = CallLabel.text(of: ToolCall(name: result.tool, arguments: result.arguments))
    let exit = result.exitCode.map { ", exit \($0)" } ?? ""
    let outcome = result.isError ? ", failed" : "\(exit), \(Count.of(result.lines, "line"))"
    let notes = LineText.visible(result.notes.joined(separator: "; "), limit: Self.shownNotes)
    return "[\(result.number)] \(call)\(outcome)" + (notes.isEmpty ? "" : " (\(notes))")
      + (kept.isKept(result) ? "" : ", no longer kept")
  }
}

extension StoredResult {
  /// The same result of the same call. A page is told by its call; what is no longer kept cannot be compared.
  fileprivate func hasSameOutcome(as other: StoredResult) -> Bool {
    if isPage, other.isPage { return true }
    if isDropped || other.isDropped { return false }
    return isError == other.isError && exitCode == other.exitCode && text == other.text
  }
}
