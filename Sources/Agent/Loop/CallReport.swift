import ToolCalling

/// What one call of `agent_chat` did before its human was asked, for the answer to the call by which it goes on.
///
/// In MCP 2026-07-28 the question takes the place of the answer, so that nobody has been told of it yet.
struct CallReport: Sendable {
  let executed: [ExecutedTool]
  let turns: [AgentOutcome.Turn]
  /// Facts for the orchestrator, each a sentence.
  let notes: [String]
  /// The calls that the policy denied, with the reason of each.
  let denied: [(label: String, reason: String)]
  /// Bytes of the tool results that stayed here.
  let resultBytes: Int
  /// What the model wrote before the call that was asked about.
  let lastWords: String

  /// About as many bytes as it takes.
  var byteCount: Int {
    let texts = notes + denied.map(\.reason) + [lastWords]
    return texts.reduce((executed.count + turns.count) * 64) { $0 + $1.utf8.count }
  }
}

extension AgentRun {
  /// What this run has done, together with what was done before the question that it goes on from.
  var report: CallReport {
    get {
      CallReport(
        executed: executed, turns: turns, notes: notes, denied: denied, resultBytes: resultBytes, lastWords: lastWords)
    }
    set {
      (executed, turns, notes, denied) = (newValue.executed, newValue.turns, newValue.notes, newValue.denied)
      (resultBytes, lastWords) = (newValue.resultBytes, newValue.lastWords)
    }
  }
}
