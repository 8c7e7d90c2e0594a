import Agent
import JSON
import Testing

@testable import Inference

@Suite("A model that was renamed or swapped", .timeLimit(.minutes(1)))
struct RenamedModelTests {
  private static let swapped = FakeBackend.response(
    #"{"data":[{"id":"new","owned_by":"vllm","max_model_len":4096}]}"#)

  /// Serves another model after its first reply.
  private func backend() -> FakeBackend {
    FakeBackend([
      "/v1/models": [FakeBackend.fixture("backends/vllm/v1-models"), Self.swapped],
      "/v1/chat/completions": ["replies/short", "refusals/model-not-found", "replies/short"].map(FakeBackend.fixture),
    ])
  }

  private func text(of request: HTTPRequest?) -> String {
    String(decoding: (request?.body ?? []).joined(), as: UTF8.self)
  }

  @Test func isAskedForByItsNewNameInTheSameCall() async throws {
    let backend = backend()
    let model = try backend.model()
    for _ in 0..<2 { #expect(try await model.reply(to: ChatRequest(messages: [])) { _ in }.text == "Grüße 🙂") }
    #expect(backend.count("/v1/models") == 2)
    #expect(backend.count("/v1/chat/completions") == 3)
    #expect(text(of: backend.requests.last).hasPrefix(#"{"model":"new""#))
  }

  @Test(arguments: [true, false]) func isAnErrorWhereItWasNamedButNotForEver(byTheCall: Bool) async throws {
    let backend = backend()
    let address = try ServerAddress("http://fake:8080")
    let model = try backend.model(ModelServerConfiguration(address: address, model: byTheCall ? nil : "old"))
    var request = ChatRequest(messages: [])
    if byTheCall { request.model = "old" }
    let named = request
    _ = try await model.reply(to: named) { _ in }
    await #expect(
      throws: ChatModelError.rejected(status: 404, message: "model \"x\" not found, try pulling it first.")
    ) { _ = try await model.reply(to: named) { _ in } }
    #expect(backend.count("/v1/chat/completions") == 2)
    _ = try await model.reply(to: named) { _ in }
    #expect(backend.count("/v1/models") == 2)
  }

  @Test(
    arguments: [
      ("gemma:2b", nil), ("gemma", ["qwen3:8b", "gemma:2b"]), ("qwen3:8b", nil), (nil, nil),
    ] as [(String?, [String]?)])
  func isNamedWhereTheListDoesNotHoldIt(wanted: String?, listed: [String]?) async throws {
    let backend = FakeBackend([
      "/v1/models": [FakeBackend.fixture("backends/ollama/v1-models")],
      "/api/version": [FakeBackend.fixture("backends/ollama/api-version")],
    ])
    let model = try backend.model(
      ModelServerConfiguration(address: try ServerAddress("http://fake:8080"), model: wanted))
    #expect(model.unlistedModel?.name == nil)
    _ = try await model.description()
    #expect(model.unlistedModel?.listed == listed)
    #expect(model.unlistedModel?.name == (listed == nil ? nil : wanted))
  }

  @Test func isNotMissedOnAServerThatChoosesByItself() async throws {
    let configuration = ModelServerConfiguration(address: try ServerAddress("http://fake:8080"), model: "any")
    let llama = try FakeBackend(chat: "replies/short").model(configuration)
    _ = try await llama.description()
    #expect(llama.unlistedModel?.name == nil)
    let router = try FakeBackend(["/v1/models": [FakeBackend.fixture("backends/router/v1-models")]]).model(
      configuration)
    _ = try await router.description()
    #expect(router.unlistedModel?.listed.contains("large") == true)
  }

  @Test(arguments: [
    ("Qwen3:8B", "qwen3:8b", true), ("library/qwen3", "qwen3:latest", true),
    ("registry.ollama.ai/library/qwen3:8b", "qwen3:8b", true), ("me/qwen3", "qwen3", false),
    ("qwen3:8b", "qwen3", false),
  ])
  func isTheSameForOllamaInOtherWords(name: String, other: String, isSame: Bool) {
    #expect(ServerDetection.isSame(name, other) == isSame)
  }

  @Test func isListedByARouterUnderItsAliasesToo() throws {
    let list = #"{"data":[{"id":"org/Qwen3-GGUF","aliases":["qwen"],"status":{"value":"loaded"}},{"id":"b"}]}"#
    let head = try HTTPHead(statusLine: Array("HTTP/1.1 200 OK".utf8)[...])
    #expect(ServerDetection.choices(head, try JSONValue(parsing: list)) == ["org/Qwen3-GGUF", "qwen", "b"])
  }

  @Test(arguments: [
    ("qwen3", "qwen3:latest"), ("qwen3:8b", "qwen3:8b"),
    ("hub.example:5000/me/qwen3", "hub.example:5000/me/qwen3:latest"),
    ("", ":latest"),
  ])
  func hasTheTagLatestWhereItNamesNone(name: String, whole: String) {
    #expect(ServerDetection.tagged(name) == whole)
  }
}
