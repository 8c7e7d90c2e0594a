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

  private static let reason = "more than the limit of one command"

  var result: ToolResult {
    let streams = [outcome.standardOutput, outcome.standardError]
    let clean = streams.map { CleanText(Self.joined($0)) }
    let full = clean.map { Self.trimmed($0.text) }
    let share = JoinedBlocks.share(of: full.map(\.utf8.count), within: longest - Self.errorMark.utf8.count - 2)
    let texts = zip(full, streams).map { text, stream in
      guard text.utf8.count > share else { return text }
      return Self.trimmed(
        JoinedBlocks.shortened(text, to: share, because: Self.reason, over: Self.gap(of: stream)))
    }
    var text = texts[0]
    if !texts[1].isEmpty {
      text += (text.isEmpty ? "" : "\n") + Self.errorMark + "\n" + texts[1]
    }
    let cut = zip(full, texts).reduce(0) { $0 + $1.0.utf8.count - $1.1.utf8.count }
    return ToolResult(text: text, exitCode: exitCode, notes: endNotes(cut: cut) + clean.flatMap(\.notes))
  }

  private var exitCode: Int? {
    if case .exited(let code) = outcome.status, outcome.ending == .itself { code } else { nil }
  }

  /// What is said of the end, and of the bytes that are missing; `cut` of them were read and did not fit.
  private func endNotes(cut: Int) -> [String] {
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
    let dropped = outcome.standardOutput.droppedBytes + outcome.standardError.droppedBytes + cut
    if dropped > 0 { notes.append("\(dropped) bytes in the middle of the output were not kept") }
    return notes
  }

  /// Head and tail on line borders with a line between them that counts what is missing.
  private static func joined(_ output: ChildOutput) -> [UInt8] {
    guard let gap = gap(of: output) else { return output.head }
    let (head, tail) = parts(of: output)
    return head + Array(gap.line.utf8) + tail
  }

  /// The line for what was not kept; nil where all was.
  private static func gap(of output: ChildOutput) -> JoinedBlocks.Gap? {
    guard output.droppedBytes > 0 else { return nil }
    let (head, tail) = parts(of: output)
    let missing = output.droppedBytes + output.head.count - head.count + output.tail.count - tail.count
    return JoinedBlocks.Gap(line: "[… \(missing) bytes left out here: \(reason) …]\n", missing: missing)
  }

  /// What was kept of the beginning and of the end, in whole lines.
  private static func parts(of output: ChildOutput) -> (head: ArraySlice<UInt8>, tail: ArraySlice<UInt8>) {
    let newline = UInt8(ascii: "\n")
    return (
      output.head[...(output.head.lastIndex(of: newline) ?? output.head.count - 1)],
      output.tail[(output.tail.firstIndex(of: newline).map { $0 + 1 } ?? 0)...]
    )
  }

  private static func trimmed(_ text: String) -> String {
    var end = text.utf8.endIndex
    while end > text.utf8.startIndex, text.utf8[text.utf8.index(before: end)] == UInt8(ascii: "\n") {
      end = text.utf8.index(before: end)
    }
    return String(text[..<end])
  }
}
