import Agent
import JSON
import Synchronization
import Testing
import ToolCalling

@testable import Inference

@Suite("Calls to a model server", .timeLimit(.minutes(1)))
struct ModelServerTests {
  private let request = ChatRequest(messages: [ChatMessage(.user, "Hi")], temperature: 0)

  @Test func waitForALoadingModelAndSaySo() async throws {
    let loading = FakeBackend.fixture("llama.cpp/loading")
    let backend = FakeBackend([
      "/v1/models": [loading, FakeBackend.fixture("llama.cpp/models")],
      "/props": [FakeBackend.fixture("llama.cpp/props")],
      "/health": [loading, loading, loading, loading, loading, FakeBackend.fixture("llama.cpp/health")],
      "/v1/chat/completions": [FakeBackend.fixture("replies/short")],
    ])
    let events = EventLog()
    let reply = try await backend.model().reply(to: request) { events.add($0) }
    #expect(reply.text == "Grüße 🙂")
    #expect(backend.count("/health") == 6)
    // 0.1 + 0.2 + 0.4 + 0.8 + 1 s between six questions.
    let waits = events.all.compactMap { if case .loading(let seconds) = $0 { seconds } else { nil } }
    #expect(waits == [0, 0, 0, 0, 1, 2])
  }

  @Test func sayThatTheModelLoadsAlsoWhereTheServerIsOnlyAskedWhatItIs() async throws {
    let loading = FakeBackend.fixture("llama.cpp/loading")
    let backend = FakeBackend([
      "/v1/models": [loading, FakeBackend.fixture("llama.cpp/models")],
      "/props": [FakeBackend.fixture("llama.cpp/props")],
      "/health": [loading, FakeBackend.fixture("llama.cpp/health")],
    ])
    let events = EventLog()
    _ = try await backend.model().description { events.add($0) }
    #expect(events.all == [.loading(seconds: 0), .loading(seconds: 0)])
  }

  @Test(arguments: ["1e300", "-1e300", "1e999"]) func traceNoImpossibleSpeed(speed: String) async throws {
    let lines = Mutex<[String]>([])
    let trace = Trace { line in lines.withLock { $0.append(line) } }
    let chunk =
      #"{"choices":[{"message":{"content":"x"},"finish_reason":"stop"}],"timings":{"cache_n":1,"prompt_n":1,"#
      + #""predicted_n":1,"predicted_per_second":\#(speed)}}"#
    let backend = FakeBackend([
      "/v1/models": [FakeBackend.fixture("llama.cpp/models")],
      "/v1/chat/completions": [FakeBackend.response(chunk)],
    ])
    #expect(try await backend.model(trace: trace).reply(to: request) { _ in }.text == "x")
    #expect(lines.withLock { $0.last }?.hasSuffix("generated 1, finish stop") == true)
  }

  @Test func giveUpOnAModelThatLoadsForEver() async throws {
    let loading = FakeBackend.fixture("llama.cpp/loading")
    let backend = FakeBackend(["/v1/models": [loading], "/health": [loading]])
    let error = await #expect(throws: ChatModelError.self) { _ = try await backend.model().description() }
    #expect(error == .loading(seconds: 120))
    #expect(
      error?.description
        == "The model server was still loading its model after 120 s. Try again when it has finished.")
  }

  @Test func giveUpWhenOnlyTheHealthIsGood() async throws {
    let backend = FakeBackend([
      "/v1/models": [FakeBackend.fixture("llama.cpp/loading")], "/health": [FakeBackend.fixture("llama.cpp/health")],
    ])
    await #expect(throws: ChatModelError.loading(seconds: 120)) { _ = try await backend.model().description() }
  }

  @Test(arguments: [
    (["refusals/internal", "replies/short"], 2), (["refusals/too-many-soon", "replies/short"], 2),
    (["refusals/empty-stream", "replies/short"], 2),
  ])
  func areRepeatedOnce(_ answers: [String], _ requests: Int) async throws {
    let scripted = FakeBackend([
      "/v1/models": [FakeBackend.fixture("llama.cpp/models")], "/props": [FakeBackend.fixture("llama.cpp/props")],
      "/v1/chat/completions": answers.map(FakeBackend.fixture),
    ])
    #expect(try await scripted.model().reply(to: request) { _ in }.text == "Grüße 🙂")
    #expect(scripted.count("/v1/chat/completions") == requests)
  }

  @Test func waitAsLongAsTheServerAsks() async throws {
    let backend = FakeBackend(chat: "refusals/too-many-soon", "replies/short")
    let clock = InstantClock()
    _ = try await backend.model(clock: clock).reply(to: request) { _ in }
    #expect(clock.now.offset == .seconds(2))
  }

  @Test func carryTheKeyAndTheConversationInHeaders() async throws {
    let backend = FakeBackend(chat: "replies/short")
    let address = try ServerAddress("http://fake:8080")
    let lines = Mutex<[String]>([])
    let trace = Trace { line in lines.withLock { $0.append(line) } }
    let model = try backend.model(ModelServerConfiguration(address: address, apiKey: "sesame"), trace: trace)
    var request = request
    request.conversation = "c1\r\nX: y"
    _ = try await model.reply(to: request) { _ in }
    let pieces = backend.requests.last?.pieces(host: "fake:8080") ?? []
    let sent = String(decoding: pieces.joined(), as: UTF8.self)
    #expect(
      sent.hasPrefix(
        "POST /v1/chat/completions HTTP/1.1\r\nHost: fake:8080\r\nUser-Agent: deputy\r\nContent-Type: application/json\r\n"
      ))
    #expect(sent.contains("\r\nAuthorization: Bearer sesame\r\nX-Session-Id: c1X: y\r\n\r\n{"))
    let traced = lines.withLock { $0 }
    #expect(traced.count == 3)
    #expect(!traced.contains { $0.contains("sesame") })
    #expect(traced.first == "model: llama.cpp, model demo, window 4096, slots 2")
  }

  @Test func useThePrefixOfTheAddress() async throws {
    let backend = FakeBackend(["/llm/v1/models": [FakeBackend.fixture("backends/vllm/v1-models")]])
    let address = try ServerAddress("http://fake/llm/v1")
    let model = try backend.model(ModelServerConfiguration(address: address))
    #expect(try await model.description().server == .vllm)
  }

  @Test func traceWhatTheyDo() async throws {
    let lines = Mutex<[String]>([])
    let trace = Trace { line in lines.withLock { $0.append(line) } }
    let backend = FakeBackend(chat: "refusals/internal", "llama.cpp/stream-length")
    _ = try await backend.model(trace: trace).reply(to: request) { _ in }
    let traced = lines.withLock { $0 }
    #expect(traced.count == 5)
    #expect(traced[1] == "model: 1 messages, 221 bytes to http://fake:8080")
    #expect(
      traced[2] == "model: trying again after: The model server failed (HTTP 500): Failed to parse input. "
        + "The conversation is kept: try again.")
    #expect(traced[4].contains(" ms, 3 pieces in "))
    #expect(traced[4].contains("prompt 39 of which 38 cached, generated 3, "))
    #expect(traced[4].hasSuffix(" tokens/s, finish length"))
  }
}
