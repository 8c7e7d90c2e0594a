import Agent
import JSON
import TestSupport
import Testing
import ToolCalling

@testable import Inference

/// What a person can compare of a reply.
struct ReplySummary: Sendable, Hashable, CustomTestStringConvertible {
  var fixture: String
  var text: String
  var reasoning = ""
  var finish = ChatReply.Finish.stop
  var usage = TokenUsage()

  var testDescription: String { fixture }
}

@Suite("Replies in whatever framing", .timeLimit(.minutes(1)))
struct ReplyTests {
  private static let request = ChatRequest(messages: [ChatMessage(.user, "Hi")], temperature: 0)

  static let replies = [
    ReplySummary(
      fixture: "replies/short", text: "Grüße 🙂", reasoning: "hm", usage: TokenUsage(prompt: 7, cached: 5, generated: 3)),
    ReplySummary(fixture: "replies/crlf-events", text: "ab"),
    ReplySummary(fixture: "replies/byte-order-mark", text: "ab"),
    ReplySummary(fixture: "replies/until-close", text: "open end"),
    ReplySummary(fixture: "replies/no-done", text: "whole"),
    ReplySummary(fixture: "replies/no-last-newline", text: "whole"),
    ReplySummary(fixture: "replies/done-without-finish-reason", text: "whole"),
    ReplySummary(
      fixture: "replies/no-finish-reason", text: "half", finish: .interrupted("it ended without a finish reason")),
    ReplySummary(
      fixture: "replies/error-midway", text: "kept",
      finish: .interrupted("the server reports: The model produced output that does not match.")),
    ReplySummary(
      fixture: "replies/content-filter", text: "so far",
      finish: .interrupted("the server's content filter ended it")),
    ReplySummary(fixture: "replies/whole-json", text: "not streamed", usage: TokenUsage(prompt: 2, generated: 2)),
    ReplySummary(fixture: "replies/invalid-utf8", text: "a\u{FFFD}\u{FFFD}b"),
    ReplySummary(fixture: "replies/trailers", text: "t"),
    ReplySummary(fixture: "replies/several-data-lines", text: "joined"),
    ReplySummary(
      fixture: "llama.cpp/stream-stop",
      text: #"{"tool": "ssh_exec", "arguments": {"host": "web1", "command": "df -h /"}}"#,
      usage: TokenUsage(prompt: 39, cached: 0, generated: 36)),
    ReplySummary(
      fixture: "llama.cpp/stream-length", text: #"{"tool":"#, finish: .length,
      usage: TokenUsage(prompt: 39, cached: 38, generated: 3)),
  ]

  /// Those whose framing differs, for the tests that try every place of a response.
  static let framings = replies.filter { reply in
    ["short", "crlf-events", "until-close", "trailers", "several-data-lines", "whole-json"].contains {
      reply.fixture == "replies/\($0)"
    }
  }

  private static func summary(_ fixture: String, _ model: ModelServer) async throws(ChatModelError) -> ReplySummary {
    let reply = try await model.reply(to: request) { _ in }
    return ReplySummary(
      fixture: fixture, text: reply.text, reasoning: reply.reasoning, finish: reply.finish, usage: reply.usage)
  }

  private static func summary(
    _ fixture: String, _ behaviour: FakeBackend.Behaviour = FakeBackend.Behaviour()
  ) async throws(ChatModelError) -> ReplySummary {
    try await summary(fixture, FakeBackend(chat: fixture, behaviour: behaviour).model())
  }

  @Test(arguments: replies) func areReadInOnePiece(_ expected: ReplySummary) async throws {
    #expect(try await Self.summary(expected.fixture) == expected)
  }

  @Test(arguments: replies) func areReadByteByByte(_ expected: ReplySummary) async throws {
    let count = FakeBackend.fixture(expected.fixture).count
    #expect(try await Self.summary(expected.fixture, .init(splits: Array(1..<count))) == expected)
  }

  @Test(arguments: framings) func areReadWhereverTheyAreSplit(_ expected: ReplySummary) async throws {
    let backend = FakeBackend(chat: expected.fixture)
    let model = try backend.model()
    for split in 1..<FakeBackend.fixture(expected.fixture).count {
      // Nothing suspends here by itself, and other tests want the threads as well.
      await Task.yield()
      backend.behaviour = .init(splits: [split])
      let found = try await Self.summary(expected.fixture, model)
      guard found == expected else {
        Issue.record("split at \(split): \(found)")
        return
      }
    }
  }

