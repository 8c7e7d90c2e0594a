import Agent
import Platform
import Testing

@testable import Inference

@Suite("Many calls at once", .timeLimit(.minutes(1)), .serialized)
struct ConcurrencyTests {
  private let request = ChatRequest(messages: [ChatMessage(.user, "Hi")], temperature: 0)

  @Test func oneConnectionServesOneCallAfterAnother() async throws {
    let server = ScriptedServer(chat: { $0.send(FakeBackend.fixture("llama.cpp/stream-stop")) })
    let model = try server.model()
    for _ in 0..<50 { #expect(try await model.reply(to: request) { _ in }.finish == .stop) }
    #expect(server.connections == 1)
  }

  @Test func twoHundredAndFiftySixAllGetTheirReply() async throws {
    let server = ScriptedServer(chat: { connection in
      rest(milliseconds: 20)
      connection.send(FakeBackend.fixture("llama.cpp/stream-stop"))
    })
    let model = try server.model()
    let done = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<256 {
        group.addTask { try await model.reply(to: request) { _ in }.text.hasPrefix(#"{"tool": "ssh_exec""#) }
      }
      return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(done == 256)
    // What is left are the few connections that wait for the next call.
    #expect(server.clientDescriptors <= 16)
  }

  @Test func aCancelClosesTheConnectionAtOnce() async throws {
    let closed = Moment()
    let server = ScriptedServer(chat: { connection in
      connection.sendStreamHead()
      connection.sendPiece("first")
      connection.waitForEnd()
      closed.happen()
    })
    let begun = Moment()
    let model = try server.model()
    let task = Task {
      try await model.reply(to: request) { if case .generating = $0 { begun.happen() } }
    }
    await begun.wait()
    let start = ContinuousClock.now
    task.cancel()
    await #expect(throws: ChatModelError.cancelled) { _ = try await task.value }
    await closed.wait()
    let time = closed.time.map { start.duration(to: $0) } ?? .seconds(60)
    // Under a millisecond on an idle machine; the server's thread may have to wait for a busy one.
    #expect(time < .seconds(1), "\(time)")
    #expect(server.clientDescriptors == 0)
  }

  @Test func aStormOfCancelsLeavesNothingBehind() async throws {
    let server = ScriptedServer(chat: { connection in
      connection.sendStreamHead()
      for _ in 0..<20 where connection.sendPiece("x") { rest(milliseconds: 1) }
      connection.send("data: [DONE]\n\n")
      connection.close()
    })
    let poller = Poller()
    let model = try server.model(poller: poller)
    _ = try await model.description()
    for round in 0..<10 {
      await withTaskGroup(of: Void.self) { group in
        for number in 0..<100 {
          let task = Task { try await model.reply(to: request) { _ in } }
          group.addTask {
            // Before the connection, in its making, in the head, between pieces, after the end.
            try? await Task.sleep(for: .microseconds((number * 37 + round * 311) % 30_000))
            task.cancel()
            _ = try? await task.value
          }
        }
      }
    }
    #expect(server.clientDescriptors <= 16)
    #expect(poller.waitCount == 0)
    #expect(try await model.reply(to: request) { _ in }.text.hasPrefix("xxxx"))
  }

  @Test func aVeryLongAnswerArrivesWhole() async throws {
    let piece = String(repeating: "0123456789abcdef", count: 4096)
    let server = ScriptedServer(chat: { connection in
      connection.sendStreamHead()
      for _ in 0..<64 where connection.sendPiece(piece) {}
      connection.send(#"data: {"choices":[{"delta":{},"finish_reason":"stop"}]}"# + "\n\ndata: [DONE]\n\n")
      connection.close()
    })
    let reply = try await server.model().reply(to: request) { _ in }
    #expect(reply.text.utf8.count == 64 * 65_536)
    #expect(reply.finish == .stop)
  }
}
