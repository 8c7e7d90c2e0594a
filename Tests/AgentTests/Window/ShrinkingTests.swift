import JSON
import TestSupport
import Testing
import ToolCalling

@testable import Agent

/// What becomes of a history that has outgrown the window.
@Suite(.timeLimit(.minutes(1)))
struct ShrinkingTests {
  private static let outgrew =
    "The work outgrew the model's window: earlier steps were left out, or the last results were shown to the model in "
    + "less than usual. Give a narrower task, or the model server a larger context length."

  private static func words(_ count: Int) -> String { String(repeating: "word ", count: count) }

  /// A reply with calls beside its text.
  private static func reply(_ text: String, _ tool: String, _ arguments: [JSONObject]) -> ScriptedModel.Step {
    .reply(ChatReply(text: text, toolCalls: arguments.map { ToolCall(name: tool, arguments: $0) }))
  }

  @Test(arguments: [AgentConfiguration.Mode.text, .native])
  func `Many calls in one reply never end the conversation`(mode: AgentConfiguration.Mode) async throws {
    var configuration = AgentConfiguration()
    configuration.mode = mode
    let line = "2026-11-20 10:00:01 web1 nginx[4411]: GET /api/v1/items?page=7 200 0.012 upstream=10.0.0.7:9000 "
    let tool = ScriptedTool("look", returns: (1...400).map { line + String($0) }.joined(separator: "\n"))
    let calls = (1...16).map { ["command": .string(String($0))] as JSONObject }
    let model = ScriptedModel(
      [Self.reply("", "look", calls), .text("Done.")], last: .text("Yes."),
      description: ModelDescription(server: .ollama, window: 4096))
    let bench = AgentBench(model, tools: [tool], configuration: configuration)
    let answer = try await bench.call(["task": "Look."])
    #expect(answer["content"] == "Done.")
    #expect(answer["tools_executed"]?.array?.count == 16)
    #expect(answer["notes"] == [.string(Self.outgrew)])
    let told = model.requests.last?.messages.map(\.content).joined(separator: "\n") ?? ""
    #expect(
      told.contains(
        "Tool result [1] look, exit 0, 400 lines:\n"
          + "[… 400 lines left out: use read_output {\"result\": 1, \"start_line\": 1} to see them …]"))
    // No more goes than has to.
    #expect(told.contains("upstream=10.0.0.7:9000 400"))
    #expect(try await bench.call(["conversation_id": "c1", "task": "Sure?"])["content"] == "Yes.")
  }

  @Test func `A step that was left out may be taken again, and the answer says once that steps were left out`()
    async throws
  {
    let steps = ["1", "2", "1"].map { Self.reply(Self.words(400), "look", [["command": .string($0)]]) }
    let model = ScriptedModel(
      steps + [.text("Done.")], description: ModelDescription(server: .ollama, window: 2048))
    let bench = AgentBench(model, tools: [ScriptedTool("look", returns: "up")])
    let answer = try await bench.call(["task": "Look."])
    #expect(answer["content"] == "Done.")
    #expect(model.requests.last?.messages.contains { $0.content.contains("2 earlier steps left out") } == true)
    #expect(bench.lastTold.hasSuffix("Tool result [3] look, exit 0, 1 line:\nup"))
    #expect(answer["notes"] == [.string(Self.outgrew)])
  }

  @Test func `Lines that were cut before the model saw them may be read again, and the answer says that they were`()
    async throws
  {
    let lines = (1...40).map { "\($0) " + String(repeating: "=", count: 40) }
    let tool = ScriptedTool("read_file", parameters: ["file_path"]) { arguments, _ in
      let first = arguments["start_line"]?.int
      let part = first.map { lines[($0 - 1)..<($0 + 4)] } ?? lines[...]
      return ToolResult(text: part.joined(separator: "\n"))
    }
    let model = ScriptedModel(
      [
        Self.reply("", "read_file", [["file_path": "/a"]]),
        Self.reply("", "read_file", [["file_path": "/a", "start_line": 20]]), .text("Done."),
      ], description: ModelDescription(server: .ollama, window: 4096))
    let bench = AgentBench(model, tools: [tool])
    let answer = try await bench.call(["task": .string(Self.words(1050))])
    #expect(answer["content"] == "Done.")
    let told = model.requests.map { $0.messages.last?.content ?? "" }
    try #require(told.count == 3)
    #expect(told[1].hasPrefix("Tool result [1] read_file, 40 lines:\n1 ===") && told[1].contains(" lines left out: "))
    #expect(told[2] == "Tool result [2] read_file, 5 lines:\n" + lines[19..<24].joined(separator: "\n"))
    #expect(answer["notes"] == [.string(Self.outgrew)])
  }

  @Test func `A page that is shown in less counts its own lines and not those of its view`() throws {
    var conversation = Conversation(
      id: "c1", tools: [], callerTools: [], context: nil, system: nil, configuration: AgentConfiguration())
    let lines = (1...2000).map { "line \($0)" }
    let calls = [
      (ToolCall(name: "look", arguments: ["command": "x"]), lines[...]),
      (
        ToolCall(name: "read_output", arguments: ["result": 1, "start_line": 501, "end_line": 1500]),
        lines[500..<1500]
      ),
    ]
    for (call, lines) in calls {
      conversation.append(reply: "", calls: [call], areBesideText: false)
      let result = ToolResult(text: lines.joined(separator: "\n"))
      let stored = conversation.results.stored(result, of: call, number: conversation.open[0].number)
      let view = ResultView(of: stored, limit: 400).text
      conversation.results.keep(stored.isPage ? stored.holding(only: view) : stored)
      conversation.close(0, showing: ResultMessage.text(of: stored, shown: view))
      conversation.closeCalls()
    }
    let tightened = conversation.tightenLast(to: 200)
    #expect(tightened == [2])
    let shown = try #require(conversation.entries.last?.shownResults.first?.text)
    let rows = shown.split(separator: "\n").map(String.init)
    #expect(rows.first == "Tool result [2] read_output, 1000 lines:")
    let gap = try #require(rows.firstIndex { $0.hasPrefix("[… ") })
    let left = Int(rows[gap].dropFirst(3).prefix { $0 != " " })
    // The heading and the gap are no lines of the page.
    #expect(rows.count - 2 + (left ?? 0) == 1000)
    #expect(rows[gap].contains("{\"result\": 1, \"start_line\": \(501 + gap - 1)}"))
    #expect(rows[1] == "line 501" && rows.last == "line 1500")
    #expect(!rows[(gap + 1)...].contains { $0.hasPrefix("[… ") })
  }
}
