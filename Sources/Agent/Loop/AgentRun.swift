import ToolCalling

/// One run of the loop: the state that lives from the first request to the outcome.
struct AgentRun {
  let loop: AgentLoop
  var conversation: Conversation
  let options: AgentOptions
  let context: ToolContext
  let onEvent: @Sendable (AgentEvent) -> Void
  let checkpoint: @Sendable (Conversation) -> Void
  /// For the tools that this conversation offers.
  let parser: ToolCallParser

  /// The server, as it last described itself.
  var server: ModelDescription?
  /// What the grammar allows before the answer; nil where none is sent.
  var reasoning: ToolGrammar.Reasoning?
  /// The server's template begins each reply with `<think>`, which is then missing from the reply's text.
  var opensReasoning = false
  /// The next reply must follow a schema, because the last one was a broken call.
  var isRepairing = false
  var step = 0
  var executed: [ExecutedTool] = []
  var turns: [AgentOutcome.Turn] = []
  var notes: [String] = []
  /// The calls that the policy denied, with the reason of each.
  var denied: [(label: String, reason: String)] = []
  var resultBytes = 0
  var watch: LoopGuard
  /// What the last request sent.
  var transcript = Transcript()
  var malformed = 0
  /// The model was told to answer, so its calls no longer run.
  var mustAnswer = false
  var hasNudged = false
  var emptyReplies = 0
  /// What the model wrote before its last calls.
  var lastWords = ""
  /// The first answer, while the model corrects its quotes.
  var draft: Draft?
  /// The last reply is in the history with all that followed from it.
  var isTurnComplete = false

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
    parser = ToolCallParser(tools: conversation.offered)
    watch = LoopGuard(limit: loop.configuration.repeatsInARow)
    draft = conversation.draft
    if let report = conversation.report { self.report = report }
    self.conversation.report = nil
  }

  func emit(_ kind: AgentEvent.Kind) {
    onEvent(AgentEvent(step: step, steps: options.maximumIterations, kind: kind))
  }

  /// The loop itself.
  mutating func outcome() async throws(CancellationError) -> AgentOutcome {
    let hadOpenCalls = conversation.isWaiting
    let ending = try await settleCalls(preamble: lastWords)
    isTurnComplete = hadOpenCalls
    if let ending { return finish(ending) }
    if conversation.isToldToAnswer { conversation.tell(LoopSentence.moreSteps) }
    if hadOpenCalls { checkpoint(conversation) }
    while step < options.maximumIterations {
      step += 1
      isTurnComplete = false
      if step > 1, step == options.maximumIterations, !mustAnswer { conversation.tell(LoopSentence.lastStep) }
      switch try await ask() {
      case .failure(let failure): return finish(.failed(failure.sentence, isWorthRetrying: failure.isWorthRetrying))
      case .success(let reply):
        if let ending = try await take(reply) { return finish(ending) }
      }
      if isTurnComplete { checkpoint(conversation) }
    }
    return finish(.partial(known(LoopSentence.outOfIterations(step))))
  }

  private mutating func finish(_ ending: AgentOutcome.Ending) -> AgentOutcome {
    var handed: Draft?
    if case .handBack = ending { handed = handOver() }
    // What was begun since the last complete turn is given up.
    if isTurnComplete { checkpoint(conversation) }
    var ending = ending
    if let draft {
      switch ending {
      // An answer with a doubtful quote is worth more than the failure of its correction.
      case .failed, .partial:
        if conversation.withdrawNotes(after: draft.entries) { checkpoint(conversation) }
        ending = deliver(draft.answer)
      case .finalAnswer, .handBack: break
      }
    }
    var outcome = AgentOutcome(ending: ending)
    outcome.executed = executed
    outcome.turns = turns
    outcome.notes = denied.isEmpty ? notes : notes + [LoopSentence.denied(denied)]
    outcome.resultBytes = resultBytes
    (outcome.draft, outcome.quotes) = (handed?.answer.text, handed?.quotes)
    if case .finalAnswer(let text) = ending { outcome.quotes = conversation.check(quotesOf: text) }
    let dropped = conversation.results.dropped
    if outcome.quotes?.notFound.isEmpty == false, !dropped.isEmpty {
      outcome.notes.append(LoopSentence.notLookedUp(dropped))
    }
    return outcome
  }

  /// Leaves to the next run what this one has begun; a draft where the orchestrator is to see it with the calls.
  private mutating func handOver() -> Draft? {
    // Before the human's word the orchestrator sees nothing, so whoever goes on tells all of it.
    conversation.report = conversation.isAsking ? report : nil
    conversation.draft = conversation.isAsking ? draft : nil
    // One that was shown is not lost, and what the model says after the calls may contradict it.
    guard let draft, !conversation.isAsking else { return nil }
    notes.append(LoopSentence.draftIsShown(draft.quotes.notFound.count))
    if draft.answer.wasCut { notes.append(LoopSentence.answerWasCut) }
    return draft
  }
}

/// A failure in the words of whoever reads it.
struct AgentFailure: Error, Sendable, Hashable {
  let sentence: String
  /// The same call may well succeed a little later.
  let isWorthRetrying: Bool

  init(_ error: ChatModelError) {
    sentence = error.description
    isWorthRetrying = error.isWorthRetrying
  }
}
