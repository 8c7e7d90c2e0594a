import ToolCalling

extension AgentRun {
  /// Asks for one reply to the history: within the window, once more where that can help.
  mutating func ask() async throws(CancellationError) -> Result<ChatReply, AgentFailure> {
    let description: ModelDescription
    let (step, steps, onEvent) = (step, options.maximumIterations, onEvent)
    do {
      description = try await loop.model.description { event in
        onEvent(AgentEvent(step: step, steps: steps, kind: event.kind))
      }
    } catch {
      return try failure(error)
    }
    conversation.window = description.window
    if server != description {
      server = description
      reasoning = loop.configuration.reasoning(for: description)
      opensReasoning = description.chatTemplate.map { ReplyFrame(template: $0).reasoning } == .opened
    }
    conversation.settle(loop.configuration.mode(for: description))
    var budget = ContextBudget(
      window: description.window, learned: conversation.budget.known(of: options.model ?? description.model),
      configuration: loop.configuration)
    var triesLeft = 2
    while true {
      triesLeft -= 1
      let request: ChatRequest
      let estimate: Int
      switch await fittingRequest(within: &budget) {
      case .failure(let failure): return .failure(failure)
      case .success(let fitting): (request, estimate) = (fitting.request, fitting.estimate)
      }
      do {
        let reply = try await send(request)
        if case .interrupted(let how) = reply.finish {
          guard triesLeft > 0 else { return .failure(AgentFailure(.interrupted(how))) }
          emit(.note("the answer broke off (\(how)), asking again"))
          continue
        }
        if !noticeSilentCut(of: estimate, usage: reply.usage, server: description.server, budget: &budget) {
          budget.observe(reported: reply.usage.prompt, estimated: estimate)
        }
        conversation.budget = budget.learned
        return .success(reply)
      } catch .contextOverflow(let tokens, let window) where triesLeft > 0 {
        budget.learn(fromOverflow: tokens, window: window, estimated: estimate)
        guard shrink(counted: tokens, budget: &budget) else {
          return .failure(AgentFailure(.contextOverflow(tokens: tokens, window: window)))
        }
      } catch .rejected(_, let message) where request.grammar != nil && message.contains("grammar") {
        // No schema of a caller's may be the end of a conversation that would work without the grammar.
        reasoning = nil
        triesLeft += 1
        emit(.note("the server refuses the grammar (\(message)), asking without one"))
      } catch .rejected(_, let message) where request.responseSchema != nil {
        isRepairing = false
        triesLeft += 1
        emit(.note("the server refuses the schema (\(message)), asking without one"))
      } catch .interrupted(let how) where triesLeft > 0 {
        emit(.note("the answer broke off (\(how)), asking again"))
      } catch {
        return try failure(error)
      }
    }
  }

  private func failure(_ error: ChatModelError) throws(CancellationError) -> Result<ChatReply, AgentFailure> {
    if Task.isCancelled { throw CancellationError() }
    return .failure(AgentFailure(error))
  }

  /// Streams one reply and keeps its figures.
  private mutating func send(_ request: ChatRequest) async throws(ChatModelError) -> ChatReply {
    emit(.asking)
    let start = loop.stopwatch.now()
    let (step, steps, onEvent) = (step, options.maximumIterations, onEvent)
    let reply = try await loop.model.reply(to: request) { event in
      onEvent(AgentEvent(step: step, steps: steps, kind: event.kind))
    }
    let milliseconds = (loop.stopwatch.now() - start).milliseconds
    turns.append(AgentOutcome.Turn(usage: reply.usage, milliseconds: milliseconds))
    conversation.usage = conversation.usage + reply.usage
    conversation.requests += 1
    loop.trace(
      "agent",
      "\(conversation.id) step \(step): prompt \(reply.usage.prompt) tokens, \(reply.usage.cached) from the cache, "
        + "\(reply.usage.generated) generated, \(milliseconds) ms")
    return reply
  }

  private mutating func request(maxTokens: Int?) -> ChatRequest {
    transcript.update(to: conversation.messages)
    var request = ChatRequest(
      prompt: transcript.messages, model: options.model, temperature: options.temperature, maxTokens: maxTokens,
      tools: conversation.mode == .native ? conversation.offered : [], conversation: conversation.id)
    guard conversation.mode == .text else { return request }
    // Where the model has to answer, no call is left to choose.
    let isLast = mustAnswer || step > 1 && step == options.maximumIterations
    let tools = isLast ? [] : conversation.offered
    if isRepairing {
      request.responseSchema = ReplySchema.schema(for: tools)
    } else if let reasoning {
      request.grammar = ToolGrammar(reasoning: reasoning).text(for: tools)
    }
    return request
  }

