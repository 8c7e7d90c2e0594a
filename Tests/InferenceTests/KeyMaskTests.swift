import Agent
import Testing

@testable import Inference

@Suite("The key in what a server says", .timeLimit(.minutes(1)))
struct KeyMaskTests {
  private static let key = "sesame-street-42"

  @Test(arguments: [
    ("\(key)", "[masked]"), ("no \(key), \(key)!", "no [masked], [masked]!"), ("sesame-street-43", "sesame-street-43"),
    ("\"Bearer sesame-st…\"", "\"Bearer [masked]…\""), ("\"Bearer sesam…\"", "\"Bearer sesam…\""), ("", ""),
    ("sesame-sesame-street-42 Grüße", "sesame-[masked] Grüße"),
  ])
  func isMasked(text: String, shown: String) {
    #expect(KeyMask(Self.key).masked(text) == shown)
    #expect(KeyMask(nil).masked(text) == text)
  }

  @Test func isLeftWhereItIsAWord() {
    #expect(KeyMask("model").masked("no such model") == "no such model")
    #expect(KeyMask("models").masked("no such models") == "no such [masked]")
  }

  private static let json = #"{"error":{"message":"Wrong key \#(key)"}}"#
  private static let long = String(repeating: "x", count: 290)

  /// A response to the chat, and what becomes of it.
  private static let answers: [(String, ChatModelError)] = [
    (response(json, "401 Unauthorized"), .unauthorized(status: 401, message: "Wrong key [masked].")),
    (
      response(json, "404 Not Found"),
      .notFound(url: "http://fake:8080/v1/chat/completions", message: "Wrong key [masked].")
    ),
    (response(json, "400 Bad Request"), .rejected(status: 400, message: "Wrong key [masked].")),
    (response("Key \(key)?", "502 Bad Gateway"), .failed(status: 502, message: "Key [masked]?")),
    (response("Hello \(key)", "200 OK"), .badResponse("Hello [masked]")),
    (response(long + key + "yz", "200 OK"), .badResponse(long + "[masked]yz")),
    (
      response(#"{"error":"\#(long)\#(key)yyyyyyyy"}"#, "400 Bad Request"),
      .rejected(status: 400, message: long + "[masked]yy…")
    ),
    (
      "HTTP/1.1 302 Found\r\nLocation: https://x/?key=\(key)\r\nContent-Length: 0\r\n\r\n",
      .redirect(to: "https://x/?key=[masked]")
    ),
    (
      "Proxy-Authorization: Bearer \(key)\r\n",
      .badResponse("it begins with \"Proxy-Authorization: Bearer [masked]…\", which is no HTTP/1.1 status line")
    ),
    (stream("data: \(key)\n\n"), .badResponse("an event that is not JSON: \"[masked]\"")),
    (stream("data: \(json)\n\n"), .failed(status: 500, message: "Wrong key [masked].")),
  ]

  private static func response(_ body: String, _ status: String) -> String {
    String(decoding: FakeBackend.response(body, status: status), as: UTF8.self)
  }

  private static func stream(_ events: String) -> String {
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + events
  }

  private func model(_ answer: String) throws -> ModelServer {
    let backend = FakeBackend([
      "/v1/models": [FakeBackend.fixture("llama.cpp/models")], "/props": [FakeBackend.fixture("llama.cpp/props")],
      "/v1/chat/completions": [Array(answer.utf8)],
    ])
    return try backend.model(
      ModelServerConfiguration(address: try ServerAddress("http://fake:8080"), apiKey: Self.key))
  }

  @Test(arguments: answers) func isInNoError(answer: String, error: ChatModelError) async throws {
    let model = try model(answer)
    await #expect(throws: error) { _ = try await model.reply(to: ChatRequest(messages: [])) { _ in } }
  }

  @Test func isInNoInterruption() async throws {
    let model = try model(
      Self.stream(#"data: {"choices":[{"delta":{"content":"kept"}}]}"# + "\n\ndata: \(Self.json)\n\n"))
    let reply = try await model.reply(to: ChatRequest(messages: [])) { _ in }
    #expect(reply.finish == .interrupted("the server reports: Wrong key [masked]."))
  }

  @Test func isInNoAnswerToTheQuestionWhatTheServerIs() async throws {
    let backend = FakeBackend(["/v1/models": [FakeBackend.response("Hello \(Self.key)")]])
    let configuration = ModelServerConfiguration(address: try ServerAddress("http://fake:8080"), apiKey: Self.key)
    await #expect(throws: ChatModelError.badResponse("/v1/models is Hello [masked]")) {
      _ = try await backend.model(configuration).description()
    }
  }
}
