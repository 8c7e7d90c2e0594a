import Agent
import Synchronization
import Testing

@testable import Inference

/// What the paths of a server answer, and what is made of it.
struct Backend: Sendable, CustomTestStringConvertible {
  var name: String
  /// Fixtures by path.
  var answers: [String: String]
  var wanted: String?
  var description: ModelDescription

  var testDescription: String { name }
}

@Suite("Detection of the server", .timeLimit(.minutes(1)))
struct ServerDetectionTests {
  static let backends = [
    Backend(
      name: "vLLM", answers: ["/v1/models": "backends/vllm/v1-models"],
      description: ModelDescription(server: .vllm, model: "Qwen/Qwen3-8B", window: 32768)),
    Backend(
      name: "Ollama with a loaded model",
      answers: [
        "/v1/models": "backends/ollama/v1-models", "/api/version": "backends/ollama/api-version",
        "/api/ps": "backends/ollama/api-ps",
      ],
      description: ModelDescription(server: .ollama, model: "qwen3:8b", window: 8192)),
    Backend(
      name: "Ollama with another model",
      answers: [
        "/v1/models": "backends/ollama/v1-models", "/api/version": "backends/ollama/api-version",
        "/api/ps": "backends/ollama/api-ps",
      ], wanted: "gemma:2b",
      description: ModelDescription(server: .ollama, model: "gemma:2b")),
    Backend(
      name: "Ollama with a model that is named without its tag",
      answers: [
        "/v1/models": "backends/ollama/v1-models", "/api/version": "backends/ollama/api-version",
        "/api/ps": "backends/ollama/api-ps-latest",
      ], wanted: "qwen3",
      description: ModelDescription(server: .ollama, model: "qwen3", window: 16384)),
    Backend(
      name: "LM Studio",
      answers: [
        "/v1/models": "backends/lmstudio/v1-models", "/api/v1/models": "backends/lmstudio/api-v1-models",
      ],
      description: ModelDescription(server: .lmStudio, model: "qwen3-8b", window: 16384)),
    Backend(
      name: "an older LM Studio",
      answers: [
        "/v1/models": "backends/lmstudio/v1-models", "/api/v0/models": "backends/lmstudio/api-v0-models",
      ],
      description: ModelDescription(server: .lmStudio, model: "qwen3-8b", window: 12288)),
    Backend(
      name: "LM Studio without a loaded model",
      answers: [
        "/v1/models": "backends/lmstudio/v1-models", "/api/v1/models": "backends/lmstudio/api-v1-models-not-loaded",
      ],
      description: ModelDescription(server: .lmStudio, model: "qwen3-8b")),
    Backend(
      name: "an older LM Studio without a loaded model",
      answers: [
        "/v1/models": "backends/lmstudio/v1-models", "/api/v0/models": "backends/lmstudio/api-v0-models-not-loaded",
      ],
      description: ModelDescription(server: .lmStudio, model: "qwen3-8b")),
    Backend(
      name: "a router",
      answers: [
        "/v1/models": "backends/router/v1-models", "/props?autoload=false&model=large": "llama.cpp/props",
      ],
      description: ModelDescription(server: .llamaCpp, model: "large", window: 4096, slots: 2)),
    Backend(
      name: "a router whose model is not loaded",
      answers: [
        "/v1/models": "backends/router/v1-models",
        "/props?autoload=false&model=small": "backends/router/props-not-loaded",
      ], wanted: "small",
      description: ModelDescription(server: .llamaCpp, model: "small")),
    Backend(
      name: "an unknown server", answers: ["/v1/models": "backends/other/v1-models"],
      description: ModelDescription(server: .other, model: "some-model")),
    Backend(name: "a server without a list", answers: [:], description: ModelDescription(server: .other)),
  ]

  @Test(arguments: backends) func tells(_ expected: Backend) async throws {
    let backend = FakeBackend(expected.answers.mapValues { [FakeBackend.fixture($0)] })
    let address = try ServerAddress("http://fake:8080")
    let model = try backend.model(ModelServerConfiguration(address: address, model: expected.wanted))
    var description = try await model.description()
    description.chatTemplate = nil
    #expect(description == expected.description)
  }

