import Agent
import ToolCalling

/// What `deputy run` prints of an outcome.
struct RunReport {
  let outcome: AgentOutcome
  let maximumIterations: Int
  /// Standard output is a terminal, which the control characters of a model or a log would steer.
  let isForTerminal: Bool

  /// For standard error, in order; fit for a terminal.
  var remarks: [String] { (notes + quotes + [figures] + reasons).map(TerminalText.lines) }

  /// For standard output; nil where there is no answer.
  var answer: String? {
    switch outcome.ending {
    case .finalAnswer(let text), .partial(let text): fit(text)
    case .handBack: outcome.draft.map(fit)
    case .failed: nil
    }
  }

  /// The exit status where the answer arrives.
  var status: Int32 {
    switch outcome.ending {
    case .finalAnswer: 0
    case .failed: 1
    case .partial: 3
    case .handBack: 4
    }
  }

  private func fit(_ text: String) -> String { isForTerminal ? TerminalText.lines(text) : text }

  private var notes: [String] { outcome.notes.map { "Note: \($0)" } }

  private var quotes: [String] {
    guard let quotes = outcome.quotes else { return [] }
    return ["Quoted lines found in what was read: \(quotes.verified) of \(quotes.total)"]
      + quotes.notFound.map { "  not found: \($0)" }
  }

  private var figures: String {
    let usage = outcome.usage
    return
      "\(outcome.turns.count) replies, \(outcome.executed.count) tools, \(Count.grouped(outcome.resultBytes)) bytes read; "
      + "tokens: \(Count.grouped(usage.prompt)) prompt (\(Count.grouped(usage.cached)) cached), "
      + "\(Count.grouped(usage.generated)) generated"
  }

  /// Why there is no answer.
  private var reasons: [String] {
    switch outcome.ending {
    case .finalAnswer: []
    // A loop that went in circles ends before its last reply; the text itself begins with the reason.
    case .partial where outcome.turns.count < maximumIterations:
      ["No answer, and the loop ended early; why, and what is known so far:"]
    case .partial: ["No answer within \(maximumIterations) replies; what is known so far:"]
    case .handBack(let calls, _): calls.map { "Did not run: \(CallText.of($0.call))\n  \($0.reason ?? "")" }
    case .failed(let sentence, _): [sentence]
    }
  }
}
