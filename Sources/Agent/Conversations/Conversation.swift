import JSON
import ToolCalling

/// All that is known of one conversation with the model: its history, its stored results and what it waits for.
///
/// A value: the loop works on a copy and hands it back at the end of each complete turn, so that a call which is
/// cancelled or fails leaves nothing half done.
package struct Conversation: Sendable {
  package let id: String
  /// `auto` until the first request is made, then what was decided.
  private(set) var mode: AgentConfiguration.Mode
  private(set) var system: SystemPrompt
  /// The background that the system message ends with.
  let context: String?
  /// Every tool that the model was told of, in the order of the prompt.
  let offered: [ToolDefinition]
  /// The names of those that the orchestrator runs.
  let callerTools: Set<String>
  /// Bytes of their definitions, which may hold long schemas.
  private let toolBytes: Int

  var entries: [ConversationEntry] = []
  package internal(set) var results: StoredResults
  /// The calls of the last reply while one of them has no result.
  var open: [OpenCall] = []
  /// What was done before the question, while the human is asked about one of the open calls.
  var report: CallReport?
  /// The answer whose correction led to the open calls, while the human is asked about one of them.
  var draft: Draft?
  private(set) var nextNumber = 1
  /// Tokens of all requests so far.
  package internal(set) var usage = TokenUsage()
  package internal(set) var requests = 0
  package internal(set) var toolRuns = 0
  /// Tokens of the model's window, as its server last said.
  package internal(set) var window: Int?
  /// What the last request taught about the size of this conversation's tokens.
  var budget: ContextBudget.Learned = .init()

  /// `system` is the system message where it is there already; it must be that of these tools and this context.
  init(
    id: String, tools: [ToolDefinition], callerTools: [ToolDefinition], context: String?,
    system: SystemPrompt?, configuration: AgentConfiguration
  ) {
    let callers = Set(callerTools.map(\.name))
    self.id = id
    self.callerTools = callers
    self.context = context
    mode = configuration.mode
    offered = tools.filter { !callers.contains($0.name) } + callerTools
    self.system =
      system ?? (mode == .native ? .native(context: context) : SystemPrompt(tools: offered, context: context))
    results = StoredResults(eachLimit: configuration.resultBytes, totalLimit: configuration.resultsBytes)
    toolBytes = callerTools.reduce(0) { $0 + $1.functionJSON.jsonBytes.count }
  }

  /// Bytes of everything that it holds.
  package var byteCount: Int {
    let begun = (report?.byteCount ?? 0) + (draft?.byteCount ?? 0)
    return system.text.utf8.count + toolBytes + results.byteCount + begun + entries.reduce(0) { $0 + $1.byteCount }
  }

  package var messageCount: Int { entries.count }
  package var isEmpty: Bool { entries.isEmpty }
  /// The orchestrator or its human has to answer something before the model can go on.
  package var isWaiting: Bool { !open.isEmpty }
  /// The human has to answer a question about one of the open calls.
  var isAsking: Bool { open.contains { $0.state == .asked } }
  /// The model has not yet spoken to what was said last.
  var isUnfinished: Bool {
    switch entries.last {
    case .task, .note, .results, .leftOut: true
    case .assistant: !open.isEmpty
    case nil: false
    }
  }
}

extension Conversation {
  /// The last order to the model since the last task is to answer without tools.
  var isToldToAnswer: Bool {
    for entry in entries.reversed() {
      switch entry {
      case .task: return false
      case .note(LoopSentence.moreSteps): return false
      case .note(LoopSentence.lastStep), .note(LoopSentence.goesInCircles): return true
      default: continue
      }
    }
    return false
  }

  /// Looks the quotes of an answer up in all results, and in what the model was shown of them.
  func check(quotesOf answer: String) -> QuoteCheck? {
    let shown = entries.flatMap(\.shownResults).filter { results[$0.number]?.isError == false }
    return QuoteCheck(of: answer, in: results, shown: shown.map(\.text))
  }

