import JSON
import Synchronization
import ToolCalling

/// Seals and opens `requestState`, by which a modern client brings a human's answers back.
///
/// The state passes through the client, so it is authenticated (HMAC-SHA256 under a key of this process), good for one
/// use, and bound to the tool, its arguments and the exact questions. Its answers hold for a short time; after that it
/// grants nothing and only says which call goes on, which can then be handed back.
final class RequestStates: Sendable {
  /// How long a human may think.
  static let lifetime = Duration.seconds(120)
  /// How long afterwards the call can still go on, unanswered: as long as a conversation without use is kept.
  static let afterlife = Duration.seconds(30 * 60)

  /// The call that asked, and that must be repeated unchanged.
  struct Call: Sendable {
    var tool: String
    var arguments: JSONObject

    /// SHA-256 over the name and the arguments, whose members may come back in another order.
    var digest: String {
      let call: JSONValue = [.string(tool), JSONValue.object(arguments).sorted]
      return SHA256.digest(of: call.jsonBytes).hex
    }
  }

  /// What a repeated call brings.
  struct Grant: Sendable {
    var conversation: String
    /// By the digest of the question.
    var answers: [String: ConsentAnswer]
    /// What makes the state good for one use, and how long it has to be remembered.
    fileprivate var nonce: String
    fileprivate var end: Int
  }

  private let key: [UInt8]
  private let watch: Stopwatch
  /// The states that were used, until nothing could go on with them.
  private let used = Mutex<[String: Int]>([:])

  /// A key from the system's random numbers unless a test brings its own.
  init(clock: any Clock<Duration>, key: [UInt8] = RandomBytes.make(32)) {
    self.key = key
    watch = Stopwatch(clock)
  }

  /// The name of the question at `index` in `inputRequests` and `inputResponses`.
  static func key(_ index: Int) -> String { "q\(index + 1)" }

  func seal(_ questions: [ConsentQuestion], for call: Call) -> String {
    let payload: JSONObject = [
      "nonce": .string(RandomBytes.make(16).hex),
      "expires": .number(JSONNumber(seconds + Int(Self.lifetime.components.seconds))),
      "call": .string(call.digest),
      "conversation": .string(questions.first?.conversation ?? ""),
      "questions": .array(questions.map { .string($0.digest) }),
    ]
    let bytes = payload.jsonBytes
    return "\(bytes.hex).\(HMAC.sha256(bytes, key: key).hex)"
  }

  /// The answers that the params of a tools/call bring; nil where they bring none. Everything doubtful is an error.
  /// Answers that come too late count as none.
  ///
  /// They are not used up: see `redeem`.
  func open(_ params: JSONObject, for call: Call) throws(RPCError) -> Grant? {
    let given = ["requestState", "inputResponses"].compactMap { params[$0] }
    if given.allSatisfy({ $0 == .null }) { return nil }
    guard let state = params["requestState"]?.string, let responses = params["inputResponses"]?.object else {
      throw .invalidParams("a repeated call needs both \"requestState\" (a string) and \"inputResponses\" (an object).")
    }
    let payload = try verified(state)
    guard payload["call"]?.string == call.digest else {
      throw .invalidParams("this requestState was made for another tool or other arguments. Repeat the call unchanged.")
    }
    let (now, expires) = (seconds, payload["expires"]?.int ?? 0)
    let end = expires + Int(Self.afterlife.components.seconds)
    guard now <= end else {
      throw .invalidParams(
        "the question has expired. Continue with its conversation_id, or call again without requestState.")
    }
    var answers = try answers(responses, payload)
    // A late word grants nothing; that it was a no is still worth knowing.
    if now > expires { answers = answers.mapValues { $0 == .declined ? $0 : ConsentForm.silence(of: Self.lifetime) } }
    return Grant(
      conversation: payload["conversation"]?.string ?? "", answers: answers, nonce: payload["nonce"]?.string ?? "",
      end: end)
  }

  /// Uses the answers up; an error where another call has done so.
  func redeem(_ grant: Grant) throws(RPCError) {
    let now = seconds
    let isFirst = used.withLock { used in
      used = used.filter { $0.value >= now }
      return used.updateValue(grant.end, forKey: grant.nonce) == nil
    }
    guard isFirst else {
      throw .invalidParams("this requestState was used before; an answer holds for one call. Call again without it.")
    }
  }

  private var seconds: Int { Int(watch.elapsed().components.seconds) }

  private func verified(_ state: String) throws(RPCError) -> JSONObject {
    let parts = state.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let bytes = [UInt8](hex: parts[0]), let seal = [UInt8](hex: parts[1]),
      HMAC.sha256(bytes, key: key).isEqualInConstantTime(to: seal),
      let payload = try? JSONValue(parsing: bytes).object
    else {
      throw .invalidParams("this requestState was not made by this server process. Call again without it.")
    }
    return payload
  }

  private func answers(
    _ responses: JSONObject, _ payload: JSONObject
  ) throws(RPCError) -> [String: ConsentAnswer] {
    var answers: [String: ConsentAnswer] = [:]
    for (index, digest) in (payload["questions"]?.array ?? []).enumerated() {
      guard let digest = digest.string, let response = responses[Self.key(index)]?.object,
        let action = response["action"]?.string, ["accept", "decline", "cancel"].contains(action)
      else {
        throw .invalidParams(
          "inputResponses.\(Self.key(index)) must be an object with \"action\": accept, decline or cancel.")
      }
      answers[digest] = ConsentForm.answer(response)
    }
    return answers
  }
}

extension JSONValue {
  /// The same value with the members of every object in the order of their keys.
  fileprivate var sorted: JSONValue {
    switch self {
    case .object(let object):
      .object(JSONObject(object.members.map { ($0.key, $0.value.sorted) }.sorted { $0.0 < $1.0 }))
    case .array(let elements): .array(elements.map(\.sorted))
    default: self
    }
  }
}
