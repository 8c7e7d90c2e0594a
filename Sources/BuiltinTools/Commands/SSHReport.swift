import Platform
import ToolCalling

/// The outcome of `ssh` as a tool result: a failed connection, and a command that never began, told apart from a failed
/// command.
struct SSHReport {
  let host: String
  let outcome: ChildOutcome
  /// What the host was given to run: by its marks it says what is the command's own.
  let script: RemoteScript
  let limit: Duration
  let connectSeconds: Int

  var result: ToolResult {
    var outcome = outcome
    outcome.standardError.head = Self.withoutComplaint(outcome.standardError.head)
    let hasBegun = Self.removeBeginning(script.beginning, from: &outcome)
    let isOwnStatus = outcome.standardError.remove(script.mark) || outcome.standardOutput.remove(script.mark)
    // A helper that `ssh` itself left behind on this machine is nothing of the command's.
    outcome.leftProcesses = false
    let result = CommandReport(outcome: outcome, limit: limit).result
    // The script marks every 255 that is the command's, so one without the mark is the word of `ssh`.
    if isOwnStatus || (hasBegun && result.exitCode != 255) { return result }
    let errorText = CleanText(outcome.standardError.bytes).text
    let failure = failure(of: outcome, hasBegun: hasBegun, errorText)
    let said = errorText.isEmpty ? CleanText(outcome.standardOutput.bytes).text : errorText
    let sentence = failure.sentence(
      host: host, said: failure == .lost ? errorText : said, connectSeconds: connectSeconds)
    guard failure == .lost else { return .failure(sentence) }
    if !outcome.standardOutput.isEmpty { return ToolResult(text: result.text, notes: result.notes + [sentence]) }
    let lines = errorText.split(whereSeparator: \.isNewline).count
    return .failure("\(sentence)\nWhat the command did is not known.\(lines > 1 ? "\n" + result.text : "")")
  }

  /// Why there is no result, where the command did not begin or did not end by itself.
  private func failure(of outcome: ChildOutcome, hasBegun: Bool, _ errorText: String) -> SSHFailure {
    if outcome.ending != .itself { return .notBegun(seconds: limit.components.seconds) }
    guard case .exited(let status) = outcome.status else { return .unexplained }
    guard status == 255 else {
      return errorText.contains(RemoteScript.complaint) ? .noDecoder : .notStarted(status: status)
    }
    // Where there is output, something ran, whatever the words of `ssh` look like.
    return hasBegun || !outcome.standardOutput.isEmpty ? .lost : SSHFailure(standardError: errorText)
  }

  /// Takes the mark of the beginning out; false where the host did not begin the command.
  ///
  /// What stands before it in standard error is of `ssh` and of the login (banners, warnings, start-up files), mostly
  /// said once per connection, so it goes too. A forced command that records sessions may join both streams.
  private static func removeBeginning(_ mark: [UInt8], from outcome: inout ChildOutcome) -> Bool {
    if outcome.standardError.remove(mark, andAllBefore: true) || outcome.standardOutput.remove(mark) { return true }
    // A flood before the mark may have pushed it out of what is kept.
    return outcome.standardError.droppedBytes > 0
  }

  private static func withoutComplaint(_ error: [UInt8]) -> [UInt8] {
    let line = error.prefix { $0 != UInt8(ascii: "\n") }
    guard String(decoding: line, as: UTF8.self).lowercased().hasPrefix(SSHCommandLine.complaint) else { return error }
    return Array(error.dropFirst(line.count + 1))
  }
}

extension ChildOutput {
  /// Takes the first place of `mark`, which is not empty, out of what was kept. False where there is none.
  fileprivate mutating func remove(_ mark: [UInt8], andAllBefore: Bool = false) -> Bool {
    // A terminal on the host, as one that records sessions has, ends lines with CRLF.
    let terminalMark = mark.flatMap { $0 == UInt8(ascii: "\n") ? [UInt8(ascii: "\r"), $0] : [$0] }
    for bytes in [mark, terminalMark] {
      if let place = ByteSearch.places(of: bytes, in: head, limit: 1).first {
        head.removeSubrange((andAllBefore ? 0 : place)..<place + bytes.count)
        return true
      }
      if let place = ByteSearch.places(of: bytes, in: tail, limit: 1).first {
        tail.removeSubrange((andAllBefore ? 0 : place)..<place + bytes.count)
        if andAllBefore { self = ChildOutput(head: tail) }
        return true
      }
    }
    return false
  }
}
