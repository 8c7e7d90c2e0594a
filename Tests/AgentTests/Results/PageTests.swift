import JSON
import TestSupport
import Testing
import ToolCalling

@testable import Agent

/// What `read_output` shows of an earlier result is a result too: a page, whose lines stand in the other one.
@Suite(.timeLimit(.minutes(1)))
struct PageTests {
  private static let look = "{\"tool\": \"look\", \"arguments\": {\"command\": \"log\"}}"

  private static func read(_ arguments: JSONObject) -> String {
    JSONValue.object(["tool": "read_output", "arguments": .object(arguments)]).jsonText
  }

  /// A bench whose one tool prints 1,000 lines with a needle in line `needle`; the model looks, then sends `calls`.
  private func bench(needle: Int, _ calls: [String]) -> AgentBench {
    var lines = (1...1000).map { "row \($0) is like all the others" }
    lines[needle - 1] = "the needle is here"
    let tool = ScriptedTool("look", returns: lines.joined(separator: "\n"))
    let steps = ([Self.look] + calls + ["Done."]).map { ScriptedModel.Step.text($0) }
    return AgentBench(
      ScriptedModel(steps), tools: [tool],
      digest: { text, _ in
        text.split(separator: "\n").firstIndex { $0.contains("needle") }.map { "line \($0 + 1): needle" }
      })
  }

  private func told(_ bench: AgentBench) -> [String] { bench.model.requests.map { $0.messages.last?.content ?? "" } }

  @Test func `The digest counts the lines of a whole result, and a page has none`() async throws {
    let bench = bench(needle: 700, [Self.read(["result": 1, "start_line": 501])])
    _ = try await bench.call(["task": "Look."])
    let told = told(bench)
    try #require(told.count == 3)
    #expect(told[1].contains("\nline 700: needle\n"))
    #expect(told[2].hasPrefix("Tool result [2] read_output, 500 lines:\nrow 501 "))
    #expect(told[2].contains(" lines left out: use read_output {\"result\": 1, "))
    #expect(!told[2].contains("needle"))
  }

  @Test func `What was left out of a page is found and read under the page's own number`() async throws {
    let bench = bench(
      needle: 800,
      [
        Self.read(["result": 1, "start_line": 501]), Self.read(["result": 2, "pattern": "needle"]),
        Self.read(["result": 2, "start_line": 299, "end_line": 301]),
        Self.read(["result": 4, "start_line": 2, "end_line": 9]),
      ])
    _ = try await bench.call(["task": "Look."])
    let told = told(bench)
    try #require(told.count == 6)
    #expect(!told[2].contains("needle"))
    #expect(told[3].contains("read_output, 1 line:\nthe needle is here\n[1 of 500 lines match: 300;"))
    #expect(
      told[4] == "Tool result [4] read_output, 3 lines:\nrow 799 is like all the others\nthe needle is here\n"
        + "row 801 is like all the others")
    #expect(
      told[5] == "Tool result [5] read_output, 2 lines:\nthe needle is here\nrow 801 is like all the others")
  }
}
