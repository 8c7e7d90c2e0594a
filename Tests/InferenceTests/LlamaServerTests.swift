import Agent
import JSON
import Platform
import Synchronization
import Testing

@testable import Inference

/// One test at a time: what a slot did last is looked at after the call.
@Suite(
  "A real llama.cpp server", .enabled(if: LlamaTestServer.url != nil, Comment(rawValue: LlamaTestServer.reasonToSkip)),
  .serialized, .timeLimit(.minutes(1)))
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

  @Test func countsTheSameByItsTemplateAndItsTokenizer() async throws {
    let older = try LlamaTestServer.model(without: [TokenCounter.whole])
    var request = hello
    for text in ["Grüße 🙂 \"{}\" <|im_end|>", String(repeating: "a line of a log 12:34:56\n", count: 60)] {
      request.prompt.append(PreparedMessage(ChatMessage(.assistant, text)))
      request.prompt.append(PreparedMessage(ChatMessage(.user, text)))
      let counted = await older.countTokens(of: request)
      #expect(counted == (try await older.reply(to: request) { _ in }.usage.prompt))
      #expect(counted == (await (try LlamaTestServer.model()).countTokens(of: request)))
    }
  }

  @Test func reportsAnOverflowWithBothNumbers() async throws {
    let model = try LlamaTestServer.model()
    let window = try await model.description().window
    var request = hello
    request.prompt.append(PreparedMessage(ChatMessage(.user, String(repeating: "word ", count: 40_000))))
    await #expect {
      _ = try await model.reply(to: request) { _ in }
    } throws: { error in
      guard case ChatModelError.contextOverflow(let tokens?, let limit?) = error else { return false }
      return tokens > limit && limit == window
    }
  }

  /// A request that never ends by itself; its limit of tokens is its mark among the slots.
  private func endless(mark: Int, prompt: String = "Go") -> ChatRequest {
    ChatRequest(
      messages: [ChatMessage(.user, prompt)], temperature: 0, maxTokens: mark, grammar: #"root ::= "a" root"#)
  }

  /// The slot whose latest request has this mark.
  private func slot(mark: Int, _ client: HTTPClient) async throws -> JSONValue? {
    let question = HTTPRequest(method: "GET", path: "/slots")
    let answer = try await client.fetch(question, within: .seconds(50), until: .never)
    return try JSONValue(parsing: answer.body).array?.first { $0["params"]?["max_tokens"]?.int == mark }
  }

  @Test func followsAGrammarUpToTheTokenLimit() async throws {
    let reply = try await LlamaTestServer.model().reply(to: endless(mark: 40)) { _ in }
    #expect(reply.finish == .length)
    #expect(!reply.text.isEmpty && reply.text.allSatisfy { $0 == "a" })
    #expect(reply.usage.generated == 40)
  }

  @Test func freesItsSlotWhenTheCallIsCancelled() async throws {
    let address = try ServerAddress(LlamaTestServer.url ?? "")
    let poller = Poller()
    let model = try LlamaTestServer.model(poller: poller)
    let task = Task { [request = endless(mark: 3977)] in
      try await model.reply(to: request) { event in
        if case .generating(20) = event { withUnsafeCurrentTask { $0?.cancel() } }
      }
    }
    await #expect(throws: ChatModelError.cancelled) { _ = try await task.value }
    let client = HTTPClient(to: address, deadlines: .patient(), poller: poller)
    var last = try await slot(mark: 3977, client)
    while last?["is_processing"]?.bool == true { last = try await slot(mark: 3977, client) }
    // Uncancelled, it would have gone on to its limit.
    #expect(try #require(last?["n_prompt_tokens"]?.int) < 3000)
  }

  @Test func refusesABadGrammarInItsOwnWords() async throws {
    var request = hello
    request.grammar = "root ::= ("
    let error = await #expect(throws: ChatModelError.self) {
      _ = try await LlamaTestServer.model().reply(to: request) { _ in }
    }
    guard case .rejected(400, let message)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(message.contains("grammar"))
  }

  @Test func answersMoreCallsThanItHasSlots() async throws {
    let model = try LlamaTestServer.model()
    let texts = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<32 { group.addTask { try await model.reply(to: hello) { _ in }.text } }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(texts.allSatisfy { !$0.isEmpty })
  }

  @Test func survivesAStormOfCancels() async throws {
    let poller = Poller()
    let model = try LlamaTestServer.model(poller: poller)
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<200 {
        let task = Task { [request = endless(mark: 3000 + number)] in try await model.reply(to: request) { _ in } }
        group.addTask {
          try? await Task.sleep(for: .microseconds(number * 200))
          task.cancel()
          _ = try? await task.value
        }
      }
    }
    #expect(poller.waitCount == 0)
    #expect(!(try await model.reply(to: hello) { _ in }.text.isEmpty))
  }
}
