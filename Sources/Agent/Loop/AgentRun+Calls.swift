import JSON
import ToolCalling

extension AgentRun {
  /// What is to become of one open call.
  private enum Plan {
    case run(any Tool)
    /// Runs after the human's word.
    case ask(any Tool, reason: String)
    case handBack(reason: String?)
    case refuse(any Tool, String)
  }

  /// Brings the open calls forward: runs what may run, in order; an ending where somebody else has to act first.
  mutating func settleCalls(preamble: String) async throws(CancellationError) -> AgentOutcome.Ending? {
    let waiting = conversation.open.indices.filter { conversation.open[$0].state == .waiting }
    let plans = waiting.map { ($0, plan(for: conversation.open[$0])) }
    let readers = plans.compactMap { index, plan in
      if case .run(let tool) = plan, tool.isReadOnly { (index, tool) } else { nil }
    }
    // What stands behind a call that somebody else has yet to run may depend on it.
    let isFirst = conversation.open.allSatisfy { $0.isDone || $0.state == .waiting }
    if isFirst, readers.count > 1, readers.count == plans.count {
      try await runSideBySide(readers)
    }
    while let index = conversation.open.firstIndex(where: { !$0.isDone }) {
      try await settle(index)
      if !conversation.open[index].isDone { return handBack(from: index, preamble: preamble) }
    }
    conversation.closeCalls()
    return nil
  }

  private mutating func settle(_ index: Int) async throws(CancellationError) {
    if conversation.open[index].isHandedBack { return }
    switch plan(for: conversation.open[index]) {
    case .run(let tool): try await runOne(index, tool)
    case .refuse(let tool, let sentence): refuse(index, tool, sentence)
    case .handBack(let reason): handBack(index, reason: reason)
    case .ask(let tool, let reason): try await askHuman(index, tool, reason: reason)
    }
  }

  private func plan(for open: OpenCall) -> Plan {
    let call = open.call
    if conversation.callerTools.contains(call.name) { return .handBack(reason: doubt(about: call)) }
    // Stored results are only here, so nobody else could run it.
    if call.name == ReadOutput.name { return .run(ReadOutput(results: conversation.results)) }
    guard let tool = loop.tools[call.name] else { return .handBack(reason: nil) }
    guard options.autoExecute else { return .handBack(reason: nil) }
    let verdict = tool.verdict(on: call.arguments)
    if case .deny(let reason) = verdict { return .refuse(tool, reason) }
    if let doubt = doubt(about: call) { return .handBack(reason: doubt) }
    if case .ask(let reason) = verdict {
      return tool.asksHuman(about: call.arguments) ? .ask(tool, reason: reason) : .handBack(reason: reason)
    }
    return .run(tool)
  }

  /// Tells the model why a call does not run; one that is made again counts as going in circles.
  private mutating func refuse(_ index: Int, _ tool: any Tool, _ sentence: String) {
    let open = conversation.open[index]
    tool.didNotRun(open.call.arguments, .deny(reason: sentence), because: "denied", in: toolContext(for: open.call))
    let refusal = conversation.results.stored(.failure(sentence), of: open.call, number: open.number)
    _ = watch.examine(refusal)
    denied.append((CallLabel.text(of: open.call), sentence))
    conversation.close(index, with: sentence)
  }

  /// Says from which result the model may have copied the call; nil for a call of its own.
  private func doubt(about call: ToolCall) -> String? {
    let sources = conversation.sources
    return Provenance(parser).quotedSource(of: call, in: sources.map(\.text)).map { index in
      "The same call stands in tool result \(sources[index].number), so it may be something that the model has read "
        + "and not its own decision."
    }
  }

  /// Leaves a call to the orchestrator; the tool that could have run it hears of it, for its record.
  private mutating func handBack(_ index: Int, reason: String?) {
    let call = conversation.open[index].call
    conversation.open[index].state = .handedBack(reason: reason)
    if let tool = loop.tools[call.name], let reason {
      tool.didNotRun(call.arguments, tool.verdict(on: call.arguments), because: reason, in: toolContext(for: call))
    }
  }

  private mutating func askHuman(
    _ index: Int, _ tool: any Tool, reason: String
  ) async throws(CancellationError) {
    let call = conversation.open[index].call
    let command = call.arguments["command"]?.string ?? call.arguments.jsonText
    let question = ConsentQuestion(
      conversation: conversation.id, tool: call.name, host: Self.hosts(of: call),
      command: LineText.visible(command, limit: .max), reason: reason)
    emit(.note("\(CallLabel.text(of: call)) waits for the human's word"))
    let answer = await context.consent.answer(to: question)
    if Task.isCancelled { throw CancellationError() }
    switch answer {
    case .approved: try await runOne(index, tool)
    case .declined: handBack(index, reason: "\(reason) The human did not approve it.")
    case .unavailable(let why): handBack(index, reason: "\(reason) Not asked: \(why).")
    case .pending: conversation.open[index].state = .asked
    }
  }

