/// What a call may use of its caller: a place to report progress and a way to ask the human.
package struct ToolContext: Sendable {
  /// The conversation that the call belongs to, for the audit file; nil outside of one.
  package var conversation: String?
  /// Told of every step; never blocks.
  package var report: @Sendable (ToolProgress) -> Void
  /// Asks the human behind the client.
  package var consent: any Consent
  /// The conversation that waits for the human's answer which this call brings (see `ConsentAnswer.pending`).
  package var resumedConversation: String?

  package init(
    conversation: String? = nil, report: @escaping @Sendable (ToolProgress) -> Void = { _ in },
    consent: any Consent = NoConsent(), resumedConversation: String? = nil
  ) {
    self.conversation = conversation
    self.report = report
    self.consent = consent
    self.resumedConversation = resumedConversation
  }
}

/// One step of a long call, as text that a person likes to read.
package struct ToolProgress: Sendable, Hashable {
  /// For example `2/10 ssh_exec web1: journalctl -p err … 15,168 chars`.
  package var message: String
  /// The iteration that runs, from 1, and the most there will be; nil where that is not known.
  package var step: Int?
  package var steps: Int?
  /// Not worth a message of its own: it is what the next sign of life says.
  package var isForLater = false

  package init(_ message: String, step: Int? = nil, steps: Int? = nil) {
    self.message = message
    self.step = step
    self.steps = steps
  }
}
