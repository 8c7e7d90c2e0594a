import ToolCalling

/// What several hosts answered to one command, as one text: a block per host, equal answers folded into one.
///
/// The text is never longer than its limit; no host's heading is ever left out of it.
struct HostAnswers {
  /// In the order in which the hosts were named.
  let answers: [(host: String, result: ToolResult)]
  /// The most bytes of the whole text.
  var limit = Self.longest

  /// What is kept of one tool result, in bytes.
  static let longest = 8 << 20
  /// The fewest bytes that are kept of a stream of one host, however many there are; equal answers take room only once.
  static let fewestOutputBytes = 256 << 10

  /// The bytes to keep of each stream of each of so many hosts.
  static func outputBytes(hosts count: Int) -> Int { max(fewestOutputBytes, longest / max(count, 1)) }

  var result: ToolResult {
    let joined = JoinedBlocks(grouped.map(Self.block), limit: limit)
    let failed = answers.filter(\.result.isError).map(\.host)
    var notes: [String] = []
    if !failed.isEmpty {
      notes.append("\(failed.count) of \(answers.count) hosts failed: \(failed.joined(separator: ", "))")
    }
    if joined.shortenedCount > 0 {
      notes.append(
        "all outputs together have more than \(limit) bytes, so \(joined.shortenedCount) of them are shortened; "
          + "ask those hosts alone for the whole")
    }
    let codes = Set(answers.map(\.result.exitCode))
    return ToolResult(
      text: joined.text, isError: failed.count == answers.count, exitCode: codes.count == 1 ? codes.first ?? nil : nil,
      notes: notes)
  }

  /// Equal answers together, in the order of their first host.
  private var grouped: [(hosts: [String], result: ToolResult)] {
    var places: [ToolResult: Int] = [:]
    var groups: [(hosts: [String], result: ToolResult)] = []
    for answer in answers {
      // A failure names its host, so it stands alone.
      if !answer.result.isError, let place = places[answer.result] {
        groups[place].hosts.append(answer.host)
      } else {
        places[answer.result] = groups.count
        groups.append(([answer.host], answer.result))
      }
    }
    return groups
  }

  private static func block(_ group: (hosts: [String], result: ToolResult)) -> JoinedBlocks.Block {
    let result = group.result
    let names = group.hosts.joined(separator: ", ")
    if result.isError { return JoinedBlocks.Block(heading: "== \(names): failed", text: result.text) }
    let lines = result.text.isEmpty ? 0 : result.text.utf8.count { $0 == 0x0A } + 1
    var facts: [String] = result.exitCode.map { ["exit \($0)"] } ?? []
    facts.append("\(group.hosts.count > 1 ? "same " : "")\(lines) line\(lines == 1 ? "" : "s")")
    facts += result.notes
    return JoinedBlocks.Block(heading: "== \(names): \(facts.joined(separator: ", "))", text: result.text)
  }
}