  /// A request, and about how many tokens its messages are before any correction.
  private typealias Estimated = (request: ChatRequest, estimate: Int)

  /// The request for the history as it is, or after old results have shrunk to let it fit.
  private mutating func fittingRequest(within budget: inout ContextBudget) async -> Result<Estimated, AgentFailure> {
    var request = request(maxTokens: nil)
    var estimate = transcript.tokens
    var tokens = budget.cautious(estimate)
    // The exact count costs a round trip: it is asked for before the first request, which nothing was learnt from yet,
    // and where the estimate could be wrong about fitting.
    if conversation.requests == 0 || tokens > budget.promptLimit / 2 {
      tokens = await loop.model.countTokens(of: request) ?? tokens
    }
    var triesLeft = 3
    while tokens > budget.promptLimit {
      triesLeft -= 1
      guard triesLeft >= 0, shrink(counted: tokens, budget: &budget) else {
        return .failure(AgentFailure(.contextOverflow(tokens: tokens, window: budget.window)))
      }
      request = self.request(maxTokens: nil)
      estimate = transcript.tokens
      tokens = await loop.model.countTokens(of: request) ?? budget.cautious(estimate)
    }
    request.maxTokens = budget.replyTokens(after: tokens)
    return .success((request, estimate))
  }

  /// Makes the history fit again, in one big step: the oldest results shrink to their handles, then the last results
  /// are shown in less, then the oldest steps go, and as a last resort the last results shrink to their handles too.
  /// False where it stays too big. `counted` is the server's count.
  private mutating func shrink(counted: Int?, budget: inout ContextBudget) -> Bool {
    budget.learned.hasShrunk = true
    let before = max(budget.tokens(in: conversation.messages), 1)
    let ratio = Double(counted ?? before) / Double(before)
    let counter = budget
    func size() -> Int { Int((Double(counter.tokens(in: conversation.messages)) * ratio).rounded(.up)) }
    var shrunk: Set<Int> = []
    while size() > budget.shrinkGoal, let number = conversation.shrinkOldest() { shrunk.insert(number) }
    let enough = budget.promptLimit * 7 / 8
    var limit = budget.resultBytes(among: 1)
    var tightened: Set<Int> = []
    while size() > enough, limit >= 400 {
      tightened.formUnion(conversation.tightenLast(to: limit))
      limit /= 2
    }
    var dropped: [Set<Int>] = []
    if size() > enough {
      while size() > budget.shrinkGoal, let numbers = conversation.dropOldestStep() { dropped.append(numbers) }
      while size() > enough, let number = conversation.shrinkOldest(includingLast: true) { tightened.insert(number) }
    }
    watch.forget(dropped.reduce(shrunk.union(tightened)) { $0.union($1) })
    if !shrunk.isEmpty {
      emit(.note("the history nears the window: \(Count.of(shrunk.count, "old result")) shortened"))
    }
    let isToBeSaid = !dropped.isEmpty || !tightened.isEmpty && conversation.hasUnseenResults
    if isToBeSaid, !notes.contains(LoopSentence.outgrewWindow) { notes.append(LoopSentence.outgrewWindow) }
    loop.trace(
      "agent",
      "\(conversation.id): \(Count.of(shrunk.count, "result")) shortened, \(Count.of(dropped.count, "step")) left out, "
        + "\(before) tokens became about \(size())")
    return size() <= budget.promptLimit
  }

  /// Some servers drop the beginning of a prompt that is too long and say nothing; their own count gives it away. True
  /// where it does.
  private mutating func noticeSilentCut(
    of estimate: Int, usage: TokenUsage, server: ModelDescription.Server, budget: inout ContextBudget
  ) -> Bool {
    guard server != .llamaCpp, server != .vllm, usage.prompt > 0 else { return false }
    guard let sent = budget.cutSize(reported: usage.prompt, estimated: estimate) else { return false }
    // A server that reports only what its cache did not have looks alike. A window that could hardly hold the beginning
    // of the conversation is no window, and believing it would end the conversation for good.
    let window = usage.prompt + usage.generated
    let beginning = transcript.messages.first.map { budget.cautious($0.tokens) } ?? 0
    if window >= max(1024, 2 * beginning) { budget.learned.window = window }
    let sentence = LoopSentence.silentCut(reported: usage.prompt, sent: sent)
    if !notes.contains(sentence) { notes.append(sentence) }
    return true
  }
}

extension ChatEvent {
  /// The event as those who watch a run see it.
  var kind: AgentEvent.Kind {
    switch self {
    case .loading(let seconds): .loading(seconds: seconds)
    case .prompt(let processed, let total, _): .reading(processed: processed, total: total)
    case .generating(let pieces): .generating(pieces: pieces)
    }
  }
}
