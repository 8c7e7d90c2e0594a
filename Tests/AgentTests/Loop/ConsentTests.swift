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
}
