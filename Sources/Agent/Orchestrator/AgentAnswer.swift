import JSON
import ToolCalling

/// The result of `agent_chat` on the wire: one compact object, as text and as `structuredContent` alike.
///
/// The names of the fields never change; new facts are new fields. Figures that no model reads are in `_meta`.
struct AgentAnswer {
  let conversation: Conversation
  let outcome: AgentOutcome
  let description: ModelDescription?
  /// The model that the call named; nil where it took the server's.
  let model: String?
  let configuration: AgentConfiguration

  var result: ToolResult {
    let object = fittingJSON
    return ToolResult(text: object.jsonText, isError: isError, structured: object, meta: meta(answer: object))
  }

  /// The answer to a call that could not begin.
  static func failure(_ sentence: String, conversation: String?) -> ToolResult {
    var object: JSONObject = ["type": "error"]
    if let conversation { object["conversation_id"] = .string(conversation) }
    object["content"] = .string(sentence)
    return ToolResult(text: object.jsonText, isError: true, structured: object)
  }

  private var isError: Bool { if case .failed = outcome.ending { true } else { false } }

  /// The whole object within the limit: its escapes and other fields take room too. What has to be exact, the
  /// arguments of a call that is handed back, is never cut.
  private var fittingJSON: JSONObject {
    var object = json(contentCharacters: configuration.answerCharacters)
    var room = configuration.answerCharacters
    while room > 1000 {
      let size = object.jsonText.count
      if size <= configuration.answerCharacters { break }
      room = max(min(room, content.count) - (size - configuration.answerCharacters) - 200, 1000)
      object = json(contentCharacters: room)
    }
    return object
  }

  private func json(contentCharacters: Int) -> JSONObject {
    var object: JSONObject = ["type": .string(type), "conversation_id": .string(conversation.id)]
    object["content"] = .string(AnswerText.cut(content, to: contentCharacters))
    if case .failed(_, isWorthRetrying: true) = outcome.ending { object["retry"] = true }
    if case .handBack(let calls, _) = outcome.ending, let first = calls.first {
      object["tool_call"] = Self.json(of: first)
      if calls.count > 1 { object["tool_calls"] = .array(calls.map(Self.json)) }
    }
    let shown = outcome.executed.suffix(configuration.shownTools)
    object["tools_executed"] = .array(executed(shown))
    if shown.count < outcome.executed.count {
      object["tools_executed_total"] = .number(JSONNumber(outcome.executed.count))
    }
    object["tokens_used"] = Self.json(of: outcome.usage)
    if let quotes = outcome.quotes { object["quotes"] = .object(Self.json(of: quotes)) }
    if !outcome.notes.isEmpty { object["notes"] = .array(outcome.notes.map(JSONValue.string)) }
    return object
  }

  /// The runs, with what is to be known of their results: of the newest first, because all of it could displace the answer.
  private func executed(_ shown: ArraySlice<ExecutedTool>) -> [JSONValue] {
    var room = 4_000
    let entries = shown.reversed().map { run in
      var run = run
      run.notes = run.shownNotes.filter { note in
        room -= note.utf8.count
        return room > 0
      }
      return run.json(argumentLimit: configuration.shownArguments)
    }
    return entries.reversed()
  }

  private static func json(of quotes: QuoteCheck) -> JSONObject {
    let shown = quotes.notFound.prefix(20)
    var object: JSONObject = [
      "verified": .number(JSONNumber(quotes.verified)),
      "not_found": .array(shown.map { .string(LineText.visible($0, limit: 200)) }),
    ]
    if shown.count < quotes.notFound.count {
      object["not_found_total"] = .number(JSONNumber(quotes.notFound.count))
    }
    return object
  }

  private var type: String {
    switch outcome.ending {
    case .finalAnswer: "final_answer"
    case .handBack: "tool_call"
    case .partial: "max_iterations"
    case .failed: "error"
    }
  }

  private var content: String {
    switch outcome.ending {
    case .finalAnswer(let text), .partial(let text), .failed(let text, _): text
    case .handBack(_, let preamble): [outcome.draft ?? "", preamble].filter { !$0.isEmpty }.joined(separator: "\n\n")
    }
  }

  private static func json(of handed: AgentOutcome.HandBack) -> JSONValue {
    var object: JSONObject = [
      "name": .string(handed.call.name), "arguments": .object(handed.call.arguments),
      "call_id": .string(handed.callID),
    ]
    if let reason = handed.reason { object["reason"] = .string(reason) }
    return .object(object)
  }

  static func json(of usage: TokenUsage) -> JSONValue {
    [
      "prompt": .number(JSONNumber(usage.prompt)), "cached": .number(JSONNumber(usage.cached)),
      "generated": .number(JSONNumber(usage.generated)),
    ]
  }
}

extension AgentAnswer {
  /// The ledger: what stayed here minus what the orchestrator reads. Below zero the call was a loss.
  private func meta(answer: JSONObject) -> JSONObject {
    let kept = outcome.resultBytes - answer.jsonBytes.count
    var figures: JSONObject = [
      "model_ms": .number(JSONNumber(outcome.turns.reduce(0) { $0 + $1.milliseconds })),
      "turns": .array(
        outcome.turns.map { turn in
          guard case .object(var object) = Self.json(of: turn.usage) else { return .null }
          object["ms"] = .number(JSONNumber(turn.milliseconds))
          return .object(object)
        }),
      "tool_output_bytes": .number(JSONNumber(outcome.resultBytes)),
      "kept_out_of_context_bytes": .number(JSONNumber(kept)),
    ]
    if kept < 0 { figures["note"] = "The answer was larger than what was read: asking the tools directly costs less." }
    if let description {
      figures["server"] = .string(description.server.rawValue)
      if let model = model ?? description.model { figures["model"] = .string(model) }
      // The window is that of the model which the server described.
      if let window = description.window, model == nil || model == description.model {
        figures["window"] = .number(JSONNumber(window))
      }
      if let slots = description.slots { figures["slots"] = .number(JSONNumber(slots)) }
    }
    return ["deputy/statistics": .object(figures)]
  }
}

/// Cuts an answer to what the client passes on whole.
enum AnswerText {
  /// At most `limit` characters, cut on a line border where there is one, with a line that says so.
  static func cut(_ text: String, to limit: Int) -> String {
    // A text has at least as many bytes as characters, so that the common case costs no count.
    guard text.utf8.count > limit, text.count > limit else { return text }
    let head = text.prefix(limit)
    let border = head.lastIndex(of: "\n").flatMap { $0 > head.startIndex ? $0 : nil } ?? head.endIndex
    let left = text[border...].count
    return head[..<border]
      + "\n[… the answer was cut here: \(Count.grouped(left)) of \(Count.grouped(text.count)) characters left out. "
      + "Ask a follow-up question for the rest …]"
  }
}
