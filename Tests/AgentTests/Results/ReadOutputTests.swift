import JSON
import Testing
import ToolCalling

@testable import Agent

@Suite(.timeLimit(.minutes(1)))
struct ReadOutputTests {
  private static let tool: ReadOutput = {
    var results = StoredResults(eachLimit: 1 << 20, totalLimit: 1 << 20)
    let lines = (1...100).map { $0 % 40 == 0 ? "ERROR \($0)" : "info \($0)" }
    let call = ToolCall(name: "ssh_exec", arguments: [:])
    results.keep(results.stored(ToolResult(text: lines.joined(separator: "\n")), of: call, number: 1))
    return ReadOutput(results: results)
  }()

  @Test(
    arguments: [
      (["result": 1, "start_line": 3, "end_line": 4], "info 3\ninfo 4"),
      (["result": 1, "start_line": 100], "info 100"), (["result": 1, "end_line": 1], "info 1"),
      (["result": 1, "start_line": 99, "end_line": 5000], "info 99\ninfo 100"),
      (["result": 1, "start_line": -7, "end_line": 2], "info 1\ninfo 2"),
      (["result": 1, "pattern": "^ERROR"], "ERROR 40\nERROR 80"),
      (["result": 1, "pattern": "ERROR", "start_line": 41], "ERROR 80"),
      (
        ["result": 1, "pattern": "ERROR", "context_lines": 1],
        "info 39\nERROR 40\ninfo 41\n--\ninfo 79\nERROR 80\ninfo 81"
      ),
      (["result": 1, "pattern": "info (9|10|11)$", "context_lines": 1], "info 8\ninfo 9\ninfo 10\ninfo 11\ninfo 12"),
    ] as [(JSONObject, String)])
  func `Any part of a result can be read`(arguments: JSONObject, text: String) async throws {
    let result = try await Self.tool.call(arguments, in: ToolContext())
    #expect(result.text == text)
    #expect(!result.isError)
  }

  @Test(
    arguments: [
      (["result": 7], "there is no tool result 7. The results are: 1."),
      ([:], "there is no tool result without a number. The results are: 1."),
      (["result": 1, "start_line": 101], "result 1 has 100 lines, so there is none from 101 to 101."),
      (["result": 1, "start_line": 9, "end_line": 5], "result 1 has 100 lines, so there is none from 9 to 5."),
    ] as [(JSONObject, String)])
  func `What is not there is said`(arguments: JSONObject, sentence: String) async throws {
    let result = try await Self.tool.call(arguments, in: ToolContext())
    #expect(result.isError)
    #expect(result.text == sentence)
  }

  @Test func `A search says how many lines match, where, and how to see more`() async throws {
    let result = try await Self.tool.call(["result": 1, "pattern": "ERROR"], in: ToolContext())
    #expect(result.notes == ["2 of 100 lines match: 40, 80; \"context_lines\": 3 shows the lines around them"])
    let none = try await Self.tool.call(["result": 1, "pattern": "zeppelin"], in: ToolContext())
    #expect(none.text.isEmpty)
    #expect(none.notes == ["none of 100 lines matches"])
    let literal = try await Self.tool.call(["result": 1, "pattern": "(info"], in: ToolContext())
    #expect(literal.notes.first?.hasPrefix("the pattern is no regular expression (a \"(\" is not closed)") == true)
  }
}