  /// The hosts that a call names, for the human; nil for this machine.
  private static func hosts(of call: ToolCall) -> String? {
    let more = call.arguments["hosts"]?.array?.compactMap(\.string) ?? []
    let names = [call.arguments["host"]?.string].compactMap(\.self) + more
    return names.isEmpty ? nil : names.joined(separator: ", ")
  }

  /// The calls that the orchestrator gets: the one at `index`, and those after it that are its own tools' anyway.
  private mutating func handBack(from index: Int, preamble: String) -> AgentOutcome.Ending {
    var handed: [AgentOutcome.HandBack] = []
    for place in conversation.open.indices[index...] {
      let open = conversation.open[place]
      if open.isDone { continue }
      switch open.state {
      case .waiting where conversation.callerTools.contains(open.call.name):
        let reason = doubt(about: open.call)
        conversation.open[place].state = .handedBack(reason: reason)
        handed.append(.init(callID: open.id, call: open.call, reason: reason))
      case .handedBack(let reason): handed.append(.init(callID: open.id, call: open.call, reason: reason))
      case .asked:
        handed.append(.init(callID: open.id, call: open.call, reason: "It waits for the human's answer."))
      default: return .handBack(handed, preamble: preamble)
      }
    }
    return .handBack(handed, preamble: preamble)
  }
}

extension AgentRun {
  private mutating func runOne(_ index: Int, _ tool: any Tool) async throws(CancellationError) {
    let run = ToolRun(tool: tool, call: conversation.open[index].call)
    let (result, milliseconds) = try await run.result(in: toolContext(for: run.call), loop.stopwatch, emit: emitter)
    record(result, at: index, milliseconds: milliseconds)
  }

  private mutating func runSideBySide(_ readers: [(Int, any Tool)]) async throws(CancellationError) {
    let runs = readers.map { index, tool in (index, ToolRun(tool: tool, call: conversation.open[index].call)) }
    let (stopwatch, emit) = (loop.stopwatch, emitter)
    let contexts = runs.map { toolContext(for: $0.1.call) }
    let done = await withTaskGroup(of: (Int, ToolResult, Int)?.self) { group in
      for ((index, run), context) in zip(runs, contexts) {
        group.addTask {
          guard let (result, milliseconds) = try? await run.result(in: context, stopwatch, emit: emit) else {
            return nil
          }
          return (index, result, milliseconds)
        }
      }
      return await group.reduce(into: [Int: (ToolResult, Int)]()) { all, one in
        if let one { all[one.0] = (one.1, one.2) }
      }
    }
    guard !Task.isCancelled, done.count == runs.count else { throw CancellationError() }
    for (index, _) in runs {
      guard let (result, milliseconds) = done[index] else { continue }
      record(result, at: index, milliseconds: milliseconds)
    }
  }

  private func toolContext(for call: ToolCall) -> ToolContext {
    let emit = emitter
    return ToolContext(
      conversation: conversation.id, report: { emit(.toolProgress(call, $0.message)) }, consent: context.consent)
  }

  private var emitter: @Sendable (AgentEvent.Kind) -> Void {
    let (step, steps, onEvent) = (step, options.maximumIterations, onEvent)
    return { onEvent(AgentEvent(step: step, steps: steps, kind: $0)) }
  }

  /// Stores what a call brought, shows it to the model and tells whoever watches.
  private mutating func record(_ result: ToolResult, at index: Int, milliseconds: Int) {
    let open = conversation.open[index]
    let stored = conversation.results.stored(result, of: open.call, number: open.number)
    let body = shown(stored)
    let isPage = stored.isPage
    // A page stands in the result that it is of; what a pattern picked out of it stands together only here.
    conversation.results.keep(isPage ? stored.holding(only: body) : stored)
    conversation.close(index, showing: ResultMessage.text(of: stored, shown: body))
    conversation.toolRuns += 1
    if stored.tool != ReadOutput.name { resultBytes += result.text.utf8.count }
    executed.append(ExecutedTool(stored, milliseconds: milliseconds))
    emit(.toolFinished(open.call, ExecutedTool(stored, milliseconds: milliseconds)))
  }

  /// What the model is shown of a result; a sentence where it brings nothing new.
  private mutating func shown(_ stored: StoredResult) -> String {
    if case .nothingNew(let sentence) = watch.examine(stored) { return sentence }
    let view = loop.view(of: stored, in: conversation, among: conversation.open.count)
    if !view.isPartial, stored.tool == ReadOutput.name || loop.tools[stored.tool]?.isReadOnly == true {
      watch.noteShown(stored)
    }
    return view.text
  }
}