  @Test func readsTheProperties() async throws {
    let description = try await FakeBackend(chat: "replies/short").model().description()
    #expect(description.server == .llamaCpp)
    #expect(description.model == "demo")
    #expect(description.window == 4096)
    #expect(description.slots == 2)
    #expect(!description.supportsTools)
    #expect(description.chatTemplate?.hasPrefix("{%- for m in messages %}") == true)
  }

  @Test(arguments: ["-5", "0", "9223372036854775807", "1e300"])
  func tellsNoImpossibleWindow(number: String) async throws {
    let properties = #"{"default_generation_settings":{"n_ctx":\#(number)},"total_slots":\#(number)}"#
    let backend = FakeBackend([
      "/v1/models": [FakeBackend.fixture("llama.cpp/models")], "/props": [FakeBackend.response(properties)],
    ])
    #expect(try await backend.model().description().window == nil)
    let list = #"{"data":[{"id":"m","max_model_len":\#(number)}]}"#
    #expect(try await FakeBackend(["/v1/models": [FakeBackend.response(list)]]).model().description().window == nil)
  }

  @Test func isDoneAgainWhenTheServerEndedTheConnectionThatWaited() async throws {
    let closed = Moment()
    let lists = Mutex(0)
    let server = ScriptedServer { connection in
      while let path = connection.readRequest() {
        switch path {
        case "/v1/models":
          lists.withLock { $0 += 1 }
          connection.send(FakeBackend.fixture("llama.cpp/models"))
        case "/props": connection.send(FakeBackend.fixture("llama.cpp/props"))
        default:
          connection.send(FakeBackend.fixture("replies/short"))
          if lists.withLock({ $0 }) == 1 {
            connection.close()
            return closed.happen()
          }
        }
      }
    }
    let model = try server.model()
    for _ in 0..<3 {
      _ = try await model.reply(to: ChatRequest(messages: [])) { _ in }
      await closed.wait()
    }
    #expect(lists.withLock { $0 } == 2, "once, and once more after the end of the connection")
  }

  @Test func keepsWhatWasKnownWhereTheServerHasNoTimeForTheQuestion() async throws {
    let closed = Moment()
    let server = ScriptedServer { connection in
      while let path = connection.readRequest() {
        switch path {
        case "/v1/models" where closed.time != nil: connection.waitForEnd()
        case "/v1/models": connection.send(FakeBackend.fixture("llama.cpp/models"))
        case "/props": connection.send(FakeBackend.fixture("llama.cpp/props"))
        default:
          connection.send(FakeBackend.fixture("replies/short"))
          if closed.time == nil {
            connection.close()
            return closed.happen()
          }
        }
      }
    }
    let model = try server.model(.patient(question: .seconds(3)))
    let first = try await model.description()
    _ = try await model.reply(to: ChatRequest(messages: [])) { _ in }
    await closed.wait()
    #expect(try await model.description() == first)
  }

  @Test func isDoneOnce() async throws {
    let backend = FakeBackend(chat: "replies/short")
    let model = try backend.model()
    for _ in 0..<3 { _ = try await model.reply(to: ChatRequest(messages: [])) { _ in } }
    #expect(backend.count("/v1/models") == 1)
    #expect(backend.count("/props") == 1)
  }

  @Test func isDoneAgainWhenTheWindowProvesToBeAnother() async throws {
    let backend = FakeBackend(chat: "refusals/vllm-overflow", "llama.cpp/stream-overflow")
    let model = try backend.model()
    // 4096 in both: the same window. The fixture of /props says 4096 as well.
    for _ in 0..<2 { _ = try? await model.reply(to: ChatRequest(messages: [])) { _ in } }
    #expect(backend.count("/props") == 1)
    let smaller = FakeBackend(chat: "refusals/overflow-of-another-window", "replies/short")
    let other = try smaller.model()
    _ = try? await other.reply(to: ChatRequest(messages: [])) { _ in }
    _ = try await other.reply(to: ChatRequest(messages: [])) { _ in }
    #expect(smaller.count("/props") == 2)
  }

  @Test func isDoneAgainAfterTheServerBrokeOff() async throws {
    let backend = FakeBackend(chat: "refusals/empty-stream", "refusals/empty-stream", "replies/short")
    let model = try backend.model()
    _ = try? await model.reply(to: ChatRequest(messages: [])) { _ in }
    _ = try await model.reply(to: ChatRequest(messages: [])) { _ in }
    #expect(backend.count("/v1/models") == 3)
  }
}
