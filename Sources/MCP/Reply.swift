import JSON
import Synchronization

/// The place where the one answer to a request goes.
struct Reply: Sendable {
  let id: RequestID
  /// Takes the whole response message, or nil where there will be none.
  let deliver: @Sendable (JSONObject?) -> Void

  func succeed(_ result: JSONObject) {
    deliver(["jsonrpc": "2.0", "id": id.json, "result": .object(result)])
  }

  func fail(_ error: RPCError) { deliver(Self.failure(error, id: id)) }

  /// The request was cancelled: it gets no answer.
  func abandon() { deliver(nil) }

  /// An error response; a null id is for messages whose id cannot be made out.
  static func failure(_ error: RPCError, id: RequestID?) -> JSONObject {
    ["jsonrpc": "2.0", "id": id?.json ?? .null, "error": .object(error.json)]
  }
}

/// The answers to one JSON-RPC batch, sent together in the order of the requests when the last is known.
final class BatchReply: Sendable {
  private struct State {
    var answers: [JSONObject?]
    var open: Int
  }

  private let state: Mutex<State>
  private let send: @Sendable (JSONValue) -> Void

  /// `count` answers are awaited.
  init(count: Int, send: @escaping @Sendable (JSONValue) -> Void) {
    state = Mutex(State(answers: Array(repeating: nil, count: count), open: count))
    self.send = send
  }

  /// Settles the answer at `index`; nil where there is none.
  func settle(_ index: Int, _ answer: JSONObject?) {
    let complete: [JSONValue]? = state.withLock { state in
      state.answers[index] = answer
      state.open -= 1
      return state.open == 0 ? state.answers.compactMap { $0.map { .object($0) } } : nil
    }
    if let complete, !complete.isEmpty { send(.array(complete)) }
  }
}
