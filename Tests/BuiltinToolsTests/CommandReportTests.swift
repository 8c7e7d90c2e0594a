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

  @Test(arguments: [0, 1000])
  func `Errors behind a long output are kept whole, and what is missing is counted`(dropped: Int) throws {
    let lines = Array((1...400).map { "line \($0)\n" }.joined().utf8)
    let error = "cat: /var/log/btmp: Permission denied"
    let whole = dropped == 0
    let output = whole ? ChildOutput(head: lines) : ChildOutput(head: lines, tail: lines, droppedBytes: dropped)
    let report = result(output: output, error: error, longest: 1000)
    #expect(report.text.utf8.count <= 1000)
    #expect(report.text.hasPrefix("line 1\n"))
    #expect(report.text.hasSuffix("line 400\n[standard error:]\n" + error))
    let gaps = report.text.split(separator: "\n").filter { $0.hasPrefix("[…") }
    #expect(gaps.count == 1)
    let told = try #require(gaps.first?.split(separator: " ").compactMap { Int($0) }.first)
    let shown = report.text.split(separator: "\n").filter { $0.hasPrefix("line ") }.reduce(0) { $0 + $1.utf8.count + 1 }
    // The first line of a tail may have begun before it, so it counts as missing.
    let first = whole ? 0 : 7
    // The newline at the end of the output is not shown.
    #expect(abs(told - (lines.count * (whole ? 1 : 2) + dropped - shown)) <= 1 + first)
    #expect(report.notes.count == 1 && report.notes[0].hasSuffix("bytes in the middle of the output were not kept"))
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
