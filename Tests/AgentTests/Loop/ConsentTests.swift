import Agent
import JSON
import Synchronization
import TestSupport
import Testing
import ToolCalling

@Suite(.timeLimit(.minutes(1)))
struct ConsentTests {
  /// A human who answers what is written down, and whose questions are kept.
  private final class Human: Consent {
    private let state: Mutex<(answers: [ConsentAnswer], questions: [ConsentQuestion])>

    init(_ answers: ConsentAnswer...) { state = Mutex((answers, [])) }

    var questions: [ConsentQuestion] { state.withLock { $0.questions } }

    func answer(to question: ConsentQuestion) async -> ConsentAnswer {
      state.withLock { state in
        state.questions.append(question)
        return state.answers.isEmpty ? .declined : state.answers.removeFirst()
      }
    }
  }

  private static let call =
    "{\"tool\": \"ssh_exec\", \"arguments\": {\"host\": \"web1\", \"command\": \"reboot\\u001b\"}}"

  private func bench(_ texts: String...) -> AgentBench {
    let tool = ScriptedTool(
      "ssh_exec", parameters: ["host", "command"], isReadOnly: false, verdict: .ask(reason: "reboot stops the host.")
    ) { _, _ in ToolResult(text: "rebooting", exitCode: 0) }
    return AgentBench(ScriptedModel(texts.map { .text($0) }), tools: [tool])
  }

