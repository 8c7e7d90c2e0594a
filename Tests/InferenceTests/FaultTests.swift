import Agent
import Platform
import Testing
import ToolCalling

@testable import Inference

@Suite("A model server that fails", .timeLimit(.minutes(1)))
struct FaultTests {
  private let request = ChatRequest(messages: [ChatMessage(.user, "Hi")], temperature: 0)
  private let short = ModelDeadlines.patient(firstToken: .milliseconds(150), nextToken: .milliseconds(150))

  @Test func refusedIsSaidWithItsAddress() async throws {
    let server = ScriptedServer { _ in }
    server.stop()
    let model = try server.model()
    let url = "http://127.0.0.1:\(server.port)"
    let error = await #expect(throws: ChatModelError.self) { _ = try await model.reply(to: request) { _ in } }
    #expect(error == .unreachable(url: url, reason: "connect: Connection refused"))
    #expect(
      error?.description
        == "Cannot reach the model server at \(url): connect: Connection refused. Start it, or set LLAMA_SERVER_URL.")
  }

  @Test func anUnknownHostIsSaid() async throws {
    let address = try ServerAddress("http://no-such-host.invalid:8080")
    let model = ModelServer(ModelServerConfiguration(address: address), poller: Poller())
    await #expect(throws: ChatModelError.unknownHost("no-such-host.invalid")) { _ = try await model.description() }
  }

  @Test func aConnectionThatDoesNotComeAboutIsSaidWithItsAddress() async throws {
    let address = try ServerAddress("http://10.9.8.7:8080")
    let deadlines = ModelDeadlines()
    let client = HTTPClient(host: "10.9.8.7:8080", deadlines: deadlines) { _, _ throws(HTTPFailure) in
      throw .timedOut(.connecting, deadlines.connect)
    }
    let model = ModelServer(
      ModelServerConfiguration(address: address), client: client, clock: InstantClock(), trace: .off)
    await #expect(
      throws: ChatModelError.unreachable(url: "http://10.9.8.7:8080", reason: "no connection within 3 s")
    ) { _ = try await model.description() }
  }

  @Test func silenceAfterTheRequestEndsAtTheFirstDeadline() async throws {
    let server = ScriptedServer { $0.waitForEnd() }
    let deadlines = ModelDeadlines.patient(question: .milliseconds(100))
    let error = await #expect(throws: ChatModelError.self) { _ = try await server.model(deadlines).description() }
    #expect(error == .timedOut(stage: "a short question", seconds: 1))
    #expect(
      error?.description == """
        The model server took longer than 1 s for a short question. The conversation is kept: try again.
        """)
  }

  @Test func silenceBeforeTheFirstPieceIsAnError() async throws {
    let silent = ScriptedServer(chat: { connection in
      connection.sendStreamHead()
      connection.waitForEnd()
    })
    await #expect(throws: ChatModelError.timedOut(stage: "the first piece of its answer", seconds: 1)) {
      _ = try await silent.model(short).reply(to: request) { _ in }
    }
  }

  @Test func silenceBetweenPiecesKeepsTheText() async throws {
    let server = ScriptedServer(chat: { connection in
      connection.sendStreamHead()
      connection.sendPiece("kept")
      connection.waitForEnd()
    })
    let reply = try await server.model(short).reply(to: request) { _ in }
    #expect(reply.text == "kept")
    #expect(reply.finish == .interrupted("the next piece of its answer took longer than 1 s"))
  }

  @Test func pingsKeepACallAlive() async throws {
    let server = ScriptedServer(chat: { connection in
      connection.sendStreamHead()
      for _ in 0..<20 {
        rest(milliseconds: 50)
        connection.send(":\n\n")
      }
      connection.sendPiece("late")
      connection.send("data: [DONE]\n\n")
      connection.close()
    })
    let deadlines = ModelDeadlines.patient(firstToken: .milliseconds(700))
    #expect(try await server.model(deadlines).reply(to: request) { _ in }.text == "late")
  }

  @Test func pingsDoNotKeepACallAliveForEver() async throws {
    let server = ScriptedServer(chat: { connection in
      connection.sendStreamHead()
      while connection.send(":\n\n") { rest(milliseconds: 5) }
    })
    let deadlines = ModelDeadlines.patient(whole: .seconds(1))
    await #expect(throws: ChatModelError.timedOut(stage: "the whole call", seconds: 1)) {
      _ = try await server.model(deadlines).reply(to: request) { _ in }
    }
  }

  @Test func pingsDoNotKeepAnAnswerAliveThatHasBegun() async throws {
    let server = ScriptedServer(chat: { connection in
      connection.sendStreamHead()
      connection.sendPiece("kept")
      while connection.send(":\n\n") { rest(milliseconds: 5) }
    })
    let reply = try await server.model(short).reply(to: request) { _ in }
    #expect(reply.text == "kept")
    #expect(reply.finish == .interrupted("the next piece of its answer took longer than 1 s"))
  }

  @Test(arguments: [true, false]) func aStreamThatStaysOpenAfterItsEndIsLeft(_ pings: Bool) async throws {
    let left = Moment()
    let server = ScriptedServer(chat: { connection in
      connection.sendStreamHead()
      connection.sendPiece("whole")
      connection.send(#"data: {"choices":[{"delta":{},"finish_reason":"stop"}]}"# + "\n\ndata: [DONE]\n\n")
      while pings, connection.send(":\n\n") { rest(milliseconds: 5) }
      connection.waitForEnd()
      left.happen()
    })
    let start = ContinuousClock.now
    let reply = try await server.model().reply(to: request) { _ in }
    #expect(reply.text == "whole" && reply.finish == .stop)
    await left.wait()
    #expect(start.duration(to: .now) < .seconds(40))
  }

  @Test func killedInMidStreamKeepsTheText() async throws {
    let server = ScriptedServer(chat: { connection in
      connection.sendStreamHead()
      connection.sendPiece("kept")
      rest(milliseconds: 20)
      connection.reset()
    })
    let reply = try await server.model().reply(to: request) { _ in }
    #expect(reply.text == "kept")
    #expect(
      reply.finish == .interrupted("the connection was closed with an error (read: Connection reset by peer)"))
  }

  @Test func killedInMidPromptIsTriedOnceMore() async throws {
    let server = ScriptedServer(chat: { connection in
      connection.sendStreamHead()
      rest(milliseconds: 20)
      connection.reset()
    })
    let model = try server.model()
    await #expect(
      throws: ChatModelError.interrupted("the connection was closed with an error (read: Connection reset by peer)")
    ) {
      _ = try await model.reply(to: request) { _ in }
    }
    // Each attempt asks what the server is and then for the reply, on one connection.
    #expect(server.connections == 2)
  }

  @Test func goneAfterTheFirstAttemptIsUnreachable() async throws {
    let asked = Moment()
    let stopped = Moment()
    let server = ScriptedServer(chat: { connection in
      asked.happen()
      while stopped.time == nil { rest(milliseconds: 1) }
      connection.reset()
    })
    let model = try server.model()
    async let failure = #expect(throws: ChatModelError.self) { _ = try await model.reply(to: request) { _ in } }
    await asked.wait()
    server.stop()
    stopped.happen()
    guard case .unreachable? = await failure else {
      Issue.record("not unreachable")
      return
    }
  }

  @Test func garbageInPlaceOfTheServerIsSaid() async throws {
    let server = ScriptedServer { connection in
      connection.send(FakeBackend.fixture("refusals/ssh-banner"))
      connection.waitForEnd()
    }
    let error = await #expect(throws: ChatModelError.self) { _ = try await server.model().description() }
    guard case .badResponse(let what)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(what.hasPrefix("it begins with \"SSH-2.0-OpenSSH"))
  }

  @Test func aDeadKeptConnectionIsReplacedUnseen() async throws {
    let server = ScriptedServer(chat: { connection in
      connection.send(FakeBackend.fixture("replies/short"))
      // The next request on this connection is read and never answered.
      _ = connection.readRequest()
      connection.close()
    })
    let model = try server.model()
    for _ in 0..<3 { #expect(try await model.reply(to: request) { _ in }.text == "Grüße 🙂") }
    #expect(server.connections == 3)
  }

  private var large: ChatRequest {
    let text = String(repeating: "0123456789", count: 1_000_000)
    return ChatRequest(messages: [ChatMessage(.user, text)], temperature: 0)
  }

  @Test(arguments: [true, false])
  func aRefusalOfARequestThatNobodyReadsIsHeard(saysNoMore: Bool) async throws {
    let answer = FakeBackend.response(#"{"error":{"message":"Too large"}}"#, status: "413 Content Too Large")
    let end = Moment()
    let server = ScriptedServer(readsChats: false) { connection in
      connection.send(answer)
      if saysNoMore { connection.sayNoMore() }
      // Not a byte of the body is read while the client waits.
      while end.time == nil { rest(milliseconds: 1) }
      connection.close()
    }
    defer { end.happen() }
    let deadlines = ModelDeadlines.patient()
    await #expect(throws: ChatModelError.rejected(status: 413, message: "Too large.")) {
      _ = try await server.model(deadlines).reply(to: large) { _ in }
    }
    // The connection holds half a request: nothing else may be sent on it.
    #expect(server.clientDescriptors == 0)
  }

  @Test func anEarlyRefusalOfALargeRequestIsHeard() async throws {
    let server = ScriptedServer(chat: { $0.send(FakeBackend.fixture("llama.cpp/stream-overflow")) })
    await #expect(throws: ChatModelError.contextOverflow(tokens: 40009, window: 4096)) {
      _ = try await server.model().reply(to: large) { _ in }
    }
  }
}
