import Agent
import Inference
import Platform
import Synchronization
import Testing

@Suite(
  "A real llama.cpp server", .enabled(if: LlamaTestServer.url != nil, Comment(rawValue: LlamaTestServer.reasonToSkip)),
  .timeLimit(.minutes(1)))
struct LlamaServerTests {
  private let hello = ChatRequest(
    messages: [ChatMessage(.system, "You are an agent."), ChatMessage(.user, "Say hello")], temperature: 0,
    maxTokens: 16, conversation: "test")

  @Test func isRecognisedWithItsWindowAndSlots() async throws {
    let description = try await LlamaTestServer.model().description()
    #expect(description.server == .llamaCpp)
    #expect((description.window ?? 0) > 0)
    #expect((description.slots ?? 0) > 0)
    #expect(description.model != nil)
    #expect(description.chatTemplate?.isEmpty == false)
  }

  @Test func streamsAReplyWithProgressAndUsage() async throws {
    let events = Mutex<[ChatEvent]>([])
    let reply = try await LlamaTestServer.model().reply(to: hello) { event in events.withLock { $0.append(event) } }
    #expect(!reply.text.isEmpty)
    #expect(reply.usage.prompt > 0 && reply.usage.generated > 0)
    let seen = events.withLock { $0 }
    #expect(seen.contains { if case .prompt = $0 { true } else { false } })
    #expect(seen.contains { if case .generating = $0 { true } else { false } })
  }

  @Test func repeatsTheSameReplyAtTemperatureZero() async throws {
    let model = try LlamaTestServer.model()
    let first = try await model.reply(to: hello) { _ in }
    let second = try await model.reply(to: hello) { _ in }
    #expect(first.text == second.text)
    #expect(second.usage.cached > 0)
  }

  @Test func countsTheTokensThatItReports() async throws {
    let model = try LlamaTestServer.model()
    let counted = await model.countTokens(of: hello)
    let reply = try await model.reply(to: hello) { _ in }
    #expect(counted == reply.usage.prompt)
  }

  @Test func reportsAnOverflowWithBothNumbers() async throws {
    let model = try LlamaTestServer.model()
    let window = try await model.description().window
    var request = hello
    request.messages.append(ChatMessage(.user, String(repeating: "word ", count: 40_000)))
    await #expect {
      _ = try await model.reply(to: request) { _ in }
    } throws: { error in
      guard case ChatModelError.contextOverflow(let tokens?, let limit?) = error else { return false }
      return tokens > limit && limit == window
    }
  }
}
