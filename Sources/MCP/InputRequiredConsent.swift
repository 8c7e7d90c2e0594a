import JSON
import Synchronization
import ToolCalling

/// Asks the human with the answer to the call, as revision 2026-07-28 has it: the client calls again with what was
/// said. Each answer that came along holds for one question.
final class InputRequiredConsent: Consent {
  /// The most questions in one answer.
  private static let limit = 8

  private struct State {
    /// What the human said, by the digest of the question.
    var answers: [String: ConsentAnswer]
    var open: [ConsentQuestion] = []
  }

  private let state: Mutex<State>

  init(answers: [String: ConsentAnswer] = [:]) { state = Mutex(State(answers: answers)) }

  func answer(to question: ConsentQuestion) async -> ConsentAnswer {
    let digest = question.digest
    return state.withLock { state in
      if let answer = state.answers.removeValue(forKey: digest) { return answer }
      if state.open.count >= Self.limit {
        return .unavailable("\(Self.limit) questions are open already")
      }
      state.open.append(question)
      return .pending
    }
  }

  /// The questions that wait for the human, in the order in which they were asked.
  var openQuestions: [ConsentQuestion] { state.withLock { $0.open } }
}

extension ConsentQuestion {
  /// SHA-256 over every field, so that an answer holds for exactly this question.
  var digest: String {
    let fields: JSONValue = [
      .string(conversation), .string(tool), host.map { .string($0) } ?? .null, .string(command), .string(reason),
    ]
    return SHA256.digest(of: fields.jsonBytes).hex
  }
}
