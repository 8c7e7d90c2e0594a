import Agent
import Platform
import Synchronization
import Testing

@testable import Inference

/// How many more requests a server leaves without an answer.
private final class Silences: Sendable {
  private let count: Mutex<Int>

  init(_ count: Int) { self.count = Mutex(count) }

  var left: Int { count.withLock { $0 } }

  /// True where this request is one of them.
  func takesOne() -> Bool {
    count.withLock { count in
      guard count > 0 else { return false }
      count -= 1
      return true
    }
  }
}

@Suite("A question that only some servers know", .timeLimit(.minutes(1)))
struct OptionalQuestionTests {
  @Test(arguments: [
    "", "HTTP/1.1 404 Not Found\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nxyz", "SSH-2.0-OpenSSH\r\n",
    "HTTP/1.1 404 Not Found\r\nContent-Length: 100\r\n\r\nshort",
  ])
  func mayEndInAFailure(answer: String) async throws {
    let bytes = Array(answer.utf8)
    let backend = FakeBackend([
      "/v1/models": [FakeBackend.fixture("backends/other/v1-models")], "/api/version": [bytes],
      "/api/v1/models": [bytes], "/api/v0/models": [bytes],
    ])
    let model = try backend.model()
    for _ in 0..<2 {
      #expect(try await model.description() == ModelDescription(server: .other, model: "some-model"))
    }
    #expect(backend.count("/api/version") == 1, "the failure is an answer like any other")
  }

  @Test func mayStayWithoutAnAnswer() async throws {
    let server = ScriptedServer { connection in
      while let path = connection.readRequest() {
        switch path {
        case "/v1/models": connection.send(FakeBackend.fixture("backends/other/v1-models"))
        case "/api/version": connection.waitForEnd()
        default: connection.send(FakeBackend.fixture("backends/not-found"))
        }
      }
    }
    let description = try await server.model(.patient(question: .seconds(2))).description()
    #expect(description == ModelDescription(server: .other, model: "some-model"))
  }

  @Test(arguments: [(1, ModelDescription.Server.ollama), (9, .other)])
  func isAskedAgainWhereItHadNoAnswerInTimeButNotForEver(silences: Int, server: ModelDescription.Server) async throws {
    let silent = Silences(silences)
    let scripted = ScriptedServer { connection in
      while let path = connection.readRequest() {
        switch path {
        case "/v1/models": connection.send(FakeBackend.fixture("backends/ollama/v1-models"))
        case "/api/version" where silent.takesOne(): connection.waitForEnd()
        case "/api/version": connection.send(FakeBackend.fixture("backends/ollama/api-version"))
        default: connection.send(FakeBackend.fixture("backends/not-found"))
        }
      }
    }
    let model = try scripted.model(.patient(question: .seconds(2)))
    #expect(try await model.description().server == .other)
    for _ in 0..<5 { _ = try await model.description() }
    #expect(try await model.description().server == server)
    // A server that never answers is asked four times at most; the rest of nine is left.
    #expect(silent.left >= max(silences - 4, 0))
  }

  @Test func isAskedAgainWhereLlamaCppFailedOverIt() async throws {
    let backend = FakeBackend([
      "/v1/models": [FakeBackend.fixture("llama.cpp/models")], "/props": [[], FakeBackend.fixture("llama.cpp/props")],
    ])
    let model = try backend.model()
    #expect(try await model.description().window == nil)
    #expect(try await model.description().window == 4096)
  }

  @Test func endsTheCallWhereTheServerIsNeeded() async throws {
    let model = try FakeBackend(["/v1/models": [[]]]).model()
    await #expect(throws: ChatModelError.interrupted("the connection was closed in the middle of its header")) {
      _ = try await model.description()
    }
  }

  @Test(arguments: [
    (HTTPFailure.closed("x"), true), (.malformed("x"), true), (.timedOut(.question, .seconds(1)), true),
    (.timedOut(.waiting, .seconds(1)), true), (.timedOut(.whole, .zero), false),
    (.timedOut(.connecting, .seconds(3)), false), (.cancelled, false), (.unreachable(.notConnected("x")), false),
    (.unusable("x", advice: "y"), false),
  ])
  func tellsNothingOfTheServerOnlyWhereItFailedItself(failure: HTTPFailure, isOfOneQuestion: Bool) throws {
    let configuration = ModelServerConfiguration(address: try ServerAddress("http://fake:8080"))
    #expect(ServerRefusal(failure, configuration).isOfOneQuestion == isOfOneQuestion)
  }
}
