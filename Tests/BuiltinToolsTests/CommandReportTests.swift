import Platform
import Testing
import ToolCalling

@testable import BuiltinTools

@Suite("The report of a command", .timeLimit(.minutes(1))) struct CommandReportTests {
  private func result(output: ChildOutput, error: String, longest: Int) -> ToolResult {
    let outcome = ChildOutcome(
      status: .exited(1), standardOutput: output, standardError: ChildOutput(head: Array(error.utf8)), ending: .itself,
      duration: .zero, leftProcesses: false)
    return CommandReport(outcome: outcome, limit: .seconds(1), longest: longest).result
  }

  @Test func `Errors behind a long output are kept whole, within the limit of both`() {
    let lines = Array((1...400).map { "line \($0)" }.joined(separator: "\n").utf8)
    let error = "cat: /var/log/btmp: Permission denied"
    for output in [ChildOutput(head: lines), ChildOutput(head: lines, tail: lines, droppedBytes: 1000)] {
      let report = result(output: output, error: error, longest: 1000)
      #expect(report.text.utf8.count <= 1000)
      #expect(report.text.hasPrefix("line 1\n"))
      #expect(report.text.contains("bytes left out here: more than the limit of one command"))
      #expect(report.text.hasSuffix("line 400\n[standard error:]\n" + error))
      #expect(report.notes.last?.hasPrefix("the middle of the output was left out") == true)
    }
  }

  @Test func `A short output is kept whole beside errors that are too long`() {
    let error = (1...400).map { "error \($0)" }.joined(separator: "\n")
    let report = result(output: ChildOutput(head: Array("found\n".utf8)), error: error, longest: 1000)
    #expect(report.text.utf8.count <= 1000)
    #expect(report.text.hasPrefix("found\n[standard error:]\nerror 1\n"))
    #expect(report.text.hasSuffix("\nerror 400"))
  }

  @Test func `What fits is left as it is`() {
    let report = result(output: ChildOutput(head: Array("a\nb\n".utf8)), error: "c\n", longest: 1000)
    #expect(report == ToolResult(text: "a\nb\n[standard error:]\nc", exitCode: 1))
  }
}
