import ToolCalling

/// One run of the loop: the state that lives from the first request to the outcome.
struct AgentRun {
  let loop: AgentLoop
  var conversation: Conversation
  let options: AgentOptions
  let context: ToolContext
  let onEvent: @Sendable (AgentEvent) -> Void
  let checkpoint: @Sendable (Conversation) -> Void

  var step = 0
  var executed: [ExecutedTool] = []
  var turns: [AgentOutcome.Turn] = []
  var notes: [String] = []
  var resultBytes = 0
  var watch: LoopGuard
  var malformed = 0
  /// The model was told to answer, so its calls no longer run.
  var mustAnswer = false
  var hasNudged = false
  var emptyReplies = 0

  init(
    loop: AgentLoop, conversation: Conversation, options: AgentOptions, context: ToolContext,
    onEvent: @escaping @Sendable (AgentEvent) -> Void, checkpoint: @escaping @Sendable (Conversation) -> Void
  ) {
    self.loop = loop
    self.conversation = conversation
    self.options = options
    self.context = context
    self.onEvent = onEvent
    self.checkpoint = checkpoint
    watch = LoopGuard(limit: loop.configuration.repeatsInARow)
  }

  func emit(_ kind: AgentEvent.Kind) {
    onEvent(AgentEvent(step: step, steps: options.maximumIterations, kind: kind))
  }

  /// The loop itself.
  mutating func outcome() async throws(CancellationError) -> AgentOutcome {
    if let ending = try await settleCalls(preamble: "") { return finish(ending) }
    while step < options.maximumIterations {
      step += 1
      if step > 1, step == options.maximumIterations, !mustAnswer { conversation.tell(LoopSentence.lastStep) }
      switch try await ask() {
      case .failure(let failure): return finish(.failed(failure.sentence), keeps: false)
      case .success(let reply):
        if let ending = try await take(reply) { return finish(ending) }
      }
      checkpoint(conversation)
    }
    return finish(.partial(LoopSentence.outOfIterations(step)))
  }

  /// `keeps` is false where the state since the last complete turn is given up.
  private mutating func finish(_ ending: AgentOutcome.Ending, keeps: Bool = true) -> AgentOutcome {
    if keeps { checkpoint(conversation) }
    var outcome = AgentOutcome(ending: ending)
    outcome.executed = executed
    outcome.turns = turns
    outcome.notes = notes
    outcome.resultBytes = resultBytes
    if case .finalAnswer(let text) = ending { outcome.quotes = QuoteCheck(of: text, in: conversation.results) }
    return outcome
  }
}

/// A failure in the words of whoever reads it.
struct AgentFailure: Error, Sendable, Hashable {
  let sentence: String

  init(_ sentence: String) { self.sentence = sentence }
  init(_ error: ChatModelError) { sentence = error.description }
}
