package import Agent
import JSON
package import Platform
import Synchronization
package import ToolCalling

/// A model behind an OpenAI-compatible HTTP server: llama.cpp, Ollama, vLLM, LM Studio or another.
///
/// Replies are always streamed. What a server is, it is asked once, and again after it was unreachable, ended a connection
/// that was kept for the next call, or proved to be another. Each call is its own connection or a kept-alive one; cancelling ends it at once.
package final class ModelServer: ChatModel {
  private let configuration: ModelServerConfiguration
  private let client: HTTPClient
  private let clock: any Clock<Duration>
  private let trace: Trace
  private let counter: TokenCounter
  private let known = Mutex<Known?>(nil)
  /// See `ServerDetection.choices`; nil also before the first question.
  private let choices = Mutex<[String]?>(nil)
  /// How many questions that only some servers know had no answer in time.
  private let unanswered = Mutex(0)
  /// After so many a server that never answers them is what it seems to be.
  private static let mostUnanswered = 3

  /// What the server said of itself, and how many connections it had ended by then.
  private struct Known {
    var description: ModelDescription
    var losses: Int
  }

  /// `missing` are paths that the server's counter is not asked on.
  init(
    _ configuration: ModelServerConfiguration, client: HTTPClient, clock: any Clock<Duration>, trace: Trace,
    missing: Set<String> = []
  ) {
    self.configuration = configuration
    self.client = client
    self.clock = clock
    self.trace = trace
    counter = TokenCounter(missing: missing) { path, body in
      let question = Self.request("POST", path, body: body, of: configuration)
      let limit = configuration.deadlines.question
      guard let answer = try? await client.fetch(question, within: limit, until: .never) else { return nil }
      return (answer.head.status, (try? JSONValue(parsing: answer.body)) ?? .null)
    }
  }

  /// A server over plain sockets, or over `curl(1)` where its address is `https://`.
  ///
  /// `runner` starts curl, so that the end of the process is curl's end too. The clock serves the waits between
  /// attempts.
  package convenience init(
    _ configuration: ModelServerConfiguration, poller: Poller, runner: ChildRunner = ChildRunner(groups: ChildGroups()),
    clock: any Clock<Duration> = ContinuousClock(), trace: Trace = .off
  ) {
    let address = configuration.address
    let client =
      address.isSecure
      ? HTTPClient(overCurlTo: configuration, runner: runner)
      : HTTPClient(to: address, deadlines: configuration.deadlines, poller: poller)
    self.init(configuration, client: client, clock: clock, trace: trace)
  }

  package func description(
    onEvent: @escaping @Sendable (ChatEvent) -> Void
  ) async throws(ChatModelError) -> ModelDescription {
    try await repeating(ModelCall(configuration.deadlines, clock, onEvent: onEvent)) { call throws(ServerRefusal) in
      try await self.describe(until: call.deadline)
    }
  }

  /// The configured model where the server's list, as it was last asked, does not hold it, with the names that it holds.
  package var unlistedModel: (name: String, listed: [String])? {
    guard let wanted = configuration.model, let listed = choices.withLock({ $0 }) else { return nil }
    return listed.contains { ServerDetection.isSame($0, wanted) } ? nil : (wanted, listed)
  }

  package func reply(
    to request: ChatRequest, onEvent: @escaping @Sendable (ChatEvent) -> Void
  ) async throws(ChatModelError) -> ChatReply {
    let call = ModelCall(configuration.deadlines, clock, onEvent: onEvent)
    return try await repeating(call) { call throws(ServerRefusal) in
      let isRemembered = self.known.withLock { $0 != nil }
      let description = try await self.describe(until: call.deadline)
      do throws(ServerRefusal) {
        return try await self.stream(request, to: description, call)
      } catch {
        throw isRemembered ? self.withAnotherModel(error, of: request) : error
      }
    }
  }

  /// The refusal, worth another try where the server no longer has the model whose name it gave itself.
  private func withAnotherModel(_ refusal: ServerRefusal, of request: ChatRequest) -> ServerRefusal {
    guard configuration.model == nil, request.model == nil, case .rejected(404, _) = refusal.error else {
      return refusal
    }
    return ServerRefusal(error: refusal.error, remedy: .again)
  }

  private func stream(
    _ request: ChatRequest, to description: ModelDescription, _ call: ModelCall
  ) async throws(ServerRefusal) -> ChatReply {
    let body = ChatRequestBody(request: request, description: description).pieces
    let size = body.reduce(0) { $0 + $1.count }
    trace("model", "\(request.prompt.count) messages, \(size) bytes to \(configuration.address.url)")
    let post = self.request("POST", "/v1/chat/completions", body: body, conversation: request.conversation)
    var stream = ReplyStream(
      client: client, configuration: configuration, description: description, deadline: call.deadline,
      onEvent: call.onEvent)
    let reply = try await stream.reply(to: post)
    trace("model", stream.summary(of: reply))
    return reply
  }

  package func countTokens(of request: ChatRequest) async -> Int? {
    guard let description = try? await description() else { return nil }
    return await counter.tokens(
      in: ChatRequestBody(request: request, description: description), on: description.server)
  }

  /// Makes attempts until one succeeds or nothing is left that may help.
  private func repeating<R>(
    _ call: ModelCall, _ attempt: (ModelCall) async throws(ServerRefusal) -> R
  ) async throws(ChatModelError) -> R {
    var call = call
    while true {
      do throws(ServerRefusal) {
        return try await attempt(call)
      } catch {
        note(error.error)
        if case .waitForLoading = error.remedy {
          try await waitUntilLoaded(&call)
        } else if try await !call.mayRepeat(after: error.remedy) {
          throw error.error
        }
        trace("model", "trying again after: \(error.error)")
      }
    }
  }

  /// Forgets what a failure shows to be out of date.
  private func note(_ error: ChatModelError) {
    switch error {
    case .unreachable, .unusable, .interrupted, .badResponse, .notFound, .loading, .rejected(404, _):
      client.forgetConnections()
      counter.forget()
      known.withLock { $0 = nil }
    case .contextOverflow(_, let window?):
      known.withLock { if $0?.description.window != window { $0 = nil } }
    default: break
    }
  }

  /// Asks `/health` until it no longer says that the model is being loaded.
  private func waitUntilLoaded(_ call: inout ModelCall) async throws(ChatModelError) {
    while true {
      try await call.pauseForLoading()
      do throws(HTTPFailure) {
        let limit = configuration.deadlines.question
        if try await client.fetch(request("GET", "/health"), within: limit, until: call.deadline).head.status != 503 {
          return
        }
      } catch {
        throw ServerRefusal(error, configuration).error
      }
    }
  }

  private func describe(until deadline: Deadline) async throws(ServerRefusal) -> ModelDescription {
    let losses = client.losses
    let known = known.withLock { $0 }
    if let known, known.losses == losses { return known.description }
    if known != nil { counter.forget() }
    let detection = ServerDetection(wanted: configuration.model) { path, isNeeded throws(ServerRefusal) in
      do throws(ServerRefusal) {
        let answer = try await self.get(path, isNeeded: isNeeded, until: deadline)
        if path == ServerDetection.list {
          self.choices.withLock { $0 = answer.flatMap { ServerDetection.choices($0.head, $0.json) } }
        }
        return answer
      } catch {
        if !isNeeded, case .timedOut = error.error { self.unanswered.withLock { $0 += 1 } }
        throw error
      }
    }
    let before = unanswered.withLock { $0 }
    let description: ModelDescription
    var isFinal: Bool
    do {
      (description, isFinal) = try await detection.description()
    } catch {
      // A server that has no time for a short question may still have it for the call itself.
      if let known, case .timedOut = error.error { return known.description }
      throw error
    }
    // A busy server may yet say that it is Ollama or LM Studio.
    let after = unanswered.withLock { $0 }
    if description.server == .other, after > before, after <= Self.mostUnanswered { isFinal = false }
    // llama.cpp had no time for the question about its numbers: those that were known are the best guess.
    if !isFinal, let known = known?.description, known.server == .llamaCpp, description.server == .llamaCpp,
      known.model == description.model
    {
      return known
    }
    trace(
      "model",
      "\(description.server.rawValue), model \(description.model ?? "-"), "
        + "window \(description.window.map(String.init) ?? "-"), slots \(description.slots.map(String.init) ?? "-")")
    if isFinal { self.known.withLock { $0 = Known(description: description, losses: losses) } }
    return description
  }

  private func get(
    _ path: String, isNeeded: Bool, until deadline: Deadline
  ) async throws(ServerRefusal) -> (head: HTTPHead, json: JSONValue)? {
    let head: HTTPHead
    let body: [UInt8]
    do throws(HTTPFailure) {
      (head, body) = try await client.fetch(
        request("GET", path), within: configuration.deadlines.question, until: deadline)
    } catch {
      throw ServerRefusal(error, configuration)
    }
    if head.status == 200, let json = try? JSONValue(parsing: body) { return (head, json) }
    if head.status == 200 {
      guard isNeeded else { return nil }
      throw ServerRefusal(
        error: .badResponse("\(path) is \(ServerRefusal.kind(of: body, configuration.mask))"), remedy: .none)
    }
    let refusal = ServerRefusal(
      head: head, body: body, url: configuration.address.url + path, mask: configuration.mask)
    if refusal.remedy == .waitForLoading || (isNeeded && head.status != 404) { throw refusal }
    return nil
  }

  private func request(_ method: String, _ path: String, body: [[UInt8]]? = nil, conversation: String? = nil)
    -> HTTPRequest
  {
    Self.request(method, path, body: body, conversation: conversation, of: configuration)
  }

  private static func request(
    _ method: String, _ path: String, body: [[UInt8]]?, conversation: String? = nil,
    of configuration: ModelServerConfiguration
  ) -> HTTPRequest {
    var fields: [(String, String)] = []
    if let key = configuration.apiKey { fields.append(("Authorization", "Bearer \(key)")) }
    if let conversation { fields.append((conversationField, conversation)) }
    return HTTPRequest(method: method, path: configuration.address.prefix + path, fields: fields, body: body)
  }

  /// The header that names the conversation, for gateways that keep one on one server. llama.cpp ignores it.
  package static let conversationField = "X-Session-Id"
}
