import Agent
import Testing

@testable import Inference

/// A response that is no reply, the error that it becomes, and how often the request went out.
struct Refusal: Sendable, CustomTestStringConvertible {
  var fixture: String
  var error: ChatModelError
  var requests = 1

  var testDescription: String { fixture }
}

@Suite("Responses that are no reply", .timeLimit(.minutes(1)))
struct RefusalTests {
  static let refusals = [
    Refusal(fixture: "llama.cpp/stream-overflow", error: .contextOverflow(tokens: 40009, window: 4096)),
    Refusal(fixture: "refusals/vllm-overflow", error: .contextOverflow(tokens: 5019, window: 4096)),
    Refusal(fixture: "refusals/openai-overflow", error: .contextOverflow(tokens: nil, window: nil)),
    Refusal(
      fixture: "llama.cpp/bad-grammar",
      error: .rejected(status: 400, message: "Failed to initialize samplers: failed to parse grammar.")),
    Refusal(fixture: "llama.cpp/unauthorized", error: .unauthorized(status: 401, message: "Invalid API Key.")),
    Refusal(fixture: "refusals/forbidden", error: .unauthorized(status: 403, message: "Unauthorized.")),
    Refusal(
      fixture: "llama.cpp/not-found",
      error: .notFound(url: "http://fake:8080/v1/chat/completions", message: "File Not Found.")),
    Refusal(
      fixture: "refusals/model-not-found",
      error: .rejected(status: 404, message: "model \"x\" not found, try pulling it first.")),
    Refusal(
      fixture: "refusals/too-many-soon",
      error: .failed(status: 429, message: "Rate limit reached. It asks to wait 2 s."), requests: 2),
    Refusal(
      fixture: "refusals/too-many-late",
      error: .failed(status: 429, message: "Rate limit reached. It asks to wait 3600 s.")),
    Refusal(
      fixture: "refusals/internal", error: .failed(status: 500, message: "Failed to parse input."), requests: 2),
    Refusal(fixture: "refusals/busy", error: .failed(status: 503, message: "an HTML page instead of JSON.")),
    Refusal(fixture: "refusals/html", error: .badResponse("an HTML page instead of JSON")),
    Refusal(fixture: "refusals/redirect", error: .redirect(to: "https://elsewhere.example/v1")),
    Refusal(
      fixture: "refusals/gzip", error: .badResponse("its body is encoded as gzip, which was not asked for")),
    Refusal(
      fixture: "refusals/ssh-banner",
      error: .badResponse("it begins with \"SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\", which is no HTTP/1.1 status line")
    ),
    Refusal(
      fixture: "refusals/garbage",
      error: .badResponse(
        "it begins with \".0Uz....3X}....6[.....9^.....<a.....?d..…\", which is no HTTP/1.1 status line")),
    Refusal(fixture: "refusals/bad-length", error: .badResponse("the Content-Length \"12, 13\"")),
    Refusal(fixture: "refusals/bad-chunk", error: .badResponse("the chunk size \"xyz\"")),
    Refusal(fixture: "refusals/unknown-coding", error: .badResponse("the transfer coding br")),
    Refusal(fixture: "refusals/not-json-event", error: .badResponse("an event that is not JSON: \"hello\"")),
    Refusal(fixture: "refusals/empty-stream", error: .interrupted("the stream was empty"), requests: 2),
    Refusal(fixture: "refusals/error-before-text", error: .rejected(status: 400, message: "Input too strange.")),
    Refusal(fixture: "refusals/error-string", error: .rejected(status: 400, message: "model is on fire.")),
    Refusal(fixture: "refusals/no-explanation", error: .rejected(status: 418, message: "no explanation.")),
  ]

