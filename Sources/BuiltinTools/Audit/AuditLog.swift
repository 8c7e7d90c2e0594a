import JSON
package import Platform
import ToolCalling

/// The record of what the tools did: one JSON line per call, secrets masked, in a file that only grows.
package struct AuditLog: Sendable {
  private let file: AppendFile
  private let now: @Sendable () -> WallTime

  /// `now` gives the time of each line.
  package init(file: AppendFile, now: @escaping @Sendable () -> WallTime = { WallTime.now }) {
    self.file = file
    self.now = now
  }

  /// One call as it went.
  struct Entry {
    var conversation: String?
    var tool: String
    var host: String?
    var command: String
    var verdict: Verdict
    /// `human` where a human allowed it, the reason where none did; nil where nobody had to be asked.
    var consent: String?
    var ran: Bool
    var isError = false
    var exitCode: Int?
    var bytes = 0
    var duration = Duration.zero
  }

  func record(_ entry: Entry) {
    let time = entry.duration.components
    let milliseconds = Int(time.seconds) * 1000 + Int(time.attoseconds / 1_000_000_000_000_000)
    var line: JSONObject = ["time": .string("\(now())")]
    line["conversation"] = entry.conversation.map { .string($0) } ?? .null
    line["tool"] = .string(entry.tool)
    line["host"] = entry.host.map { .string($0) } ?? .null
    line["command"] = .string(SecretMask.masked(entry.command))
    line["verdict"] = .string(entry.verdict.word)
    line["consent"] = entry.consent.map { .string(SecretMask.masked($0)) } ?? .null
    line["ran"] = .bool(entry.ran)
    line["error"] = .bool(entry.isError)
    line["exit_code"] = entry.exitCode.map { .number(JSONNumber($0)) } ?? .null
    line["bytes"] = .number(JSONNumber(entry.bytes))
    line["ms"] = .number(JSONNumber(milliseconds))
    file.append(line.jsonText)
  }
}
