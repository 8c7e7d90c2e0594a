import JSON
import Synchronization
import TestSupport
import Testing
import ToolCalling

@testable import Agent

@Suite(.timeLimit(.minutes(1)))
struct ParallelTests {
  private static func reply(_ calls: [(String, JSONObject)]) -> ScriptedModel.Step {
    .reply(
      ChatReply(text: "", toolCalls: calls.enumerated().map { ToolCall(name: $1.0, arguments: $1.1, id: "id\($0)") }))
  }

  private func arguments(_ command: String) -> JSONObject { ["command": .string(command)] }

  @Test func `Calls that only read run side by side, and the results keep the order of the calls`() async throws {
    let together = Mutex(0)
    let tool = ScriptedTool("bash_command") { arguments, _ in
      // Each waits until all three run: one after the other, this would never end.
      together.withLock { $0 += 1 }
      await eventually { together.withLock({ $0 }) >= 3 }
      return ToolResult(text: arguments["command"]?.string ?? "", exitCode: 0)
    }
    let calls = ["a", "b", "c"].map { ("bash_command", arguments($0)) }
    let bench = AgentBench(ScriptedModel([Self.reply(calls), .text("Done.")]), tools: [tool])
    let answer = try await bench.call(["task": "Go."])
    #expect(answer["tools_executed"]?.array?.map { $0["result"]?.int } == [1, 2, 3])
    let told = bench.model.requests.last?.messages.last?.content
    #expect(
      told == "Tool result [1] bash_command, exit 0, 1 line:\na\n\nTool result [2] bash_command, exit 0, 1 line:\nb"
        + "\n\nTool result [3] bash_command, exit 0, 1 line:\nc")
  }

  @Test func `Where one of them writes they run in order`() async throws {
    let order = Mutex<[String]>([])
    let answer: @Sendable (JSONObject, ToolContext) async -> ToolResult = { arguments, _ in
      let command = arguments["command"]?.string ?? ""
      order.withLock { $0.append("\(command) begins") }
      for _ in 0..<20 { await Task.yield() }
      order.withLock { $0.append("\(command) ends") }
      return ToolResult(text: command)
    }
    let tools = [ScriptedTool("look", answer: answer), ScriptedTool("edit", isReadOnly: false, answer: answer)]
    let calls = [("look", arguments("a")), ("edit", arguments("b")), ("look", arguments("c"))]
    let bench = AgentBench(ScriptedModel([Self.reply(calls), .text("Done.")]), tools: tools)
    _ = try await bench.call(["task": "Go."])
    #expect(order.withLock { $0 } == ["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"])
  }

  @Test func `The caller's own calls come back together, and what comes after them waits`() async throws {
    let tool = ScriptedTool("look", returns: "seen")
    let calls = [
      ("look", arguments("1")), ("mine", arguments("2")), ("mine", arguments("3")), ("look", arguments("4")),
      ("mine", arguments("5")),
    ]
    let bench = AgentBench(ScriptedModel([Self.reply(calls), .text("Done.")]), tools: [tool])
    let first = try await bench.call(["task": "Go.", "tools": [["name": "mine", "description": "Mine."]]])
    #expect(first["tool_call"]?["call_id"] == "call_2")
    #expect(first["tool_calls"]?.array?.map { $0["call_id"] } == ["call_2", "call_3"])
    #expect(tool.calls.count == 1)
    let second = try await bench.call([
      "conversation_id": "c1",
      "tool_results": [["call_id": "call_3", "result": "three"], ["call_id": "call_2", "result": "two"]],
    ])
    #expect(second["tool_call"]?["call_id"] == "call_5")
    #expect(tool.calls.count == 2)
    let third = try await bench.call(["conversation_id": "c1", "tool_result": ["tool_name": "mine", "result": "five"]])
    #expect(third["type"] == "final_answer")
    let told = bench.model.requests.last?.messages.last?.content ?? ""
    #expect(
      told.split(separator: "\n\n").map { $0.split(separator: "\n").last } == ["seen", "two", "three", "seen", "five"])
  }

  @Test func `More calls than one reply may hold are answered, not run`() async throws {
    let tool = ScriptedTool("look", returns: "seen")
    let calls = (1...20).map { ("look", arguments("\($0)")) }
    let bench = AgentBench(ScriptedModel([Self.reply(calls), .text("Done.")]), tools: [tool])
    _ = try await bench.call(["task": "Go."])
    #expect(tool.calls.count == 16)
    #expect(bench.lastTold.hasSuffix("Tool result [20] look, error: not run: one reply may hold at most 16 calls."))
  }

  @Test func `In native mode each call gets its own tool message with its id`() async throws {
    var configuration = AgentConfiguration()
    configuration.mode = .native
    let tool = ScriptedTool("look", returns: "seen")
    let model = ScriptedModel([Self.reply([("look", arguments("1")), ("look", arguments("2"))]), .text("Done.")])
    let bench = AgentBench(model, tools: [tool], configuration: configuration)
    _ = try await bench.call(["task": "Go."])
    let messages = bench.model.requests[1].messages
    #expect(messages.map(\.role) == [.system, .user, .assistant, .tool, .tool])
    #expect(messages[2].toolCalls.map(\.id) == ["id0", "id1"])
    #expect(messages[3].toolCallID == "id0")
    #expect(bench.model.requests[0].tools.map(\.name) == ["look", "read_output"])
    #expect(!messages[0].content.contains("# Tools"))
  }
}
