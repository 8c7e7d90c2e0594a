import ToolCalling

extension AgentRun {
  /// Works on one reply; an ending where the loop is over.
  mutating func take(_ reply: ChatReply) async throws(CancellationError) -> AgentOutcome.Ending? {
    let wasCut = reply.finish == .length
    let repaired = isRepairing && !wasCut ? ReplySchema.answer(in: reply.text) : nil
    isRepairing = false
    var reply = reply
    let outcome: ParseOutcome
    if let repaired {
      // The history keeps the plain answer, so that the model does not take the schema's form for a habit.
      reply.text = repaired
      outcome = .finalAnswer(repaired)
    } else if reply.toolCalls.isEmpty || wasCut {
      outcome = parser.parse(whole(reply), wasCut: wasCut)
    } else {
      outcome = .toolCalls(reply.toolCalls, preamble: reply.text)
    }
    loop.trace("agent", "\(conversation.id) step \(step): \(outcome.summary)")
    watch.beginReply()
    switch outcome {
    case _ where wasCut && reply.wasCalling:
      return take(malformed: LoopSentence.cutCall, tool: nil, of: reply)
    case .finalAnswer(let text) where text.allSatisfy(\.isWhitespace):
      return takeEmpty(reply)
    case .finalAnswer(let text): return take(answer: text, of: reply)
    case .malformed(let sentence, let tool): return take(malformed: sentence, tool: tool, of: reply)
    case .toolCalls where wasCut:
      // Half a command is another command, so a cut reply runs nothing, complete as its calls may look.
      return take(malformed: LoopSentence.cutCall, tool: nil, of: reply)
    case .toolCalls(let calls, let preamble):
      return try await take(calls, preamble: preamble ?? "", of: reply)
    }
  }

  /// The reply with the `<think>` that the template wrote, without which a quotation mark in the reasoning could hide
  /// its end from the parser, and reasoning that was cut would be taken for the answer.
  private func whole(_ reply: ChatReply) -> String {
    guard opensReasoning, !reply.text.hasPrefix("<think>") else { return reply.text }
    // A server that takes the reasoning out itself has left none in the text.
    let endsWithin = reply.finish == .length && reply.reasoning.isEmpty
    return endsWithin || reply.text.contains("</think>") ? "<think>" + reply.text : reply.text
  }

  private mutating func takeEmpty(_ reply: ChatReply) -> AgentOutcome.Ending? {
    emptyReplies += 1
    let limit = loop.configuration.replyTokens
    let wasReasoning = reply.finish == .length || !reply.reasoning.isEmpty || !reply.text.isEmpty
    guard draft == nil, emptyReplies < 2 else {
      let generated = reply.finish == .length ? limit : 0
      return .failed(known(LoopSentence.emptyAnswer(reasoningTokens: generated, limit: limit)))
    }
    // The empty reply is not kept: some chat templates refuse an empty message.
    conversation.tell(wasReasoning ? LoopSentence.noAnswerAfterReasoning : LoopSentence.empty)
    emit(.note("the model gave no answer, asking once more"))
    return nil
  }

  private mutating func take(answer text: String, of reply: ChatReply) -> AgentOutcome.Ending? {
    (malformed, emptyReplies) = (0, 0)
    isTurnComplete = true
    conversation.append(reply: reply.text)
    let answer = ModelAnswer(text: text, wasCut: reply.finish == .length)
    if answer.isAnnouncement, !hasNudged, !mustAnswer, step < options.maximumIterations {
      hasNudged = true
      conversation.tell(LoopSentence.announced)
      emit(.note("the model announced a step without taking it, asking once more"))
      return nil
    }
    return settleQuotes(of: answer)
  }

  /// An answer goes to the orchestrator, with what is to be known of it.
  mutating func deliver(_ answer: ModelAnswer) -> AgentOutcome.Ending {
    if answer.isAnnouncement { notes.append(LoopSentence.onlyAnnounced) }
    if answer.wasCut { notes.append(LoopSentence.answerWasCut) }
    return .finalAnswer(answer.text)
  }

