import JSON
import Synchronization
import TestSupport
import Testing
import ToolCalling

@testable import Agent

@Suite(.timeLimit(.minutes(1)))
struct ProgressTests {
  private static let call = ToolCall(
    name: "ssh_exec", arguments: ["host": "web1", "command": "journalctl -p err\n--no-pager"])
  private static let done = ExecutedTool(
    tool: "ssh_exec", arguments: [:], result: 1, resultLength: 15168, lines: 120, exitCode: 0, milliseconds: 12,
    failed: false)

  @Test(
    arguments: [
      (.queued(place: 3), "2/10 waiting for the model server, place 3 in the queue"),
      (.asking, "2/10 asking the model"),
      (.loading(seconds: 4), "2/10 the model server is loading its model, 4 s"),
      (.reading(processed: 450, total: 1000), "2/10 reading the prompt 45 %"),
      (.generating(pieces: 1), "2/10 the model writes, 1 piece"),
      (.toolStarted(call), "2/10 ssh_exec web1: journalctl -p err --no-pager"),
      (.toolProgress(call, "4 s"), "2/10 ssh_exec web1: journalctl -p err --no-pager: 4 s"),
      (.toolFinished(call, done), "2/10 ssh_exec web1: journalctl -p err --no-pager … 15,168 chars"),
    ] as [(AgentEvent.Kind, String)])
  func `Every event reads like a line of a log`(kind: AgentEvent.Kind, text: String) {
    #expect(AgentEvent(step: 2, steps: 10, kind: kind).progress == ToolProgress(text, step: 2, steps: 10))
  }

  @Test func `Whoever waits for a slot hears the place, and a cancel while waiting frees the conversation`()
    async throws
  {
    let said = Mutex<[String]>([])
    let bench = AgentBench(
      ScriptedModel([.hang], description: ModelDescription(server: .ollama, window: 8192)))
    let first = Task { try await bench.call(["task": "x"]) }
    await eventually { !bench.model.requests.isEmpty }
    let context = ToolContext(report: { progress in said.withLock { $0.append(progress.message) } })
    let second = Task { try await bench.call(["task": "y"], in: context) }
    await eventually { said.withLock({ $0.count }) >= 2 }
    #expect(said.withLock { $0.last } == "1/10 waiting for the model server, place 1 in the queue")
    second.cancel()
    await #expect(throws: CancellationError.self) { try await second.value }
    #expect(bench.store.count == 1)
    first.cancel()
    _ = try? await first.value
    let third = try await bench.call(["task": "z"])
    #expect(third["type"] == "final_answer")
  }

  @Test func `A caller hears that the model server is loading before it is asked for anything`() async throws {
    let said = Mutex<[String]>([])
    let model = ScriptedModel("Done.")
    model.setDescription(events: [.loading(seconds: 3)])
    let context = ToolContext(report: { progress in said.withLock { $0.append(progress.message) } })
    _ = try await AgentBench(model).call(["task": "x"], in: context)
    #expect(said.withLock { $0.dropFirst().first } == "1/10 the model server is loading its model, 3 s")
  }

  @Test func `Something is said at once, nothing twice, and of frequent events four in a second`() async throws {
    let said = Mutex<[String]>([])
    let held = Mutex("")
    let clock = TestClock()
    let filter = ProgressFilter(Stopwatch(clock)) { progress in
      if progress.isForLater {
        held.withLock { $0 = progress.message }
      } else {
        said.withLock { $0.append(progress.message) }
      }
    }
    func pass(_ kind: AgentEvent.Kind) { filter.pass(AgentEvent(step: 1, steps: 10, kind: kind)) }

    pass(.asking)
    pass(.asking)
    for piece in 1...1000 {
      pass(.generating(pieces: piece))
      clock.advance(by: .milliseconds(1))
    }
    #expect(held.withLock { $0 } == "1/10 the model writes, 1000 pieces")
    pass(.note("done"))

    #expect(
      said.withLock { $0 } == [
        "1/10 asking the model", "1/10 the model writes, 251 pieces", "1/10 the model writes, 501 pieces",
        "1/10 the model writes, 751 pieces", "1/10 done",
      ])
  }
}