  /// The texts that a call may have been copied from, each with the number of its result.
  ///
  /// A result stands for all that `read_output` brought of it. Once it is no longer kept, those parts count themselves,
  /// and so does what the model was shown.
  var sources: [(number: Int, text: String)] {
    let stored = results.all.filter { !$0.isError && !results.isPartOfKept($0) }
    let dropped = Set(stored.lazy.filter(\.isDropped).map(\.number))
    let shown = entries.flatMap(\.shownResults).filter { dropped.contains($0.number) }
    return stored.map { ($0.number, $0.text) } + shown.map { ($0.number, $0.text) }
  }

  /// Decides how the tools reach the model where that was left open; a conversation keeps the mode that it began with.
  mutating func settle(_ decided: AgentConfiguration.Mode) {
    guard mode == .auto else { return }
    mode = decided
    if decided == .native { system = .native(context: context) }
  }

  /// Adds a task or a follow-up question.
  package mutating func ask(_ task: String) { entries.append(.task(task)) }

  /// Adds a sentence of ours.
  mutating func tell(_ sentence: String) { entries.append(.note(sentence)) }

  /// Takes back sentences of ours that nobody has answered; false where something else stands behind the first `count`
  /// entries.
  mutating func withdrawNotes(after count: Int) -> Bool {
    guard count < entries.count, entries[count...].allSatisfy(\.isNote) else { return false }
    entries.removeSubrange(count...)
    return true
  }

  /// Adds the model's answer, which asks for nothing.
  mutating func append(reply text: String) { entries.append(.assistant(text, calls: [])) }

  /// Adds the model's reply and opens its calls; `areBesideText` says that they do not stand in the text.
  mutating func append(reply text: String, calls: [ToolCall], areBesideText: Bool) {
    open = calls.map { call in
      defer { nextNumber += 1 }
      return OpenCall(number: nextNumber, call: call)
    }
    let named = open.map { open in
      var call = open.call
      call.id = call.id ?? open.id
      return call
    }
    entries.append(.assistant(text, calls: mode == .native && areBesideText ? named : []))
  }

  /// Adds a reply that could not be read, and the sentence that says why.
  mutating func append(malformed text: String, tool: String?, sentence: String) {
    entries.append(.assistant(text, calls: []))
    let message = ResultMessage.failure(number: nextNumber, tool: tool, sentence: sentence)
    entries.append(.results([ShownResult(number: nextNumber, text: message, callID: nil)]))
    nextNumber += 1
  }

  /// Closes a call that did not run, with the sentence that says why.
  mutating func close(_ place: Int, with sentence: String) {
    let (number, tool) = (open[place].number, open[place].call.name)
    close(place, showing: ResultMessage.failure(number: number, tool: tool, sentence: sentence))
  }

  /// Closes a call with what the model is shown of its result.
  mutating func close(_ place: Int, showing text: String) {
    let call = open[place]
    let callID = mode == .native ? call.call.id ?? call.id : nil
    open[place].state = .done(ShownResult(number: call.number, text: text, callID: callID))
  }

  /// Moves the results of the open calls into the history and forgets the draft beside them; all must be done.
  mutating func closeCalls() {
    let shown = open.compactMap { call in if case .done(let result) = call.state { result } else { nil } }
    precondition(shown.count == open.count, "a call without a result cannot be closed")
    (open, draft) = ([], nil)
    if !shown.isEmpty { entries.append(.results(shown)) }
  }
}

extension Conversation {
  /// The request's messages. What two user entries in a row say becomes one message, because some chat templates
  /// refuse two; as text is only added at the end, the prompt's beginning stays the same bytes.
  var messages: [ChatMessage] {
    var list = [ChatMessage(.system, system.text)]
    for entry in entries {
      switch entry {
      case .task(let text), .note(let text): Self.add(text, to: &list)
      case .leftOut(let steps): Self.add(LoopSentence.stepsLeftOut(steps), to: &list)
      case .assistant(let text, let calls): list.append(ChatMessage(.assistant, text, toolCalls: calls))
      case .results(let shown):
        for result in shown {
          if let id = result.callID {
            list.append(ChatMessage(.tool, result.text, toolCallID: id))
          } else {
            Self.add(result.text, to: &list)
          }
        }
      }
    }
    return list
  }

  private static func add(_ text: String, to list: inout [ChatMessage]) {
    if list[list.count - 1].role == .user {
      list[list.count - 1].content += "\n\n" + text
    } else {
      list.append(ChatMessage(.user, text))
    }
  }
}
