import Agent
import JSON

/// Puts a reply together from the chunks of a chat completion stream.
struct ReplyBuilder: Sendable {
  /// All generated text together may not be longer.
  static let maximumBytes = 64 << 20

  private var text = ""
  private var reasoning = ""
  private var calls = ToolCallDeltas()
  private(set) var usage = TokenUsage()
  private var finishReason: String?
  /// Pieces of text, reasoning or calls so far.
  private(set) var pieces = 0
  /// Events of any kind so far.
  private(set) var events = 0
  private(set) var isDone = false
  /// The `error` object of an event, or nil.
  private(set) var errorEvent: JSONValue?
  /// What made the stream useless, as a part of a sentence.
  private(set) var fault: String?
  /// Tokens per second as the server measured them.
  private(set) var speed: Double?

  /// True once something was generated.
  var hasBegun: Bool { pieces > 0 }

  /// No piece, no reason to stop and no figures have come.
  var hasSaidNothing: Bool { pieces == 0 && finishReason == nil && usage == TokenUsage() }

  /// Nothing that comes now can change the reply.
  var isOver: Bool { isDone || errorEvent != nil || fault != nil }

  /// Takes the data of one event; what a listener may want to know of it is the result.
  ///
  /// `isLast`: the stream ended before the event did, so that what is no JSON is only cut.
  mutating func take(_ data: UnsafeBufferPointer<UInt8>, isLast: Bool = false) -> ChatEvent? {
    guard !isOver else { return nil }
    if data.elementsEqual("[DONE]".utf8) {
      events += 1
      isDone = true
      return nil
    }
    guard let chunk = Self.parse(data) else {
      if isLast { return nil }
      fault = "an event that is not JSON: \(HTTPHead.quoted(Array(data.prefix(64))))"
      return nil
    }
    events += 1
    return take(chunk)
  }

  /// Text that is no UTF-8 is repaired: a model that generates bytes may well cut a character.
  private static func parse(_ data: UnsafeBufferPointer<UInt8>) -> JSONValue? {
    do {
      return try JSONParser.parse(data)
    } catch {
      guard case .invalidUTF8 = error.reason else { return nil }
      return try? JSONValue(parsing: String(decoding: data, as: UTF8.self))
    }
  }

  /// Takes a chunk, or the whole answer of a server that does not stream.
  mutating func take(_ chunk: JSONValue) -> ChatEvent? {
    var event: ChatEvent?
    // One pass over the members: a stream has thousands of chunks, and most members say nothing new.
    for member in chunk.object?.members ?? [] {
      switch member.key {
      case "error" where member.value != .null: errorEvent = member.value
      case "timings": takeTimings(member.value)
      case "usage": takeUsage(member.value)
      case "prompt_progress": event = Self.progress(member.value) ?? event
      case "choices": event = member.value.array?.first.flatMap { takeChoice($0) } ?? event
      default: break
      }
    }
    return event
  }

  private static func progress(_ progress: JSONValue) -> ChatEvent? {
    guard let total = progress["total"]?.tokenCount else { return nil }
    return .prompt(
      processed: progress["processed"]?.tokenCount ?? 0, total: total, cached: progress["cache"]?.tokenCount ?? 0)
  }

  private mutating func takeChoice(_ choice: JSONValue) -> ChatEvent? {
    if let reason = choice["finish_reason"]?.string { finishReason = reason }
    guard let delta = choice["delta"] ?? choice["message"], takeDelta(delta) else { return nil }
    pieces += 1
    return .generating(pieces: pieces)
  }

  private mutating func takeDelta(_ delta: JSONValue) -> Bool {
    var isPiece = false
    if let content = delta["content"]?.string, !content.isEmpty {
      text += content
      isPiece = true
    }
    // llama.cpp, LM Studio and older vLLM say reasoning_content; Ollama and vLLM say reasoning.
    if let thought = (delta["reasoning_content"] ?? delta["reasoning"])?.string, !thought.isEmpty {
      reasoning += thought
      isPiece = true
    }
    for call in delta["tool_calls"]?.array ?? [] {
      calls.add(call)
      isPiece = true
    }
    if text.utf8.count + reasoning.utf8.count + calls.byteCount > Self.maximumBytes {
      fault = "a reply of more than \(Self.maximumBytes >> 20) MiB"
    }
    return isPiece
  }

  private mutating func takeTimings(_ timings: JSONValue) {
    guard let cached = timings["cache_n"]?.tokenCount, let read = timings["prompt_n"]?.tokenCount else { return }
    usage = TokenUsage(
      prompt: cached + read, cached: cached, generated: timings["predicted_n"]?.tokenCount ?? usage.generated)
    speed = timings["predicted_per_second"]?.double
  }

  private mutating func takeUsage(_ counts: JSONValue) {
    usage.prompt = counts["prompt_tokens"]?.tokenCount ?? usage.prompt
    usage.generated = counts["completion_tokens"]?.tokenCount ?? usage.generated
    usage.cached = counts["prompt_tokens_details"]?["cached_tokens"]?.tokenCount ?? usage.cached
  }

  /// The reply. `interruption` says how the stream ended early; nil where it ended as it should.
  ///
  /// A reply is whole once its finish reason has come: what is missing after that is only statistics.
  func reply(interruption: String?) -> ChatReply {
    let finish: ChatReply.Finish =
      switch (finishReason, interruption) {
      case ("length", _): .length
      case ("content_filter", _): .interrupted("the server's content filter ended it")
      case (let reason?, _) where Self.isFailure(reason): .interrupted("the server ended it with \"\(reason)\"")
      case (.some, _): .stop
      case (nil, let how?): .interrupted(how)
      case (nil, nil): isDone ? .stop : .interrupted("it ended without a finish reason")
      }
    guard finish == .stop else {
      return ChatReply(
        text: text, reasoning: reasoning, finish: finish, usage: usage, wasCalling: calls.byteCount > 0)
    }
    let (native, invalid) = calls.finished()
    return ChatReply(text: text + invalid, reasoning: reasoning, toolCalls: native, finish: finish, usage: usage)
  }

  /// The words by which servers say that they gave a reply up (vLLM and SGLang: `abort`). Others that are not known are
  /// taken for an end, because each server may have words of its own for that.
  private static func isFailure(_ reason: String) -> Bool {
    ["abort", "aborted", "error", "cancelled", "canceled"].contains(reason.lowercased())
  }
}
