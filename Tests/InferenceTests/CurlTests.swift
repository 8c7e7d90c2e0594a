import Agent
import Platform
import Testing

@testable import Inference

@Suite(
  "A model server over TLS", .enabled(if: TLSTestServer.isPossible, "curl, openssl or python3 is not installed"),
  .timeLimit(.minutes(1)))
struct CurlTests {
  private func request(_ text: String = "Hi") -> ChatRequest {
    ChatRequest(messages: [ChatMessage(.user, text)], temperature: 0)
  }

  @Test func answersAsOverASocket() async throws {
    let server = try await TLSTestServer()
    let events = EventLog()
    let reply = try await server.model().reply(to: request()) { events.add($0) }
    #expect(reply.text == #"{"tool": "ssh_exec", "arguments": {"host": "web1", "command": "df -h /"}}"#)
    #expect(reply.finish == .stop)
    #expect(events.all.first == .prompt(processed: 0, total: 39, cached: 0))
  }

  @Test func takesALargeRequest() async throws {
    let server = try await TLSTestServer()
    let large = request(String(repeating: "\\\"\n\t ünïcode ", count: 200_000))
    #expect(try await server.model().reply(to: large) { _ in }.finish == .stop)
  }

  @Test func refusesAWrongKey() async throws {
    let server = try await TLSTestServer()
    await #expect(throws: ChatModelError.unauthorized(status: 401, message: "Invalid API Key.")) {
      _ = try await server.model(key: nil).reply(to: request()) { _ in }
    }
  }

  @Test func isNotTrustedWithoutItsCertificate() async throws {
    let server = try await TLSTestServer()
    let error = await #expect(throws: ChatModelError.self) {
      _ = try await server.model(isTrusted: false).description()
    }
    guard case .unusable("https://localhost:\(server.port)", let reason, let advice)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reason.contains("certificate"))
    #expect(advice == "Name its certificate in DEPUTY_CA_FILE.")
    #expect(error?.isWorthRetrying == false)
  }

  @Test func isUnreachableWhereNobodyListens() async throws {
    let closed = ScriptedServer { _ in }
    closed.stop()
    let address = try ServerAddress("https://127.0.0.1:\(closed.port)")
    let model = ModelServer(ModelServerConfiguration(address: address, deadlines: .patient()), poller: Poller())
    let error = await #expect(throws: ChatModelError.self) { _ = try await model.description() }
    guard case .unreachable(_, let reason)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reason.hasPrefix("curl: (7)"))
  }

  @Test func hasTheSameDeadlines() async throws {
    let server = try await TLSTestServer()
    let first = ModelDeadlines.patient(firstToken: .milliseconds(400))
    await #expect(throws: ChatModelError.timedOut(stage: "the first piece of its answer", seconds: 1)) {
      _ = try await server.model(deadlines: first).reply(to: request("silent")) { _ in }
    }
    let next = ModelDeadlines.patient(nextToken: .milliseconds(400))
    let reply = try await server.model(deadlines: next).reply(to: request("hang")) { _ in }
    #expect(reply.text == "first")
    #expect(reply.finish == .interrupted("the next piece of its answer took longer than 1 s"))
  }

  @Test func keepsTheTextOfACutAnswer() async throws {
    let server = try await TLSTestServer()
    let reply = try await server.model().reply(to: request("cut")) { _ in }
    #expect(reply.text == #"{"tool": ""#)
    #expect(reply.finish == .interrupted("the connection was closed in the middle of its answer"))
  }

  @Test func endsCurlWithTheCall() async throws {
    let server = try await TLSTestServer()
    let begun = Moment()
    let model = try server.model()
    let task = Task { try await model.reply(to: request("hang")) { if case .generating = $0 { begun.happen() } } }
    await begun.wait()
    #expect(server.clients.count == 1)
    task.cancel()
    await #expect(throws: ChatModelError.cancelled) { _ = try await task.value }
    let limit = ContinuousClock.now + .seconds(5)
    while server.clients.count > 0, ContinuousClock.now < limit { await Task.yield() }
    #expect(server.clients.count == 0)
  }

  @Test func givesCurlItsSettingsThroughAPipe() throws {
    let address = try ServerAddress("https://gpu.example/v1")
    let command = CurlCommand(
      request: HTTPRequest(
        method: "POST", path: "/v1/x", fields: [("Authorization", "Bearer a\"b")], body: [[0x7B, 0x7D]]),
      address: address, executable: nil, certificates: "/ca.pem", environment: [:], deadlines: ModelDeadlines())
    let lines = command.configuration.split(separator: "\n")
    #expect(lines.contains(#"url = "https://gpu.example/v1/x""#))
    #expect(lines.contains(#"header = "Authorization: Bearer a\"b""#))
    #expect(lines.contains(#"cacert = "/ca.pem""#))
    #expect(lines.contains(#"data-binary = "@-""#))
    #expect(lines.contains("connect-timeout = 3.0"))
  }
}
