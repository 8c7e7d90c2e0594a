/// Asks the human behind the client whether one exact call may run.
package protocol Consent: Sendable {
  /// The human's answer to `question`, or why there is none. Returns at the latest when the client is gone.
  func answer(to question: ConsentQuestion) async -> ConsentAnswer
}

/// The exact call that a human is asked about. An approval holds for this text, host and conversation alone, once.
package struct ConsentQuestion: Sendable, Hashable {
  package var conversation: String
  package var tool: String
  /// The host that the command is for; nil for this machine.
  package var host: String?
  /// The command or file operation, byte for byte, control characters made visible.
  package var command: String
  /// Why it does not run by itself.
  package var reason: String

  package init(conversation: String, tool: String, host: String?, command: String, reason: String) {
    self.conversation = conversation
    self.tool = tool
    self.host = host
    self.command = command
    self.reason = reason
  }
}

/// What came of a question to the human.
package enum ConsentAnswer: Sendable, Hashable {
  case approved
  /// The human said no, or closed the question.
  case declined
  /// The client cannot ask its human, or did not answer in time; the sentence says which.
  case unavailable(String)
  /// The question goes to the human with the answer to this request, and the client will call again (MCP 2026-07-28).
  case pending
}

/// The consent of a client that cannot ask anybody.
package struct NoConsent: Consent {
  package init() {}

  package func answer(to question: ConsentQuestion) async -> ConsentAnswer {
    .unavailable("the client cannot ask its human")
  }
}
