import JSON
import TestSupport
import Testing
import ToolCalling

@testable import Agent

@Suite(.timeLimit(.minutes(1)))
struct FaultTests {
  private static let call = "{\"tool\": \"ssh_exec\", \"arguments\": {\"host\": \"web1\", \"command\": \"uptime\"}}"
  private static let second = "{\"tool\": \"ssh_exec\", \"arguments\": {\"host\": \"db1\", \"command\": \"uptime\"}}"
  private static let errors: [ChatModelError] = [
    .unreachable(url: "http://localhost:8080", reason: "connection refused"), .unknownHost("llama"),
    .timedOut(stage: "reading the prompt", seconds: 300), .loading(seconds: 60),
    .contextOverflow(tokens: 9000, window: 8192), .unauthorized(status: 401, message: "no"),
    .notFound(url: "/v1/chat/completions", message: "no"), .rejected(status: 400, message: "no"),
    .failed(status: 500, message: "no"), .redirect(to: "http://other"), .badResponse("HTML"),
    .interrupted("the connection was closed"), .cancelled,
  ]

  private static let tool = ScriptedTool("ssh_exec", parameters: ["host", "command"], returns: "up 3 days")

  @Test(arguments: errors)
  func `After any failure of any request the call says why and the conversation goes on`(
    error: ChatModelError
  ) async throws {
    for place in 0..<3 {
      // A fault that one retry would cure has to come twice to be one.
      var steps: [ScriptedModel.Step] = [.text(Self.call), .text(Self.second), .text("Up.")]
      steps.replaceSubrange(place..., with: [.failure(error), .failure(error)])
      let model = ScriptedModel(steps, last: .text("Still there."))
      let bench = AgentBench(model, tools: [Self.tool])
      let failed = try await bench.chat.call(["task": "Is all up?"], in: ToolContext())
      #expect(failed.isError)
      #expect(failed.structured?["type"] == "error")
      #expect(failed.structured?["content"] == .string(error.description))
      #expect(failed.structured?["retry"] == (error.isWorthRetrying ? true : nil))
      #expect(failed.structured?["tools_executed"]?.array?.count == place)

      model.clear()
      let kept = try await bench.store.take("c1")
      bench.store.release("c1", dropsEmpty: false)
      #expect(kept.messages.count == (place == 0 ? 1 : 2 + place * 2), "complete turns only")
      let next = try await bench.call(["conversation_id": "c1", "task": "Are you there?"])
      #expect(next["type"] == "final_answer")
      #expect(bench.model.requests.last?.messages.last?.content.hasSuffix("Are you there?") == true)
    }
  }

  @Test func `An interrupted conversation goes on by its id alone`() async throws {
    let model = ScriptedModel([.text(Self.call), .failure(.unknownHost("llama")), .text("Up 3 days.")])
    let bench = AgentBench(model, tools: [Self.tool])
    _ = try await bench.call(["task": "Is web1 up?"])
    let answer = try await bench.call(["conversation_id": "c1"])
    #expect(answer["content"] == "Up 3 days.")
    #expect(answer["tools_executed"] == [])
  }

