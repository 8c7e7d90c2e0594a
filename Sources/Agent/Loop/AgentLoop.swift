package import ToolCalling

/// The loop of model and tools: ask, read the reply, run its calls, until there is an answer or a reason to stop.
///
/// It knows its model, tools and clock only by protocol and does no input or output of its own.
package struct AgentLoop: Sendable {
  package private(set) var model: any ChatModel
  /// The built-in tools, `read_output` aside, which every conversation has.
  let tools: Toolbox
  let configuration: AgentConfiguration
  let stopwatch: Stopwatch
  /// What code can say of a big result without a model, in about so many characters; put between its head and its tail.
  let digest: @Sendable (_ text: String, _ limit: Int) -> String?
  let trace: Trace
  /// The system message of every conversation without tools and context of its own, shared by all of them.
  private let plainSystem: SystemPrompt

  package init(
    model: any ChatModel, tools: Toolbox, configuration: AgentConfiguration = AgentConfiguration(),
    clock: some Clock<Duration>, digest: @escaping @Sendable (String, Int) -> String? = { _, _ in nil },
    trace: Trace = .off
  ) {
    plainSystem =
      configuration.mode == .native
      ? .native(context: nil) : SystemPrompt(tools: Self.offered(tools), context: nil)
    self.model = model
    self.tools = tools
    self.configuration = configuration
    stopwatch = Stopwatch(clock)
    self.digest = digest
    self.trace = trace
  }

  /// The same loop with another way to its model.
  func asking(_ model: any ChatModel) -> AgentLoop {
    var copy = self
    copy.model = model
    return copy
  }

  /// What the model may be offered: the built-in tools in their order, then `read_output`.
  package var definitions: [ToolDefinition] { Self.offered(tools) }

  private static func offered(_ tools: Toolbox) -> [ToolDefinition] {
    tools.definitions.filter { $0.name != ReadOutput.name } + [ReadOutput.definition]
  }

  /// An empty conversation with the given tools of the caller.
  package func conversation(
    id: String, callerTools: [ToolDefinition] = [], context: String? = nil
  ) -> Conversation {
    let isPlain = callerTools.isEmpty && (context ?? "").isEmpty
    return Conversation(
      id: id, tools: definitions, callerTools: callerTools, context: context,
      system: isPlain ? plainSystem : nil, configuration: configuration)
  }

  /// Works on `conversation` until an answer, a hand-back or the last iteration.
  ///
  /// `checkpoint` gets the conversation after every complete turn; whatever happens later, that state is consistent
  /// and can be continued. The conversation must have something to answer (`Conversation.ask`, or open calls).
  package func run(
    _ conversation: Conversation, options: AgentOptions, in context: ToolContext,
    onEvent: @escaping @Sendable (AgentEvent) -> Void = { _ in },
    checkpoint: @escaping @Sendable (Conversation) -> Void = { _ in }
  ) async throws(CancellationError) -> AgentOutcome {
    var run = AgentRun(
      loop: self, conversation: conversation, options: options, context: context, onEvent: onEvent,
      checkpoint: checkpoint)
    return try await run.outcome()
  }

  /// Runs one task in a conversation of its own, as `deputy run` does in a terminal.
  package func run(
    task: String, background: String? = nil, options: AgentOptions, in context: ToolContext,
    onEvent: @escaping @Sendable (AgentEvent) -> Void
  ) async throws(CancellationError) -> AgentOutcome {
    var conversation = conversation(id: context.conversation ?? "run", context: background)
    conversation.ask(task)
    return try await run(conversation, options: options, in: context, onEvent: onEvent)
  }

  /// What the model is shown of a result; `count` results of one reply share their part of the window.
  func view(of stored: StoredResult, in conversation: Conversation, among count: Int) -> ResultView {
    let budget = ContextBudget(
      window: conversation.window, learned: conversation.budget, configuration: configuration)
    let limit = budget.resultBytes(among: count)
    // A digest has fewer lines the less room it has; half of the view stays for the lines themselves. That of a page
    // would count from the page's first line, beside a gap that counts in the whole result, which had one of its own.
    let isDigested = stored.byteCount > limit && !stored.isPage
    let digest = isDigested ? digest(stored.text, min(2_000, limit * 2 / 5)) : nil
    return ResultView(of: stored, limit: limit, digest: digest)
  }
}
