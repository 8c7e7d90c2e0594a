package import JSON
package import ToolCalling

/// `agent_chat`: hands a task to the local model, which works on it with tools, and brings back only the answer.
package struct AgentChatTool: Tool {
  private let loop: AgentLoop
  private let store: ConversationStore
  private let queue: SlotQueue

  package init(loop: AgentLoop, store: ConversationStore) {
    self.loop = loop
    self.store = store
    queue = SlotQueue(limit: loop.configuration.slots ?? loop.configuration.assumedSlots)
  }

  package var definition: ToolDefinition { AgentChatDefinition.definition }

  package var isReadOnly: Bool { loop.configuration.isReadOnly }

  package func call(
    _ arguments: JSONObject, in context: ToolContext
  ) async throws(CancellationError) -> ToolResult {
    let request: AgentChatArguments
    do {
      request = try AgentChatArguments(arguments, configuration: loop.configuration)
    } catch {
      return AgentAnswer.failure(error.sentence, conversation: arguments["conversation_id"]?.string)
    }
    let progress = ProgressFilter(loop.stopwatch, report: context.report)
    progress.pass(AgentEvent(step: 0, steps: request.options.maximumIterations, kind: .asking))
    return try await answer(to: request, in: context, progress).get()
  }

  /// Works on the request while the conversation is marked as running, whatever happens.
  private func answer(
    to request: AgentChatArguments, in context: ToolContext, _ progress: ProgressFilter
  ) async -> Result<ToolResult, CancellationError> {
    let conversation: Conversation
    do throws(ConversationError) {
      conversation = try await take(request, resumed: context.resumedConversation)
    } catch {
      return .success(AgentAnswer.failure(error.description, conversation: request.conversationID))
    }
    let result = await withTaskCancellationHandler { () async -> Result<ToolResult, CancellationError> in
      do throws(CancellationError) {
        return .success(try await run(request, conversation, in: context, progress))
      } catch {
        return .failure(error)
      }
    } onCancel: {
      store.willRelease(conversation.id)
    }
    var wasCancelled = false
    if case .failure = result { wasCancelled = true }
    store.release(conversation.id, dropsEmpty: wasCancelled && request.conversationID == nil)
    return result
  }

  private func take(_ request: AgentChatArguments, resumed: String?) async throws(ConversationError) -> Conversation {
    if let id = resumed ?? request.conversationID { return try await store.take(id) }
    return store.start { id in
      loop.conversation(id: id, callerTools: request.tools ?? [], context: request.context)
    }
  }

  private func run(
    _ request: AgentChatArguments, _ conversation: Conversation, in context: ToolContext, _ progress: ProgressFilter
  ) async throws(CancellationError) -> ToolResult {
    var conversation = conversation
    let continuation = Continuation(request, loop: loop)
    if let id = context.resumedConversation {
      guard conversation.isAsking else {
        return AgentAnswer.failure("conversation \"\(id)\" no longer waits for the human's word.", conversation: id)
      }
    } else {
      do throws(ArgumentError) {
        try continuation.apply(to: &conversation)
      } catch {
        return AgentAnswer.failure(error.sentence, conversation: conversation.id)
      }
    }
    let steps = request.options.maximumIterations
    let description: ModelDescription
    do {
      description = try await loop.model.description { event in
        progress.pass(AgentEvent(step: 0, steps: steps, kind: event.kind))
      }
    } catch {
      if Task.isCancelled { throw CancellationError() }
      return answer(
        conversation, AgentOutcome(ending: .failed(error.description, isWorthRetrying: error.isWorthRetrying)), nil)
    }
    queue.setLimit(loop.configuration.slots(of: description))
    let lease = SlotLease(of: queue) { place in
      progress.pass(AgentEvent(step: 0, steps: steps, kind: .queued(place: place)))
    }
    try await lease.take()
    defer { lease.giveBack() }
    var inside = context
    inside.conversation = conversation.id
    inside.consent = LeasedConsent(consent: context.consent, lease: lease)
    var outcome = try await loop.asking(LeasedModel(model: loop.model, lease: lease)).run(
      conversation, options: request.options, in: inside, onEvent: progress.pass, checkpoint: store.keep)
    outcome.notes = continuation.unused(by: conversation) + outcome.notes
    return answer(conversation, outcome, description, model: request.options.model)
  }

  private func answer(
    _ conversation: Conversation, _ outcome: AgentOutcome, _ description: ModelDescription?, model: String? = nil
  ) -> ToolResult {
    AgentAnswer(
      conversation: conversation, outcome: outcome, description: description, model: model,
      configuration: loop.configuration
    ).result
  }
}