  @Test func `A result that is sent again after a failure is told to be there`() async throws {
    let call = "{\"tool\": \"mine\", \"arguments\": {}}"
    let model = ScriptedModel([.text(call), .failure(.unknownHost("llama")), .text("Done.")])
    let bench = AgentBench(model)
    _ = try await bench.call(["task": "Go.", "tools": [["name": "mine", "description": "Mine."]]])
    let result: JSONObject = ["conversation_id": "c1", "tool_result": ["tool_name": "mine", "result": "7"]]
    #expect(try await bench.call(result)["type"] == "error")
    #expect(
      try await bench.call(result)["content"]?.string
        == "conversation_id \"c1\" has all its results, and the model has not spoken to them yet. "
        + "Call it with {\"conversation_id\": \"c1\"} alone to let it go on.")
    #expect(try await bench.call(["conversation_id": "c1"])["content"] == "Done.")
  }

  @Test func `A server that cannot be asked at all is an error, and the conversation waits`() async throws {
    let bench = AgentBench(ScriptedModel("Here I am."))
    bench.model.setDescription(failure: .loading(seconds: 60))
    let failed = try await bench.call(["task": "Are you there?"])
    #expect(failed["conversation_id"] == "c1")
    #expect(failed["content"] == .string(ChatModelError.loading(seconds: 60).description))
    bench.model.setDescription(failure: nil)
    let answer = try await bench.call(["conversation_id": "c1", "task": "Are you there?"])
    #expect(answer["content"] == "Here I am.")
  }

  @Test func `A cancel at any place leaves the conversation as it was after its last complete turn`() async throws {
    var place = 0
    while true {
      place += 1
      let point = Breakpoint(place)
      let model = ScriptedModel([.text("Ready."), .text(Self.call), .text(Self.second), .text("All up.")])
      let tool = ScriptedTool("ssh_exec", parameters: ["host", "command"]) { _, _ in
        await point.pass()
        return ToolResult(text: "up 3 days", exitCode: 0)
      }
      let clock = TestClock()
      let store = ConversationStore(clock: clock, makeID: { "c1" })
      let chat = AgentChatTool(
        loop: AgentLoop(
          model: BreakpointModel(model: model, point: point), tools: Toolbox([tool]), clock: clock), store: store)
      let quiet = AgentChatTool(
        loop: AgentLoop(model: model, tools: Toolbox([tool]), clock: clock), store: store)
      _ = try await quiet.call(["task": "Be ready."], in: ToolContext())

      let task = Task { _ = try? await chat.call(["conversation_id": "c1", "task": "Is all up?"], in: ToolContext()) }
      point.watch(task)
      await task.value
      if point.passed < place { break }

      let kept = try await store.take("c1")
      store.release("c1", dropsEmpty: false)
      // The system message and the first turn; then the task with each complete step of the second.
      #expect([3, 6, 8, 9].contains(kept.messages.count), "place \(place)")
      #expect(!kept.isWaiting, "place \(place)")
      let next = try await quiet.call(["conversation_id": "c1", "task": "And now?"], in: ToolContext())
      #expect(next.structured?["type"] == "final_answer", "place \(place): \(next.text)")
    }
    #expect(place > 10)
  }

  @Test func `A cancelled first call leaves no conversation behind`() async throws {
    let bench = AgentBench(ScriptedModel([.hang]))
    let task = Task { try await bench.call(["task": "One."]) }
    await eventually { !bench.model.requests.isEmpty }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(bench.store.count == 0)
  }

  @Test func `A tool that fails is a result for the model`() async throws {
    let tool = ScriptedTool("ssh_exec", parameters: ["host", "command"]) { _, _ in
      .failure("host web1 is unreachable: no route. Try another host.")
    }
    let bench = AgentBench(ScriptedModel(Self.call, "It cannot be reached."), tools: [tool])
    let answer = try await bench.call(["task": "Is web1 up?"])
    #expect(answer["content"] == "It cannot be reached.")
    #expect(
      bench.lastTold == "Tool result [1] ssh_exec, error: host web1 is unreachable: no route. Try another host.")
    #expect(answer["tools_executed"]?.array?.first?["failed"] == true)
  }

  @Test func `Where the correction of a quote fails, the first answer counts`() async throws {
    let bench = AgentBench(ScriptedModel([.text("It is so.\n> invented"), .failure(.unknownHost("llama"))]))
    let answer = try await bench.call(["task": "Is it so?"])
    #expect(answer["type"] == "final_answer")
    #expect(answer["quotes"] == ["verified": 0, "not_found": ["invented"]])
  }

  @Test
  func `Where the correction of a quote is handed back, the first answer is shown once and decides nothing later`()
    async throws
  {
    let call = #"{"tool": "mine", "arguments": {}}"#
    let bench = AgentBench(ScriptedModel("It is so.\n> invented", call, "I look again.\n\n" + call, "It is not."))
    let handed = try await bench.call(["task": "Is it so?", "tools": [["name": "mine", "description": "Mine."]]])
    #expect(handed["type"] == "tool_call")
    #expect(handed["content"] == "It is so.\n> invented")
    #expect(handed["quotes"] == ["verified": 0, "not_found": ["invented"]])
    #expect(
      handed["notes"] == [
        .string(
          "The model had already given the answer that stands here. It was asked to correct 1 quoted line of it, "
            + "which no tool result holds, and called a tool instead.")
      ])
    let result: JSONObject = ["conversation_id": "c1", "tool_result": ["tool_name": "mine", "result": "7"]]
    let again = try await bench.call(result)
    #expect(again["content"] == "I look again.")
    #expect(again["notes"] == nil)
    #expect(try await bench.call(result)["content"] == "It is not.")
  }

  @Test func `A failure after a handed-back correction is told as one`() async throws {
    let call = #"{"tool": "mine", "arguments": {}}"#
    let bench = AgentBench(
      ScriptedModel([
        .text("It is so.\n> invented"), .text(call), .failure(.unreachable(url: "http://x", reason: "refused")),
      ]))
    _ = try await bench.call(["task": "Is it so?", "tools": [["name": "mine", "description": "Mine."]]])
    let answer = try await bench.call(["conversation_id": "c1", "tool_result": ["tool_name": "mine", "result": "7"]])
    #expect(answer["type"] == "error")
    #expect(answer["retry"] == true)
  }

  @Test func `A new task in the place of a handed-back correction goes on without the draft`() async throws {
    let bench = AgentBench(
      ScriptedModel("It is so.\n> invented", #"{"tool": "mine", "arguments": {}}"#, "Sorry."))
    _ = try await bench.call(["task": "Is it so?", "tools": [["name": "mine", "description": "Mine."]]])
    #expect(try await bench.call(["conversation_id": "c1", "task": "Forget it."])["content"] == "Sorry.")
  }

  @Test func `A thousand calls at once all end, four at a time`() async throws {
    let bench = AgentBench(
      ScriptedModel([], last: .text("Done."), description: ModelDescription(server: .llamaCpp, slots: 4)))
    let answers = try await withThrowingTaskGroup(of: JSONObject.self) { group in
      for number in 0..<1000 { group.addTask { try await bench.call(["task": .string("Task \(number)")]) } }
      return try await group.reduce(into: [JSONObject]()) { $0.append($1) }
    }
    #expect(answers.count == 1000)
    #expect(answers.allSatisfy { $0["type"] == "final_answer" })
    #expect(bench.store.overview().rows.allSatisfy { $0.json["state"] == "idle" })
  }
}
