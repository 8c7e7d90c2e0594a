import Platform
import ToolCalling

/// The outcome of `ssh` as a tool result: a failed connection told apart from a failed command.
struct SSHReport {
  let host: String
  let outcome: ChildOutcome
  let limit: Duration
  let connectSeconds: Int
  /// By this in standard error the script says that 255 is the command's own status (see `RemoteScript.mark`).
  let mark: [UInt8]

  var result: ToolResult {
    var outcome = outcome
    outcome.standardError.head = Self.withoutComplaint(outcome.standardError.head)
    let isOwnStatus = outcome.standardError.remove(mark)
    // A helper that `ssh` itself left behind on this machine is nothing of the command's.
    outcome.leftProcesses = false
    let result = CommandReport(outcome: outcome, limit: limit).result
    let errorText = CleanText(outcome.standardError.bytes).text
    guard !isOwnStatus, let code = result.exitCode, let failure = SSHFailure(exitCode: code, standardError: errorText)
    else { return result }
    // Where there is output, the command ran, whatever the words of `ssh` look like.
    let hasRun = !outcome.standardOutput.isEmpty
    let cause = hasRun ? SSHFailure.lost : failure
    let sentence = cause.sentence(host: host, standardError: errorText, connectSeconds: connectSeconds)
    guard hasRun else { return .failure(sentence) }
    return ToolResult(text: result.text, notes: result.notes + [sentence])
  }

  private static func withoutComplaint(_ error: [UInt8]) -> [UInt8] {
    let line = error.prefix { $0 != UInt8(ascii: "\n") }
    guard String(decoding: line, as: UTF8.self).lowercased().hasPrefix(SSHCommandLine.complaint) else { return error }
    return Array(error.dropFirst(line.count + 1))
  }
}

extension ChildOutput {
  /// Takes the first place of `bytes`, which are not empty, out of what was kept. False where there is none.
  fileprivate mutating func remove(_ bytes: [UInt8]) -> Bool {
    if let place = ByteSearch.places(of: bytes, in: head, limit: 1).first {
      head.removeSubrange(place..<place + bytes.count)
      return true
    }
    guard let place = ByteSearch.places(of: bytes, in: tail, limit: 1).first else { return false }
    tail.removeSubrange(place..<place + bytes.count)
    return true
  }
}
