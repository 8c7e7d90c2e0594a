import Agent
import JSON
import Platform

/// An answer that is not the reply: what it means, and whether the same request is worth sending again.
struct ServerRefusal: Error {
  /// What may help, once.
  enum Remedy: Hashable {
    case none
    case again
    case waitForLoading
    case waitFor(Duration)
  }

  var error: ChatModelError
  var remedy: Remedy
}

extension ServerRefusal {
  /// What a failed exchange means. `isBegun`: a piece of the reply had already arrived.
  init(_ failure: HTTPFailure, _ configuration: ModelServerConfiguration, isBegun: Bool = false) {
    let (url, mask) = (configuration.address.url, configuration.mask)
    switch failure {
    case .cancelled: self.init(error: .cancelled, remedy: .none)
    case .timedOut(.whole, _):
      self.init(error: Self.timeout(.whole, configuration.deadlines.whole, isBegun), remedy: .none)
    case .timedOut(.connecting, let limit):
      self.init(
        error: .unreachable(url: url, reason: "no connection within \(Self.seconds(limit)) s"), remedy: .none)
    case .timedOut(let stage, let limit): self.init(error: Self.timeout(stage, limit, isBegun), remedy: .none)
    case .unreachable(SocketError.unknownHost(let host)): self.init(error: .unknownHost(host), remedy: .none)
    case .unreachable(let error):
      self.init(error: .unreachable(url: url, reason: mask.masked("\(error)")), remedy: .none)
    case .unusable(let reason, let advice):
      self.init(error: .unusable(url: url, reason: mask.masked(reason), advice: advice), remedy: .none)
    case .closed(let how): self.init(error: .interrupted("the connection was closed \(how)"), remedy: .again)
    case .malformed(let what): self.init(error: .badResponse(mask.masked(what)), remedy: .none)
    }
  }

  private static func timeout(_ stage: HTTPFailure.Stage, _ limit: Duration, _ isBegun: Bool) -> ChatModelError {
    // A header that came and a first token that did not: what counts for the limit is whether the model has begun.
    let isSilence = stage == .waiting || stage == .receiving
    let stage = isSilence ? (isBegun ? .receiving : .waiting) : stage
    return .timedOut(stage: stage.rawValue, seconds: seconds(limit))
  }

  /// Whole seconds, rounded up.
  private static func seconds(_ limit: Duration) -> Int { Int((limit / .seconds(1)).rounded(.up)) }

  /// True where it tells only of one question, which a server may fail over because it does not know its path.
  var isOfOneQuestion: Bool {
    switch error {
    case .interrupted, .badResponse: true
    case .timedOut(let stage, _): stage != HTTPFailure.Stage.whole.rawValue
    default: false
    }
  }

  /// Reads a response whose status is not 200. `url` is what was asked for.
  init(head: HTTPHead, body: [UInt8], url: String, mask: KeyMask) {
    let status = head.status
    let error = (try? JSONValue(parsing: String(decoding: body, as: UTF8.self)))?["error"]
    let message = Self.message(error, body, mask)
    switch status {
    case 300...399: self.init(error: .redirect(to: Self.shown(head["location"] ?? "somewhere", mask)), remedy: .none)
    case 401, 403: self.init(error: .unauthorized(status: status, message: message), remedy: .none)
    case 404 where error?["type"]?.string != "invalid_request_error" && !message.lowercased().contains("model"):
      self.init(error: .notFound(url: url, message: message), remedy: .none)
    case 429: self.init(tooManyRequests: head, message: message)
    case 503 where Self.isLoading(error): self.init(error: .loading(seconds: 0), remedy: .waitForLoading)
    default: self.init(status: status, error: error, message: message)
    }
  }

  /// Reads an `error` object, of a response or of an event in mid-stream.
  init(status: Int, error: JSONValue?, message: String) {
    if let overflow = Self.overflow(error, message) {
      self.init(error: overflow, remedy: .none)
    } else if status >= 500 {
      self.init(error: .failed(status: status, message: message), remedy: status == 500 ? .again : .none)
    } else {
      self.init(error: .rejected(status: status, message: message), remedy: .none)
    }
  }

  /// Reads the `error` member of an event in mid-stream.
  init(event error: JSONValue, mask: KeyMask) {
    self.init(status: error["code"]?.int ?? 500, error: error, message: Self.message(error, [], mask))
  }

  private init(tooManyRequests head: HTTPHead, message: String) {
    let seconds = head["retry-after"].flatMap { Int($0) }
    let after = seconds.map { " It asks to wait \($0) s." } ?? ""
    let error = ChatModelError.failed(status: 429, message: message + after)
    let isShort = seconds.map { (0...10).contains($0) } ?? false
    self.init(error: error, remedy: isShort ? .waitFor(.seconds(seconds ?? 0)) : .none)
  }

  private static func isLoading(_ error: JSONValue?) -> Bool {
    error?["type"]?.string == "unavailable_error" || error?["message"]?.string == "Loading model"
  }

  /// The sentence of an error: `error` may be an object with a message, or the message itself.
  static func message(_ error: JSONValue?, _ body: [UInt8], _ mask: KeyMask) -> String {
    if let text = error?["message"]?.string ?? error?.string { return sentence(shown(text, mask)) }
    return body.isEmpty ? "no explanation." : sentence(kind(of: body, mask))
  }

  /// What a body that was to be JSON is instead, as a part of a sentence.
  static func kind(of body: [UInt8], _ mask: KeyMask) -> String {
    let text = String(decoding: body.prefix(2000), as: UTF8.self).trimmed
    if text.isEmpty { return "an empty answer" }
    if text.hasPrefix("<") { return "an HTML page instead of JSON" }
    return shown(text, mask)
  }

  private static func sentence(_ text: String) -> String {
    guard let last = text.last, !".!?…".contains(last) else { return text }
    return text + "."
  }

  /// At most 300 characters on one line, without the key: a piece of it would be left where it is cut first.
  static func shown(_ text: String, _ mask: KeyMask) -> String {
    let line = mask.masked(text).trimmed.map { $0.isNewline ? " " : $0 }
    return line.count > 300 ? String(line.prefix(300)) + "…" : String(line)
  }

  /// Recognises a prompt that does not fit: llama.cpp names its type, vLLM and OpenAI say it in words.
  private static func overflow(_ error: JSONValue?, _ message: String) -> ChatModelError? {
    if error?["type"]?.string == "exceed_context_size_error" {
      return .contextOverflow(tokens: error?["n_prompt_tokens"]?.tokenCount, window: error?["n_ctx"]?.tokenWindow)
    }
    let lower = message.lowercased()
    guard let range = lower.firstRange(of: "maximum context length is ") else {
      let isOverflow = error?["code"]?.string == "context_length_exceeded" || lower.contains("context size")
      return isOverflow ? .contextOverflow(tokens: nil, window: nil) : nil
    }
    // "… maximum context length is 4096 tokens. However, you requested 5019 tokens (…)", in several wordings.
    let rest = lower[range.upperBound...]
    let numbers = rest.split(maxSplits: 64) { !$0.isASCII || !$0.isNumber }.map { Int($0) }
    return .contextOverflow(
      tokens: TokenCount.checked(numbers.dropFirst().first ?? nil), window: TokenCount.window(numbers.first ?? nil))
  }
}
