package import ToolCalling

/// How one call of `agent_chat` ended and what it did on the way.
package struct AgentOutcome: Sendable {
  package enum Ending: Sendable, Hashable {
    case finalAnswer(String)
    /// Calls that the orchestrator has to run, in order, and what the model wrote before them.
    case handBack([HandBack], preamble: String)
    /// The iterations are used up, or the loop went in circles: what is known so far. Can be continued.
    case partial(String)
    /// One sentence that says what failed and what to do, and whether the same call may well succeed a little later.
    case failed(String, isWorthRetrying: Bool = false)
  }

  /// A call that did not run here.
  package struct HandBack: Sendable, Hashable {
    package var callID: String
    package var call: ToolCall
    /// Why it did not run here; nil for the orchestrator's own tools.
    package var reason: String?
  }

  /// One request to the model.
  package struct Turn: Sendable, Hashable {
    package var usage: TokenUsage
    package var milliseconds: Int
  }

  package var ending: Ending
  package var executed: [ExecutedTool] = []
  package var turns: [Turn] = []
  /// Facts that the orchestrator should know beside the answer, each a sentence.
  package var notes: [String] = []
  /// The quotes of the final answer, or of the draft.
  package var quotes: QuoteCheck?
  /// A whole answer of the model's, whose quotes it was about to correct when its calls were handed back.
  package var draft: String?
  /// Bytes of the tool results that stayed here.
  package var resultBytes = 0

  package var usage: TokenUsage { turns.reduce(TokenUsage()) { $0 + $1.usage } }
}
