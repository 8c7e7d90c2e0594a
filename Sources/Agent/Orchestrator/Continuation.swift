import ToolCalling

/// Adds what a call of `agent_chat` says to its conversation: results of the caller's tools, then the task.
struct Continuation {
  private let request: AgentChatArguments
  private let loop: AgentLoop

  init(_ request: AgentChatArguments, loop: AgentLoop) {
    self.request = request
    self.loop = loop
  }

  /// Throws, and says what would be right, where the request does not fit what the conversation waits for.
  func apply(to conversation: inout Conversation) throws(ArgumentError) {
    try checkTools(of: conversation)
    for answer in request.answers { try apply(answer, to: &conversation) }
    if let task = request.task {
      abandonCalls(of: &conversation)
      conversation.ask(spoken(task, in: conversation))
    } else if request.answers.isEmpty, !conversation.isWaiting, !conversation.isUnfinished {
      throw ArgumentError(
        "task is needed: conversation_id \"\(conversation.id)\" waits for a question. "
          + "Example: {\"conversation_id\": \"\(conversation.id)\", \"task\": \"And on db1?\"}")
    }
  }

  /// What the request brings and the conversation cannot take up any more, each as a sentence for the orchestrator.
  func unused(by conversation: Conversation) -> [String] {
    var sentences: [String] = []
    let known = conversation.offered.filter { conversation.callerTools.contains($0.name) }
    if let tools = request.tools, Set(tools) != Set(known) {
      sentences.append(
        "The definitions of tools are those with which the conversation began; the ones given now differ and were not "
          + "used.")
    }
    if let context = request.context, context != conversation.context, request.task == nil {
      sentences.append("context was not used: in a conversation that has begun it is given together with a task.")
    }
    return sentences
  }

  /// The system message cannot change without losing the model server's cache, so the tools stay those of the start.
  private func checkTools(of conversation: Conversation) throws(ArgumentError) {
    guard let tools = request.tools, Set(tools.map(\.name)) != conversation.callerTools else { return }
    let names = conversation.callerTools.sorted().joined(separator: ", ")
    throw ArgumentError(
      "tools can be given only when a conversation starts; this one has \(names.isEmpty ? "none" : names). "
        + "Leave tools out, or leave conversation_id out to start a new conversation.")
  }

  private func apply(
    _ answer: AgentChatArguments.Answer, to conversation: inout Conversation
  ) throws(ArgumentError) {
    let place = conversation.open.firstIndex { open in
      if open.isDone || open.state == .waiting { return false }
      if let id = answer.callID { return open.id == id }
      return answer.toolName.map { $0 == open.call.name } ?? true
    }
    guard let place else { throw mismatch(answer, conversation) }
    let open = conversation.open[place]
    let result = ToolResult(text: LineText.cleaned(answer.result), exitCode: answer.exitCode)
    let stored = conversation.results.stored(result, of: open.call, number: open.number)
    conversation.results.keep(stored)
    let view = loop.view(of: stored, in: conversation, among: max(request.answers.count, 1))
    conversation.close(place, showing: ResultMessage.text(of: stored, shown: view.text))
  }

  private func mismatch(_ answer: AgentChatArguments.Answer, _ conversation: Conversation) -> ArgumentError {
    let wanted = conversation.open.filter { !$0.isDone && $0.state != .waiting }
    guard let first = wanted.first else {
      if conversation.isUnfinished {
        return ArgumentError(
          "conversation_id \"\(conversation.id)\" has all its results, and the model has not spoken to them yet. "
            + "Call it with {\"conversation_id\": \"\(conversation.id)\"} alone to let it go on.")
      }
      return ArgumentError(
        "conversation_id \"\(conversation.id)\" waits for no tool_result. "
          + "Example: {\"conversation_id\": \"\(conversation.id)\", \"task\": \"And on db1?\"}")
    }
    let given = LineText.visible(answer.callID ?? answer.toolName ?? "", limit: 60)
    let list = wanted.map { "\($0.call.name) (\($0.id))" }.joined(separator: ", ")
    return ArgumentError(
      "tool_result is for \"\(given)\", but the conversation waits for \(list). Example: {\"conversation_id\": "
        + "\"\(conversation.id)\", \"tool_result\": {\"tool_name\": \"\(first.call.name)\", \"result\": \"…\"}}")
  }

  /// A new task ends what the model waited for.
  private func abandonCalls(of conversation: inout Conversation) {
    guard conversation.isWaiting else { return }
    for place in conversation.open.indices where !conversation.open[place].isDone {
      conversation.close(place, with: LoopSentence.notRunAnyMore)
    }
    conversation.closeCalls()
  }

  /// The task; new background, which can no longer go into the system message, is put before it.
  private func spoken(_ task: String, in conversation: Conversation) -> String {
    guard let context = request.context, context != conversation.context else { return task }
    return "Context: \(context)\n\n\(task)"
  }
}
