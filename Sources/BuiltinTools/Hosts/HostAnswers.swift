import ToolCalling

/// What several hosts answered to one command, as one text: a block per host, equal answers folded into one.
struct HostAnswers {
  /// In the order in which the hosts were named.
  let answers: [(host: String, result: ToolResult)]

  var result: ToolResult {
    let groups = grouped
    let text = groups.map(Self.block).joined(separator: "\n")
    let failed = answers.filter(\.result.isError).map(\.host)
    var notes: [String] = []
    if !failed.isEmpty {
      notes.append("\(failed.count) of \(answers.count) hosts failed: \(failed.joined(separator: ", "))")
    }
    let codes = Set(answers.map(\.result.exitCode))
    return ToolResult(
      text: text, isError: failed.count == answers.count, exitCode: codes.count == 1 ? codes.first ?? nil : nil,
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

  private static func block(_ group: (hosts: [String], result: ToolResult)) -> String {
    let result = group.result
    let names = group.hosts.joined(separator: ", ")
    if result.isError { return "== \(names): failed\n\(result.text)" }
    let lines = result.text.isEmpty ? 0 : result.text.utf8.count { $0 == 0x0A } + 1
    var facts: [String] = result.exitCode.map { ["exit \($0)"] } ?? []
    facts.append("\(group.hosts.count > 1 ? "same " : "")\(lines) line\(lines == 1 ? "" : "s")")
    facts += result.notes
    return "== \(names): \(facts.joined(separator: ", "))" + (result.text.isEmpty ? "" : "\n" + result.text)
  }
}
