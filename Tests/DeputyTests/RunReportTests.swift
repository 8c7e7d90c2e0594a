import JSON
import Testing
import ToolCalling

@testable import Agent
@testable import Deputy

@Suite("What deputy run prints", .timeLimit(.minutes(1))) struct RunReportTests {
  private static let steering = "red\u{1B}]0;title\u{7}\u{202E}"
  private static let shown = "red\\u{1B}]0;title\\u{7}\\u{202E}"

  private func report(_ ending: AgentOutcome.Ending, turns: Int = 1, isForTerminal: Bool = true) -> RunReport {
    var outcome = AgentOutcome(ending: ending)
    outcome.turns = Array(repeating: AgentOutcome.Turn(usage: TokenUsage(), milliseconds: 0), count: turns)
    return RunReport(outcome: outcome, maximumIterations: 10, isForTerminal: isForTerminal)
  }

  @Test func `An answer steers no terminal, and goes to a file as it is`() {
    let text = "a\tb\n\(Self.steering)"
    #expect(report(.finalAnswer(text)).answer == "a\tb\n\(Self.shown)")
    #expect(report(.finalAnswer(text), isForTerminal: false).answer == text)
    #expect(report(.finalAnswer(text)).status == 0)
  }

  @Test(arguments: [true, false]) func `No remark steers a terminal`(isForTerminal: Bool) {
    let call = ToolCall(name: Self.steering, arguments: ["command": .string(Self.steering)])
    let handed = AgentOutcome.HandBack(callID: "call_1", call: call, reason: Self.steering)
    for ending in [AgentOutcome.Ending.failed(Self.steering), .handBack([handed], preamble: "")] {
      var outcome = report(ending).outcome
      outcome.notes = [Self.steering]
      let remarks = RunReport(outcome: outcome, maximumIterations: 10, isForTerminal: isForTerminal).remarks
      #expect(remarks.first == "Note: \(Self.shown)")
      #expect(remarks.last?.contains(Self.shown) == true)
      #expect(
        remarks.allSatisfy { !$0.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{7}" || $0 == "\u{202E}" } })
    }
  }

  @Test func `An answer whose correction did not run is printed`() {
    var outcome = report(.handBack([], preamble: "")).outcome
    outcome.draft = "a\(Self.steering)"
    let printed = RunReport(outcome: outcome, maximumIterations: 10, isForTerminal: true)
    #expect(printed.answer == "a\(Self.shown)")
    #expect(printed.status == 4)
  }

  @Test func `A loop that ended early is not said to have used its replies up`() {
    #expect(report(.partial("x"), turns: 10).remarks.last == "No answer within 10 replies; what is known so far:")
    #expect(
      report(.partial("x"), turns: 4).remarks.last
        == "No answer, and the loop ended early; why, and what is known so far:")
    #expect(report(.partial("x")).status == 3)
  }

  @Test func `What a person is asked steers no terminal`() {
    let question = ConsentQuestion(
      conversation: "c", tool: "ssh_exec", host: "web1", command: "ls\r\u{1B}[2K", reason: Self.steering)
    #expect(
      TerminalConsent.text(of: question)
        == "The model wants to run this on web1:\n  ls\\u{D}\\u{1B}[2K\n\(Self.shown)")
  }

  @Test func `A line of progress is one line of bounded length`() {
    #expect(TerminalText.line("a\nb\u{9B}2J" + String(repeating: "c", count: 200), limit: 9) == "a b\\u{9B}2Jccc…")
  }
}
