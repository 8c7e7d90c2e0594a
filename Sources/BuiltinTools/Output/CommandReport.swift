import Platform
import ToolCalling

/// A command's outcome as a tool result: standard output, then standard error under a mark, and what else there is to say.
struct CommandReport {
  let outcome: ChildOutcome
  /// The limit that ended it, for the sentence about a deadline.
  let limit: Duration

  /// The line that stands before standard error.
  static let errorMark = "[standard error:]"

  /// What is said of a command that ended before all that it had started.
  static let leftProcesses =
    "processes that the command left in the background were ended, unless they have a session of their own; "
    + "their output may be incomplete"

  /// Bytes of both streams together; more is not kept, and would cost the end, where standard error stands.
  var longest = HostAnswers.longest

  var result: ToolResult {
    let output = CleanText(Self.joined(outcome.standardOutput))
    let error = CleanText(Self.joined(outcome.standardError))
    let (texts, shortened) = fitting([Self.trimmed(output.text), Self.trimmed(error.text)])
    var text = texts[0]
    if !texts[1].isEmpty {
      text += (text.isEmpty ? "" : "\n") + Self.errorMark + "\n" + texts[1]
    }
    return ToolResult(text: text, exitCode: exitCode, notes: endNotes + shortened + output.notes + error.notes)
  }

  /// The two streams, the longer one without its middle where both together are too long, and what is said of that.
  private func fitting(_ texts: [String]) -> (texts: [String], notes: [String]) {
    let share = JoinedBlocks.share(of: texts.map(\.utf8.count), within: longest - Self.errorMark.utf8.count - 2)
    guard texts.contains(where: { $0.utf8.count > share }) else { return (texts, []) }
    let reason = "more than the limit of one command"
    return (
      texts.map { $0.utf8.count > share ? Self.trimmed(JoinedBlocks.shortened($0, to: share, because: reason)) : $0 },
      ["the middle of the output was left out, because output and errors together were too long"]
    )
  }

  private var exitCode: Int? {
    if case .exited(let code) = outcome.status, outcome.ending == .itself { code } else { nil }
  }

  private var endNotes: [String] {
    var notes: [String] = []
    switch outcome.ending {
    case .deadline:
      notes.append("ended after \(limit.components.seconds) s by its time limit; the output up to then is kept")
    case .cancelled: notes.append("ended by a cancel")
    case .itself:
      switch outcome.status {
      case .signalled(_, let name): notes.append("ended by \(name)")
      case .exited(let code):
        if let name = ChildStatus.signal(ofShellStatus: code) { notes.append("exit \(code) means ended by \(name)") }
      case .unended: break
      }
    }
    if outcome.leftProcesses { notes.append(Self.leftProcesses) }
    if outcome.status == .unended { notes.append("it did not end even after SIGKILL") }
    let dropped = outcome.standardOutput.droppedBytes + outcome.standardError.droppedBytes
    if dropped > 0 { notes.append("\(dropped) bytes in the middle of the output were not kept") }
    return notes
  }

  /// Head and tail on line borders with a line between them that counts what is missing.
  private static func joined(_ output: ChildOutput) -> [UInt8] {
    guard output.droppedBytes > 0 else { return output.head }
    let newline = UInt8(ascii: "\n")
    let head = output.head[...(output.head.lastIndex(of: newline) ?? output.head.count - 1)]
    let tail = output.tail[(output.tail.firstIndex(of: newline).map { $0 + 1 } ?? 0)...]
    let missing = output.droppedBytes + output.head.count - head.count + output.tail.count - tail.count
    return head + Array("[… \(missing) bytes left out here: more than the limit of one command …]\n".utf8) + tail
  }

  private static func trimmed(_ text: String) -> String {
    var end = text.utf8.endIndex
    while end > text.utf8.startIndex, text.utf8[text.utf8.index(before: end)] == UInt8(ascii: "\n") {
      end = text.utf8.index(before: end)
    }
    return String(text[..<end])
  }
}