  /// A quote that stands nowhere goes back to the model once; then the answer with fewer such quotes counts.
  private mutating func settleQuotes(of answer: ModelAnswer) -> AgentOutcome.Ending? {
    let quotes = conversation.check(quotesOf: answer.text)
    if let draft { return deliver(draft.isWorse(than: answer, with: quotes) ? answer : draft.answer) }
    // What was dropped to make room cannot be looked up, so nothing is held against the model then.
    guard loop.configuration.correctsQuotes, let quotes, !quotes.notFound.isEmpty, !mustAnswer,
      step < options.maximumIterations, !conversation.results.all.contains(where: \.isDropped)
    else { return deliver(answer) }
    draft = Draft(answer: answer, quotes: quotes, entries: conversation.entries.count)
    conversation.tell(LoopSentence.quotesNotFound(quotes.notFound))
    emit(.note("\(Count.of(quotes.notFound.count, "quoted line")) not found in any result, asking once more"))
    return nil
  }

  private mutating func take(malformed sentence: String, tool: String?, of reply: ChatReply) -> AgentOutcome.Ending? {
    malformed += 1
    emptyReplies = 0
    isRepairing = mayRepair && reply.finish != .length
    isTurnComplete = true
    conversation.append(malformed: reply.text, tool: tool, sentence: sentence)
    emit(.note("the model sent a broken tool call: \(sentence)"))
    if malformed >= loop.configuration.malformedInARow {
      return .failed(known(LoopSentence.malformed(malformed, sentence)))
    }
    return nil
  }

  private mutating func take(
    _ calls: [ToolCall], preamble: String, of reply: ChatReply
  ) async throws(CancellationError) -> AgentOutcome.Ending? {
    emptyReplies = 0
    isTurnComplete = true
    lastWords = preamble
    // Calls that were read from the text stand in it; sent as `tool_calls` too, a template would show them twice.
    conversation.append(reply: reply.text, calls: calls, areBesideText: !reply.toolCalls.isEmpty)
    if mustAnswer {
      for index in conversation.open.indices { conversation.close(index, with: LoopSentence.notRunAtEnd) }
      conversation.closeCalls()
      return .partial(known(LoopSentence.circles))
    }
    let invalid = invalidCalls()
    for (index, sentence) in invalid { conversation.close(index, with: sentence) }
    malformed = invalid.count == calls.count ? malformed + 1 : 0
    isRepairing = mayRepair
    if malformed >= loop.configuration.malformedInARow, let sentence = invalid.last?.1 {
      conversation.closeCalls()
      return .failed(known(LoopSentence.malformed(malformed, sentence)))
    }
    let ending = try await settleCalls(preamble: preamble)
    if ending == nil, watch.isExhausted {
      mustAnswer = true
      conversation.tell(LoopSentence.goesInCircles)
      emit(.note("the model goes in circles, asking for an answer"))
    }
    return ending
  }

  /// A broken call gets one repair in a row, on servers that cannot be kept from it by a grammar.
  private var mayRepair: Bool {
    malformed == 1 && conversation.mode == .text && server?.server.takesOnlySchema == true
  }

  /// The calls that cannot run as they are, by place, each with the sentence for the model.
  private func invalidCalls() -> [(Int, String)] {
    conversation.open.enumerated().compactMap { index, open in
      if index >= loop.configuration.callsPerReply {
        return (index, LoopSentence.tooManyCalls(loop.configuration.callsPerReply))
      }
      guard let definition = conversation.offered.first(where: { $0.name == open.call.name }) else {
        return (index, LoopSentence.unknownTool(open.call.name, offered: conversation.offered.map(\.name)))
      }
      return ArgumentValidator().problem(in: open.call.arguments, of: definition).map { (index, $0) }
    }
  }

  /// What this run has found out, after the sentence that says why it ended.
  func known(_ sentence: String) -> String {
    let results = executed.compactMap { conversation.results[$0.result] }
    return KnownSoFar(sentence: sentence, lastWords: lastWords, results: results, kept: conversation.results).text
  }
}

extension ParseOutcome {
  fileprivate var summary: String {
    switch self {
    case .toolCalls(let calls, _): "calls " + calls.map(CallLabel.text).joined(separator: "; ")
    case .finalAnswer(let text): "answer of \(text.count) characters"
    case .malformed(let sentence, _): "malformed: \(sentence)"
    }
  }
}
