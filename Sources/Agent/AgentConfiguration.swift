package import ToolCalling

/// Every limit of the agent by name; the defaults are those of docs/DESIGN.md, "Limits".
package struct AgentConfiguration: Sendable, Hashable {
  /// How the tools reach the model.
  package enum Mode: String, Sendable {
    /// Native where the server says that its template has a place for tools, else text.
    case auto
    /// The few-shot text protocol: works with every instruction model.
    case text
    /// The server's own chat template and its `tools`.
    case native
  }

  package var mode: Mode = .text
  /// The built-in tools change nothing, so `agent_chat` may say so.
  package var isReadOnly = true
  /// Lets the server sample nothing but one valid call or plain text; nil decides by the server (`reasoning(for:)`).
  package var usesGrammar: Bool?

  package var temperature = 0.3
  package var maximumIterations = 10
  /// The most iterations that a call may ask for.
  package var iterationLimit = 100
  /// The most tokens of one reply.
  package var replyTokens = 4096
  /// Tokens of the window where the server does not say.
  package var assumedWindow = 8192
  /// Conversations that run at once; nil takes the server's slots, and `assumedSlots` where it does not say.
  package var slots: Int?
  package var assumedSlots = 4

  /// The part of the window that one reply's tool results may take.
  package var resultShare = 0.25
  /// The same in a conversation that has outgrown its window once: smaller, so that it lasts longer until the next time.
  package var laterResultShare = 0.08
  /// The part of the usable window that is left filled when old results shrink.
  package var shrinkTarget = 0.25
  /// Bytes of one tool result that are stored.
  package var resultBytes = 8 << 20
  /// Bytes of all results that one conversation stores; the oldest go first.
  package var resultsBytes = 64 << 20
  /// Calls that one reply may hold; more are answered with an error.
  package var callsPerReply = 16

  /// Malformed or invalid calls in a row after which the loop ends.
  package var malformedInARow = 3
  /// Calls in a row that bring nothing new after which the model must answer.
  package var repeatsInARow = 2

  /// A quoted line that stands in no result goes back to the model once.
  package var correctsQuotes = true

  /// Characters of an answer to the orchestrator, as JSON.
  package var answerCharacters = 45_000
  /// Characters of the arguments of one call in `tools_executed`.
  package var shownArguments = 200
  /// Tool runs that one answer lists.
  package var shownTools = 60

  package var conversationIdle: Duration = .seconds(30 * 60)
  package var conversationCount = 10_000
  package var conversationBytes = 256 << 20
  /// How long a call waits for the end of a cancelled one on its conversation; a child that ignores SIGTERM takes 2 s.
  package var endingWait: Duration = .seconds(5)
  package var sweepInterval: Duration = .seconds(60)

  package init() {}

  /// How the tools reach the model of this server, in a conversation that begins now.
  package func mode(for description: ModelDescription) -> Mode {
    guard mode == .auto else { return mode }
    return description.supportsTools ? .native : .text
  }

  /// The reasoning that the grammar of the text protocol allows on this server; nil where no grammar is sent.
  ///
  /// By itself only llama.cpp gets one, and only where the template was seen and its model's replies fit. vLLM takes the
  /// same text, but was never run with it, so it gets one only where `usesGrammar` says so.
  package func reasoning(for description: ModelDescription) -> ToolGrammar.Reasoning? {
    let frame = description.chatTemplate.map { ReplyFrame(template: $0) }
    switch usesGrammar {
    case false: return nil
    case true:
      return description.server == .llamaCpp || description.server == .vllm ? frame?.reasoning ?? .optional : nil
    case nil: return description.server == .llamaCpp ? frame?.reasoning : nil
    }
  }

  /// How many conversations may run at once on a server that describes itself so.
  ///
  /// llama.cpp and vLLM serve several unless told otherwise; Ollama and LM Studio would load or swap for a second one.
  func slots(of description: ModelDescription) -> Int {
    if let known = slots ?? description.slots { return known }
    return description.server == .llamaCpp || description.server == .vllm ? assumedSlots : 1
  }
}