  @Test func `An approved command runs, and the human saw exactly what`() async throws {
    let human = Human(.approved)
    let answer = try await bench(Self.call, "Done.").call(["task": "Reboot."], in: ToolContext(consent: human))
    #expect(answer["type"] == "final_answer")
    #expect(answer["tools_executed"]?.array?.count == 1)
    #expect(
      human.questions == [
        ConsentQuestion(
          conversation: "c1", tool: "ssh_exec", host: "web1", command: "reboot\\u{1B}", reason: "reboot stops the host."
        )
      ])
  }

  @Test func `A declined one comes back with the reason and has not run`() async throws {
    let answer = try await bench(Self.call).call(["task": "Reboot."], in: ToolContext(consent: Human(.declined)))
    #expect(answer["type"] == "tool_call")
    #expect(answer["tool_call"]?["name"] == "ssh_exec")
    #expect(answer["tool_call"]?["reason"] == "reboot stops the host. The human did not approve it.")
    #expect(answer["tools_executed"] == [])
  }

  @Test func `Where the policy rules a question out, the call comes back unasked and its tool hears of it`()
    async throws
  {
    let human = Human(.approved)
    let tool = ScriptedTool(
      "ssh_exec", parameters: ["host", "command"], isReadOnly: false, verdict: .ask(reason: "reboot stops the host."),
      asksHuman: false
    ) { _, _ in ToolResult(text: "rebooting", exitCode: 0) }
    let bench = AgentBench(ScriptedModel([.text(Self.call)]), tools: [tool])
    let answer = try await bench.call(["task": "Reboot."], in: ToolContext(consent: human))
    #expect(answer["tool_call"]?["reason"] == "reboot stops the host.")
    #expect(human.questions.isEmpty && tool.calls.isEmpty)
    #expect(tool.refusals == ["reboot stops the host."])
  }

  @Test func `A question that is under way keeps its call, and the answer resumes it`() async throws {
    let bench = bench(Self.call, "Rebooted.")
    let waiting = try await bench.call(["task": "Reboot."], in: ToolContext(consent: Human(.pending)))
    #expect(waiting["tool_call"]?["reason"] == "It waits for the human's answer.")
    let resumed = try await bench.call(
      ["task": "Reboot."], in: ToolContext(consent: Human(.approved), resumedConversation: "c1"))
    #expect(resumed["content"] == "Rebooted.")
    #expect(resumed["conversation_id"] == "c1")
    #expect(bench.model.requests.last?.messages.filter { $0.content.contains("Reboot.") }.count == 1)
    let again = try await bench.call(
      ["task": "Reboot."], in: ToolContext(consent: Human(.approved), resumedConversation: "c1"))
    #expect(again["type"] == "error")
  }

  /// A reader, a command that the policy denies and one that asks, called in this order.
  private func longBench() -> AgentBench {
    let tools = [
      ScriptedTool("look", returns: "all quiet"),
      ScriptedTool("bash_command", isReadOnly: false, verdict: .deny(reason: "never.")) { _, _ in
        ToolResult(text: "")
      },
      ScriptedTool(
        "ssh_exec", parameters: ["host", "command"], isReadOnly: false, verdict: .ask(reason: "reboot stops the host.")
      ) { _, _ in ToolResult(text: "rebooting", exitCode: 0) },
    ]
    let replies = [
      #"{"tool": "bash_command", "arguments": {"command": "reboot"}}"#,
      #"{"tool": "look", "arguments": {"command": "uptime"}}"#, Self.call, "Rebooted.", "Nothing else.",
    ]
    let usage = TokenUsage(prompt: 100, cached: 50, generated: 10)
    return AgentBench(ScriptedModel(replies.map { .reply(ChatReply(text: $0, usage: usage)) }), tools: tools)
  }

  private static let task: JSONObject = ["task": "Reboot."]

  private static func resuming(_ human: any Consent) -> ToolContext {
    ToolContext(consent: human, resumedConversation: "c1")
  }

  @Test func `What ran before a question is told with the answer that comes after it, and with no other`()
    async throws
  {
    let bench = longBench()
    _ = try await bench.call(Self.task, in: ToolContext(consent: Human(.pending)))
    let resumed = try await bench.chat.call(Self.task, in: Self.resuming(Human(.approved)))
    let answer = try #require(resumed.structured)
    #expect(answer["content"] == "Rebooted.")
    #expect(answer["tools_executed"]?.array?.compactMap { $0["tool"]?.string } == ["look", "ssh_exec"])
    #expect(answer["tokens_used"] == ["prompt": 400, "cached": 200, "generated": 40])
    #expect(answer["notes"]?.array?.count == 1, "the call that was denied before the question")
    let figures = try #require(resumed.meta?["deputy/statistics"])
    #expect(figures["turns"]?.array?.count == 4)
    #expect(figures["tool_output_bytes"] == 18)

    let next = try await bench.call(["conversation_id": "c1", "task": "And now?"])
    #expect(next["tools_executed"] == [])
    #expect(next["notes"] == nil)
    #expect(next["tokens_used"] == ["prompt": 100, "cached": 50, "generated": 10])
  }

  @Test func `Where no answer came in time, the call is handed back with all that ran, and the question is over`()
    async throws
  {
    let bench = longBench()
    _ = try await bench.call(Self.task, in: ToolContext(consent: Human(.pending)))
    let silent = ConsentAnswer.unavailable("nobody answered within 120 seconds")
    let answer = try await bench.call(Self.task, in: Self.resuming(Human(silent)))
    #expect(answer["type"] == "tool_call")
    #expect(answer["conversation_id"] == "c1")
    #expect(
      answer["tool_call"]?["reason"] == "reboot stops the host. Not asked: nobody answered within 120 seconds.")
    #expect(answer["tools_executed"]?.array?.count == 1)
    #expect(bench.model.requests.count == 3, "nothing was done again")

    let again = try await bench.call(Self.task, in: Self.resuming(Human(.approved)))
    #expect(again["content"] == "conversation \"c1\" no longer waits for the human's word.")
    let last = try await bench.call([
      "conversation_id": "c1", "tool_result": ["tool_name": "ssh_exec", "result": "done"],
    ])
    #expect(last["content"] == "Rebooted.")
    #expect(last["tools_executed"] == [], "the hand-back has told of it")
  }

  @Test func `A human's answer for a conversation that has expired is told so`() async throws {
    let bench = longBench()
    _ = try await bench.call(Self.task, in: ToolContext(consent: Human(.pending)))
    bench.clock.advance(by: .seconds(1800))
    let late = try await bench.call(Self.task, in: Self.resuming(Human(.approved)))
    #expect(late["type"] == "error")
    #expect(late["content"]?.string?.hasPrefix("Conversation \"c1\" has expired") == true)
    #expect(bench.model.requests.count == 3)
  }

  @Test func `A cancelled call leaves the question open, with what ran before it`() async throws {
    let bench = longBench()
    _ = try await bench.call(Self.task, in: ToolContext(consent: Human(.pending)))
    let human = SlowHuman()
    let cancelled = Task { try await bench.call(Self.task, in: Self.resuming(human)) }
    await eventually { human.questions == 1 }
    cancelled.cancel()
    await #expect(throws: CancellationError.self) { try await cancelled.value }
    let answer = try await bench.call(Self.task, in: Self.resuming(Human(.approved)))
    #expect(answer["content"] == "Rebooted.")
    #expect(answer["tools_executed"]?.array?.count == 2)
  }

  @Test func `A new task in the place of the human's word is answered with what ran before the question, once`()
    async throws
  {
    let bench = longBench()
    _ = try await bench.call(Self.task, in: ToolContext(consent: Human(.pending)))
    let answer = try await bench.call(["conversation_id": "c1", "task": "Leave it."])
    #expect(answer["tools_executed"]?.array?.map { $0["tool"] } == ["look"])
    let next = try await bench.call(["conversation_id": "c1", "task": "And now?"])
    #expect(next["tools_executed"] == [])
  }

  @Test func `A draft is not lost where its correction asks the human`() async throws {
    let bench = bench("It is so.\n> invented", Self.call, "Sorry.")
    _ = try await bench.call(Self.task, in: ToolContext(consent: Human(.pending)))
    let answer = try await bench.call(Self.task, in: Self.resuming(Human(.declined)))
    #expect(answer["type"] == "tool_call")
    #expect(answer["content"] == "It is so.\n> invented")
    #expect(answer["notes"]?.array?.count == 1)
    let last = try await bench.call([
      "conversation_id": "c1", "tool_result": ["tool_name": "ssh_exec", "result": "done"],
    ])
    #expect(last["content"] == "Sorry.")
  }

  /// A human who takes time: the answer comes when a test gives it.
  private final class SlowHuman: Consent {
    private let (stream, word) = AsyncStream<ConsentAnswer>.makeStream()
    private let asked = Mutex(0)

    var questions: Int { asked.withLock { $0 } }
    func say(_ answer: ConsentAnswer) { word.yield(answer) }

    func answer(to question: ConsentQuestion) async -> ConsentAnswer {
      asked.withLock { $0 += 1 }
      for await answer in stream { return answer }
      return .unavailable("the call was cancelled")
    }
  }

  /// One slot: a call whose human thinks, and what the model says afterwards.
  private func slowBench(_ texts: String...) -> AgentBench {
    var configuration = AgentConfiguration()
    configuration.slots = 1
    let tool = ScriptedTool(
      "ssh_exec", parameters: ["host", "command"], isReadOnly: false, verdict: .ask(reason: "reboot stops the host.")
    ) { _, _ in ToolResult(text: "rebooting", exitCode: 0) }
    let answers = [ScriptedModel.Step.text(Self.call)] + texts.map { .text($0) }
    return AgentBench(ScriptedModel(answers), tools: [tool], configuration: configuration)
  }

  @Test func `While a human thinks, others use the slot, and the call takes one again afterwards`() async throws {
    let bench = slowBench("The other one.", "Rebooted.")
    let human = SlowHuman()
    let first = Task { try await bench.call(["task": "Reboot."], in: ToolContext(consent: human)) }
    await eventually { human.questions == 1 }
    #expect(try await bench.call(["task": "Another."])["content"] == "The other one.")
    human.say(.approved)
    #expect(try await first.value["content"] == "Rebooted.")
  }

  @Test func `What was approved runs at once, and the next question to the model waits before all new calls`()
    async throws
  {
    let bench = slowBench()
    bench.model.add(.hang, .text("Rebooted."), .text("Third."))
    let human = SlowHuman()
    let places = Mutex<[String]>([])
    let context = ToolContext(
      report: { progress in places.withLock { $0.append(progress.message) } }, consent: human)
    let first = Task { try await bench.call(["task": "Reboot."], in: context) }
    await eventually { human.questions == 1 }
    let second = Task { try await bench.call(["task": "Another."]) }
    await eventually { bench.model.requests.count == 2 }
    let others = Mutex<[String]>([])
    let watched = ToolContext(report: { progress in others.withLock { $0.append(progress.message) } })
    let third = Task { try await bench.call(["task": "A third."], in: watched) }
    await eventually { others.withLock { $0.contains { $0.contains("place 1 in the queue") } } }
    human.say(.approved)
    await eventually { places.withLock { $0.contains { $0.contains("place 1 in the queue") } } }
    await eventually { others.withLock { $0.contains { $0.contains("place 2 in the queue") } } }
    #expect(places.withLock { $0.contains { $0.contains("reboot") && $0.contains("…") } }, "the command has run")
    second.cancel()
    await #expect(throws: CancellationError.self) { try await second.value }
    #expect(try await first.value["content"] == "Rebooted.")
    #expect(try await third.value["content"] == "Third.")
  }

  @Test(arguments: [ConsentAnswer.declined, .unavailable("nobody answered"), .pending])
  func `A call that goes back to the orchestrator after the question leaves the slot to others`(
    answer: ConsentAnswer
  ) async throws {
    let bench = slowBench()
    bench.model.add(.hang)
    let human = SlowHuman()
    let first = Task { try await bench.call(["task": "Reboot."], in: ToolContext(consent: human)) }
    await eventually { human.questions == 1 }
    let second = Task { try await bench.call(["task": "Another."]) }
    await eventually { bench.model.requests.count == 2 }
    human.say(answer)
    #expect(try await first.value["type"] == "tool_call")
    second.cancel()
    await #expect(throws: CancellationError.self) { try await second.value }
    #expect(try await bench.call(["task": "One more."])["type"] == "final_answer")
  }
}
