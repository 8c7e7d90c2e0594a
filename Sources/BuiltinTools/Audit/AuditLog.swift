import JSON
package import Platform
import ToolCalling

/// The record of what the tools did, in a file that only grows: JSON lines, secrets masked.
///
/// A call that runs has two lines of one `call`: `begun` before it has any effect and `ended` after it, so that one which
/// took this process or the machine with it stands in the record too. A call that does not run has one, `not run`.
package struct AuditLog: Sendable {
  private let append: @Sendable (String) -> Bool
  private let now: @Sendable () -> WallTime

  /// `now` gives the time of each line.
  package init(file: AppendFile, now: @escaping @Sendable () -> WallTime = { WallTime.now }) {
    self.init(now: now) { file.append($0) }
  }

  /// `append` keeps a line, or tells that it could not.
  init(now: @escaping @Sendable () -> WallTime, append: @escaping @Sendable (String) -> Bool) {
    self.append = append
    self.now = now
  }

  /// One call as it went, or as it begins.
  struct Entry {
    /// The same in both lines of a call, and in no other.
    let call = UInt64.random(in: 0 ... .max)
    var conversation: String?
    var tool: String
    var host: String?
    var command: String
    var verdict: Verdict
    /// `human` where a human allowed it, the reason where none did; nil where nobody had to be asked.
    var consent: String?
    /// What came of it; nil where it did not run or has only begun.
    var end: End?
  }

  /// How a call that ran ended.
  struct End {
    var isError = true
    var exitCode: Int?
    var bytes = 0
    /// What is to be known of it, such as the hosts on which it failed.
    var notes: [String] = []
    var duration: Duration
  }

  enum State: String {
    case begun
    case ended
    case notRun = "not run"
  }

  /// Adds a line. False where it could not be written whole.
  func record(_ entry: Entry, _ state: State) -> Bool {
    var line: JSONObject = ["time": .string("\(now())"), "call": .string(String(entry.call, radix: 16))]
    line["state"] = .string(state.rawValue)
    line["conversation"] = entry.conversation.map { .string($0) } ?? .null
    line["tool"] = .string(entry.tool)
    line["host"] = entry.host.map { .string($0) } ?? .null
    line["command"] = .string(SecretMask.masked(entry.command))
    line["verdict"] = .string(entry.verdict.word)
    line["reason"] = entry.verdict.reason.map { .string(SecretMask.masked($0)) } ?? .null
    line["consent"] = entry.consent.map { .string(SecretMask.masked($0)) } ?? .null
    // Nobody knows yet what comes of a call that has begun.
    line["ran"] = state == .begun ? .null : .bool(state == .ended)
    line["error"] = entry.end.map { .bool($0.isError) } ?? .null
    line["exit_code"] = entry.end?.exitCode.map { .number(JSONNumber($0)) } ?? .null
    line["bytes"] = entry.end.map { .number(JSONNumber($0.bytes)) } ?? .null
    line["notes"] = entry.end.map { .array($0.notes.map { .string(SecretMask.masked($0)) }) } ?? .null
    line["ms"] = entry.end.map { .number(JSONNumber(Self.milliseconds($0.duration))) } ?? .null
    return append(line.jsonText)
  }

  private static func milliseconds(_ duration: Duration) -> Int {
    let time = duration.components
    return Int(time.seconds) * 1000 + Int(time.attoseconds / 1_000_000_000_000_000)
  }
}
