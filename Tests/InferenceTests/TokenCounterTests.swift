import Agent
import JSON
import Testing

@testable import Inference

@Suite("Counting tokens", .timeLimit(.minutes(1)))
struct TokenCounterTests {
  private let request = ChatRequest(messages: [ChatMessage(.user, "Hi")])

  private func llamaCpp(_ more: [String: String]) -> FakeBackend {
    let fixtures = ["/v1/models": "llama.cpp/models", "/props": "llama.cpp/props"].merging(more) { $1 }
    return FakeBackend(fixtures.mapValues { [FakeBackend.fixture($0)] })
  }

  private func bodies(_ backend: FakeBackend, _ path: String) throws -> [JSONValue] {
    try backend.requests.filter { $0.path == path }.map { try JSONValue(parsing: Array(($0.body ?? []).joined())) }
  }

  @Test func asksLlamaCppForTheWholeRequest() async throws {
    let backend = llamaCpp([TokenCounter.whole: "llama.cpp/input-tokens"])
    #expect(try await backend.model().countTokens(of: request) == 39)
    #expect(
      try bodies(backend, TokenCounter.whole) == [
        ["model": "demo", "messages": [["role": "user", "content": "Hi"]]]
      ])
  }

  @Test func rendersAndSplitsThePromptWhereLlamaCppIsOlder() async throws {
    let backend = llamaCpp(["/apply-template": "llama.cpp/apply-template", "/tokenize": "llama.cpp/tokenize"])
    let model = try backend.model()
    for _ in 0..<3 { #expect(await model.countTokens(of: request) == 10) }
    #expect(backend.count(TokenCounter.whole) == 1, "a path that is missing is not asked for again")
    #expect(
      try bodies(backend, "/tokenize").last == [
        "content": "<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n", "add_special": true,
        "parse_special": true,
      ])
  }

  @Test func asksVLLMForTheMessagesWithTheirTemplate() async throws {
    let backend = FakeBackend([
      "/v1/models": [FakeBackend.fixture("backends/vllm/v1-models")],
      "/tokenize": [FakeBackend.fixture("backends/vllm/tokenize")],
    ])
    #expect(try await backend.model().countTokens(of: request) == 11)
    #expect(
      try bodies(backend, "/tokenize") == [
        [
          "model": "Qwen/Qwen3-8B", "messages": [["role": "user", "content": "Hi"]],
          "add_generation_prompt": true,
        ]
      ])
  }

  @Test(arguments: ["llama.cpp/models", "backends/vllm/v1-models", "backends/other/v1-models"])
  func tellsNothingWhereThereIsNoCounter(models: String) async throws {
    let backend = FakeBackend(["/v1/models": [FakeBackend.fixture(models)]])
    let model = try backend.model()
    for _ in 0..<2 { #expect(await model.countTokens(of: request) == nil) }
    for path in [TokenCounter.whole, "/apply-template", "/tokenize"] { #expect(backend.count(path) <= 1) }
  }

  @Test(arguments: ["llama.cpp/loading", "refusals/html", "refusals/internal", "llama.cpp/health"])
  func fallsBackToRatiosWhenTheCounterFailsAndAsksItAgain(answer: String) async throws {
    let backend = llamaCpp([
      TokenCounter.whole: answer, "/apply-template": "llama.cpp/apply-template", "/tokenize": "llama.cpp/tokenize",
    ])
    let model = try backend.model()
    for _ in 0..<2 { #expect(await model.countTokens(of: request) == nil) }
    #expect(backend.count(TokenCounter.whole) == 2)
  }

  @Test(arguments: ["9223372036854775807", "-9223372036854775808", "-1", "1e300", "1099511627777", "\"39\"", "null"])
  func believesNoImpossibleNumber(number: String) async throws {
    let llamaCpp = FakeBackend([
      "/v1/models": [FakeBackend.fixture("llama.cpp/models")],
      TokenCounter.whole: [FakeBackend.response(#"{"input_tokens":\#(number)}"#)],
    ])
    #expect(try await llamaCpp.model().countTokens(of: request) == nil)
    let vllm = FakeBackend([
      "/v1/models": [FakeBackend.fixture("backends/vllm/v1-models")],
      "/tokenize": [FakeBackend.response(#"{"count":\#(number)}"#)],
    ])
    #expect(try await vllm.model().countTokens(of: request) == nil)
  }

  @Test func looksForTheCounterAnewWhenTheServerMayBeAnother() async throws {
    let backend = FakeBackend([
      "/v1/models": [FakeBackend.fixture("llama.cpp/models")], "/props": [FakeBackend.fixture("llama.cpp/props")],
      TokenCounter.whole: [FakeBackend.fixture("llama.cpp/not-found"), FakeBackend.fixture("llama.cpp/input-tokens")],
      "/v1/chat/completions": [FakeBackend.fixture("refusals/empty-stream")],
    ])
    let model = try backend.model()
    #expect(await model.countTokens(of: request) == nil)
    _ = try? await model.reply(to: request) { _ in }
    #expect(await model.countTokens(of: request) == 39)
  }
}
