import ToolCalling

/// One step of a conversation's history; entries are only ever added, except that old results shrink.
enum ConversationEntry: Sendable, Hashable {
  /// A task or a follow-up question.
  case task(String)
  /// A sentence of ours to the model.
  case note(String)
  /// Steps of the model that were left out because the history had outgrown the window.
  case leftOut(steps: Int)
  /// The model's own text, byte for byte, with its calls in native mode.
  case assistant(String, calls: [ToolCall])
  /// The results of all calls of one reply, in the order of the calls.
  case results([ShownResult])

  var byteCount: Int {
    switch self {
    case .task(let text), .note(let text): text.utf8.count
    case .leftOut: 0
    case .assistant(let text, let calls): text.utf8.count + calls.count * 64
    case .results(let shown): shown.reduce(0) { $0 + $1.text.utf8.count }
    }
  }
}

extension ConversationEntry {
  var isResults: Bool { if case .results = self { true } else { false } }
  var isAssistant: Bool { if case .assistant = self { true } else { false } }
  var isNote: Bool { if case .note = self { true } else { false } }
  var isTask: Bool { if case .task = self { true } else { false } }
  /// The results that it shows; none where it is something else.
  var shownResults: [ShownResult] { if case .results(let shown) = self { shown } else { [] } }
}

/// A tool result as the model sees it.
struct ShownResult: Sendable, Hashable {
  let number: Int
  /// The heading and what is shown of the output.
  var text: String
  /// The id of the call in native mode.
  let callID: String?
  /// Only the handle is left.
  var isShrunk = false
}

/// A call of the last reply and what has come of it so far.
struct OpenCall: Sendable, Hashable {
  enum State: Sendable, Hashable {
    /// Nobody has looked at it yet.
    case waiting
    /// The orchestrator has it; the reason says why it did not run here.
    case handedBack(reason: String?)
    /// The human is being asked.
    case asked
    case done(ShownResult)
  }

  /// The number that its result has or will have.
  let number: Int
  let call: ToolCall
  var state: State = .waiting

  /// The name by which the orchestrator answers it.
  var id: String { "call_\(number)" }

  var isDone: Bool { if case .done = state { true } else { false } }
  var isHandedBack: Bool { if case .handedBack = state { true } else { false } }
}
