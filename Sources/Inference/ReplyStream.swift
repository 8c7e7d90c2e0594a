import Agent
import JSON
import Platform

/// One attempt to get a reply: sends the request and reads the stream to its end.
struct ReplyStream {
  let client: HTTPClient
  let configuration: ModelServerConfiguration
  let description: ModelDescription
  let deadline: Deadline
  let onEvent: @Sendable (ChatEvent) -> Void
  private let start = ContinuousClock.now
  private var firstPiece: ContinuousClock.Instant?
  private var lastEvent: ContinuousClock.Instant?
  private var builder = ReplyBuilder()

  init(
    client: HTTPClient, configuration: ModelServerConfiguration, description: ModelDescription, deadline: Deadline,
    onEvent: @escaping @Sendable (ChatEvent) -> Void
  ) {
    self.client = client
    self.configuration = configuration
    self.description = description
    self.deadline = deadline
    self.onEvent = onEvent
  }

  /// The reply. Once a piece of it has arrived, a failure ends it as `.interrupted` and is not thrown; a cancel is.
  mutating func reply(to request: HTTPRequest) async throws(ServerRefusal) -> ChatReply {
    let hangup = Hangup()
    let outcome = await withTaskCancellationHandler {
      await exchange(request, hangup)
    } onCancel: {
      hangup.hangUp()
    }
    if let failure = outcome {
      guard builder.hasBegun, failure.error != .cancelled else { throw failure }
      return builder.reply(interruption: Self.interruption(failure.error))
    }
    return builder.reply(interruption: nil)
  }

  /// Why an attempt that had begun to answer failed, as a part of a sentence.
  private static func interruption(_ error: ChatModelError) -> String {
    switch error {
    case .interrupted(let how), .badResponse(let how): how
    case .failed(_, let message), .rejected(_, let message): "the server reports: \(message)"
    case .timedOut(let stage, let seconds): "\(stage) took longer than \(seconds) s"
    default: "\(error)"
    }
  }

  /// Runs the exchange; nil where it came to its proper end.
  private mutating func exchange(_ request: HTTPRequest, _ hangup: Hangup) async -> ServerRefusal? {
    do throws(HTTPFailure) {
      var exchange = try await client.open(
        request, firstByte: configuration.deadlines.firstToken, until: deadline, hangup: hangup)
      defer { client.finish(exchange, hangup: hangup) }
      guard exchange.head.status == 200 else { return try await refusal(&exchange) }
      if exchange.head["content-type"]?.lowercased().hasPrefix("text/event-stream") == true {
        return try await readEvents(&exchange)
      }
      return try await readWhole(&exchange)
    } catch {
      return ServerRefusal(error, configuration, isBegun: builder.hasBegun)
    }
  }

  private func refusal(_ exchange: inout HTTPExchange) async throws(HTTPFailure) -> ServerRefusal {
    let body = try await exchange.wholeBody(within: configuration.deadlines.question, maximum: Self.maximumBody)
    let url = configuration.address.url + "/v1/chat/completions"
    return ServerRefusal(head: exchange.head, body: body, url: url, mask: configuration.mask)
  }

  private mutating func readEvents(_ exchange: inout HTTPExchange) async throws(HTTPFailure) -> ServerRefusal? {
    var parser = EventStreamParser()
    while !builder.isDone, let piece = try await nextPiece(&exchange) {
      let events = builder.events
      exchange.buffer.withBytes(piece) { parser.feed($0) { data in take(data) } }
      if builder.events > events { lastEvent = .now }
      if parser.isTooLong { return ServerRefusal(error: .badResponse("an endless event"), remedy: .none) }
      if let failure { return failure }
    }
    if builder.isDone { await readRest(&exchange) }
    parser.finish { data in take(data, isLast: true) }
    if let failure { return failure }
    // LM Studio answers a prompt that does not fit with 200 and a stream that says nothing (its issue 2339).
    if description.server == .lmStudio, builder.hasSaidNothing {
      return ServerRefusal(error: .contextOverflow(tokens: nil, window: description.window), remedy: .none)
    }
    return builder.events == 0 ? ServerRefusal(error: .interrupted("the stream was empty"), remedy: .again) : nil
  }

  /// Before the answer begins everything counts as a sign of life, afterwards only events.
  private func nextPiece(_ exchange: inout HTTPExchange) async throws(HTTPFailure) -> Range<Int>? {
    let deadlines = configuration.deadlines
    guard builder.hasBegun else { return try await exchange.nextPiece(within: deadlines.firstToken) }
    return try await exchange.nextPiece(within: deadlines.nextToken, since: lastEvent)
  }

  /// Reads what follows the last event, so that the connection can serve another call. Nothing in it can change the reply,
  /// and a server that leaves its stream open is not waited for.
  private func readRest(_ exchange: inout HTTPExchange) async {
    let start = ContinuousClock.now
    let limit = configuration.deadlines.rest
    while start.duration(to: .now) < limit {
      guard (try? await exchange.nextPiece(within: limit, since: start)) != nil else { return }
    }
  }

  private mutating func take(_ data: UnsafeBufferPointer<UInt8>, isLast: Bool = false) {
    guard let event = builder.take(data, isLast: isLast) else { return }
    if firstPiece == nil, builder.hasBegun { firstPiece = .now }
    onEvent(event)
  }

  private var failure: ServerRefusal? {
    let mask = configuration.mask
    if let error = builder.errorEvent { return ServerRefusal(event: error, mask: mask) }
    if let fault = builder.fault { return ServerRefusal(error: .badResponse(mask.masked(fault)), remedy: .none) }
    return nil
  }

  /// The answer of a server that does not stream although it was asked to.
  private mutating func readWhole(_ exchange: inout HTTPExchange) async throws(HTTPFailure) -> ServerRefusal? {
    let limit = configuration.deadlines.firstToken
    let body = try await exchange.wholeBody(within: limit, maximum: Self.maximumBody)
    guard let answer = try? JSONValue(parsing: body), answer["choices"] != nil || answer["error"] != nil else {
      return ServerRefusal(error: .badResponse(ServerRefusal.kind(of: body, configuration.mask)), remedy: .none)
    }
    if let event = builder.take(answer) { onEvent(event) }
    return failure
  }

  /// The body of an answer that is not streamed may not be longer.
  private static let maximumBody = 8 << 20

  /// The line of a successful attempt for the trace.
  func summary(of reply: ChatReply) -> String {
    func milliseconds(_ end: ContinuousClock.Instant) -> Int { Int(start.duration(to: end) / .milliseconds(1)) }
    let first = firstPiece.map { "first piece after \(milliseconds($0)) ms, " } ?? ""
    let whole = builder.speed.flatMap { Int(exactly: $0.rounded(.towardZero)) }
    let speed = whole.map { ", \($0) tokens/s" } ?? ""
    let usage = reply.usage
    return "\(first)\(builder.pieces) pieces in \(milliseconds(.now)) ms, prompt \(usage.prompt) of which "
      + "\(usage.cached) cached, generated \(usage.generated)\(speed), finish \(reply.finish)"
  }
}