  @Test(arguments: replies) func areNeverTakenForWholeWhenTheyAreCut(_ whole: ReplySummary) async throws {
    let bytes = FakeBackend.fixture(whole.fixture)
    // From here on the reason to stop has arrived, and what is missing is statistics.
    let safe = Self.endOfFinishReason(in: bytes)
    let step = Self.framings.contains(whole) ? 1 : bytes.count > 2000 ? 61 : 7
    let backend = FakeBackend(chat: whole.fixture)
    let model = try backend.model()
    for cut in stride(from: 0, to: bytes.count, by: step) {
      await Task.yield()
      do throws(ChatModelError) {
        backend.behaviour = .init(truncation: cut)
        let found = try await Self.summary(whole.fixture, model)
        let isWhole = found.finish == .stop || found.finish == .length
        #expect(!isWhole || cut >= safe, "cut at \(cut) of \(bytes.count)")
        #expect(whole.text.hasPrefix(found.text), "cut at \(cut)")
      } catch {
        guard case .interrupted = error else {
          Issue.record("cut at \(cut): \(error)")
          return
        }
      }
    }
  }

  private static func endOfFinishReason(in bytes: [UInt8]) -> Int {
    let text = String(decoding: bytes, as: UTF8.self)
    let marks = [#""finish_reason":""#, "data: [DONE]"]
    let ends = marks.compactMap { text.firstRange(of: $0) }.map { text[..<$0.upperBound].utf8.count }
    return ends.min() ?? .max
  }

  @Test func endAsAnErrorWhereverAReadFails() async throws {
    for read in 0..<40 {
      let behaviour = FakeBackend.Behaviour(splits: Array(stride(from: 40, to: 800, by: 20)), failingRead: read)
      let found = try await Self.summary("replies/short", behaviour)
      // Before the first piece the request goes out again, and the failure happens once.
      #expect(found.text == "Grüße 🙂" || found.finish != .stop, "read \(read)")
    }
  }

  @Test func surviveAWriteThatFailsOnce() async throws {
    let backend = FakeBackend(chat: "replies/short", behaviour: .init(failingWrite: 0))
    let reply = try await backend.model().reply(to: Self.request) { _ in }
    #expect(reply.text == "Grüße 🙂")
    #expect(backend.count("/v1/chat/completions") == 2)
  }

  @Test(arguments: ["9223372036854775807", "-9223372036854775808", "-1", "1e300"])
  func believeNoImpossibleNumber(_ number: String) async throws {
    let figures =
      #""usage":{"prompt_tokens":\#(number),"completion_tokens":\#(number),"#
      + #""prompt_tokens_details":{"cached_tokens":\#(number)}},"#
      + #""timings":{"cache_n":\#(number),"prompt_n":\#(number),"predicted_n":\#(number)},"#
      + #""prompt_progress":{"total":\#(number),"processed":\#(number),"cache":\#(number)}"#
    let answer = #"{"choices":[{"message":{"content":"x"},"finish_reason":"stop"}],\#(figures)}"#
    let backend = FakeBackend([
      "/v1/models": [FakeBackend.fixture("llama.cpp/models")],
      "/v1/chat/completions": [FakeBackend.response(answer)],
    ])
    let events = EventLog()
    let reply = try await backend.model().reply(to: Self.request) { events.add($0) }
    #expect(reply.text == "x" && reply.usage == TokenUsage())
    #expect(events.all == [.generating(pieces: 1)])
  }

  @Test(arguments: ["abort", "aborted", "error", "cancelled", "Canceled"])
  func thatTheServerGaveUpAreNotWhole(_ reason: String) async throws {
    let answer = #"{"choices":[{"message":{"content":"so far"},"finish_reason":"\#(reason)"}]}"#
    let reply = try await Self.reply(answer)
    #expect(reply.text == "so far")
    #expect(reply.finish == .interrupted("the server ended it with \"\(reason)\""))
  }

  @Test(arguments: ["stop", "tool_calls", "eos_token", "end_turn"])
  func thatEndInWordsOfTheServersOwnAreWhole(_ reason: String) async throws {
    let answer = #"{"choices":[{"message":{"content":"all"},"finish_reason":"\#(reason)"}]}"#
    #expect(try await Self.reply(answer).finish == .stop)
  }

  private static func reply(_ answer: String) async throws -> ChatReply {
    let backend = FakeBackend([
      "/v1/models": [FakeBackend.fixture("llama.cpp/models")],
      "/v1/chat/completions": [FakeBackend.response(answer)],
    ])
    return try await backend.model().reply(to: request) { _ in }
  }

  @Test func reportProgress() async throws {
    let events = EventLog()
    _ = try await FakeBackend(chat: "llama.cpp/stream-length").model().reply(to: Self.request) { events.add($0) }
    #expect(
      events.all == [
        .prompt(processed: 38, total: 39, cached: 38), .prompt(processed: 39, total: 39, cached: 38),
        .generating(pieces: 1), .generating(pieces: 2), .generating(pieces: 3),
      ])
  }
}