  @Test(arguments: refusals) func becomeOneTypedError(_ refusal: Refusal) async throws {
    let backend = FakeBackend(chat: refusal.fixture)
    await #expect(throws: refusal.error) {
      _ = try await backend.model().reply(to: ChatRequest(messages: [])) { _ in }
    }
    #expect(backend.count("/v1/chat/completions") == refusal.requests)
  }

  @Test(arguments: refusals) func becomeTheSameErrorByteByByte(_ refusal: Refusal) async throws {
    let splits = Array(1..<FakeBackend.fixture(refusal.fixture).count)
    let backend = FakeBackend(chat: refusal.fixture, behaviour: .init(splits: splits))
    let error = await #expect(throws: ChatModelError.self) {
      _ = try await backend.model().reply(to: ChatRequest(messages: [])) { _ in }
    }
    // What is no HTTP is quoted as far as it was read.
    if case .badResponse? = error { return }
    #expect(error == refusal.error)
  }

  @Test(arguments: ["9223372036854775807", "-9223372036854775808", "-5", "1e300", "99999999999999999999"])
  func withImpossibleNumbersAreAnOverflowWithoutThem(number: String) async throws {
    try await overflows(
      #"{"error":{"type":"exceed_context_size_error","n_prompt_tokens":\#(number),"n_ctx":\#(number)}}"#,
      as: .contextOverflow(tokens: nil, window: nil))
  }

  @Test func withImpossibleNumbersInWordsKeepTheOthers() async throws {
    let (huge, words) = ("9223372036854775807", "maximum context length is")
    for (window, tokens) in [(huge, "5019"), ("99999999999999999999", "5019"), ("0", "5019")] {
      try await overflows(
        #"{"error":{"message":"The \#(words) \#(window) tokens. However, you requested \#(tokens) tokens."}}"#,
        as: .contextOverflow(tokens: 5019, window: nil))
    }
    try await overflows(
      #"{"error":{"message":"The \#(words) 4096 tokens. However, you requested \#(huge) tokens."}}"#,
      as: .contextOverflow(tokens: nil, window: 4096))
  }

  private func overflows(_ answer: String, as error: ChatModelError) async throws {
    let backend = FakeBackend([
      "/v1/models": [FakeBackend.fixture("llama.cpp/models")], "/props": [FakeBackend.fixture("llama.cpp/props")],
      "/v1/chat/completions": [FakeBackend.response(answer, status: "400 Bad Request")],
    ])
    await #expect(throws: error) { _ = try await backend.model().reply(to: ChatRequest(messages: [])) { _ in } }
  }

  @Test func endAHeaderFloodAtItsLimit() async throws {
    let line = Array("X-Flood: yes yes yes yes yes yes yes\r\n".utf8)
    var flood = Array("HTTP/1.1 200 OK\r\n".utf8)
    while flood.count < 200_000 { flood += line }
    let backend = FakeBackend(["/v1/models": [flood]])
    await #expect(throws: ChatModelError.badResponse("a header of more than 65536 bytes")) {
      _ = try await backend.model().description()
    }
  }

  @Test func endALineFloodAtItsLimit() async throws {
    let flood = Array("HTTP/1.1 200 OK\r\nX: ".utf8) + [UInt8](repeating: 0x61, count: 200_000)
    let backend = FakeBackend(["/v1/models": [flood]])
    await #expect(throws: ChatModelError.badResponse("a header line of more than 65536 bytes")) {
      _ = try await backend.model().description()
    }
  }

  @Test(arguments: ["refusals/empty-stream", "backends/lmstudio/only-done"])
  func ofLMStudioThatSayNothingAreAnOverflowOfTheWindowThatItNamed(fixture: String) async throws {
    let backend = FakeBackend([
      "/v1/models": [FakeBackend.fixture("backends/lmstudio/v1-models")],
      "/api/v1/models": [FakeBackend.fixture("backends/lmstudio/api-v1-models")],
      "/v1/chat/completions": [FakeBackend.fixture(fixture)],
    ])
    let error = ChatModelError.contextOverflow(tokens: nil, window: 16384)
    await #expect(throws: error) {
      _ = try await backend.model().reply(to: ChatRequest(messages: [])) { _ in }
    }
    #expect(backend.count("/v1/chat/completions") == 1)
    #expect(
      "\(error)" == "The request does not fit the model's window of 16384 tokens. Give a narrower task, "
        + "or start the model server with a larger context.")
  }
}
