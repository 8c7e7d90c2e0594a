import JSON
import Testing
import ToolCalling

@testable import Agent

@Suite(.timeLimit(.minutes(1)))
struct KnownSoFarTests {
  private let stored = StoredResults(eachLimit: 1 << 20, totalLimit: 1 << 20)

  private func result(
    _ number: Int, _ command: String, _ text: String, exit: Int? = 0, isError: Bool = false, notes: [String] = []
  ) -> StoredResult {
    let call = ToolCall(name: "bash_command", arguments: ["command": .string(command)])
    return stored.stored(
      ToolResult(text: text, isError: isError, exitCode: exit, notes: notes), of: call, number: number)
  }

  private func text(_ results: [StoredResult], words: String = "", kept: StoredResults? = nil) -> String {
    KnownSoFar(sentence: "It ended.", lastWords: words, results: results, kept: kept ?? stored).text
  }

  @Test func `Without results it is the sentence and the model's last words`() {
    #expect(text([]) == "It ended.")
    #expect(text([], words: "I look at web1.") == "It ended.\n\nThe model's last words: I look at web1.")
  }

  @Test func `Failures, empty results and repeated ones say what they are`() {
    let results = [
      result(1, "ls", "a\nb"), result(2, "ls", "a\nb"), result(3, "ls", "a"), result(4, "true", "", exit: 1),
      result(5, "x", "there is no x", exit: nil, isError: true),
    ]
    #expect(
      text(results) == """
        It ended.

        What the tools brought, the newest last; all of it is kept in the conversation:

        [1] bash_command ls, exit 0, 2 lines.

        [3] bash_command ls, exit 0, 1 line:
        a

        [4] bash_command true, exit 1, 0 lines.

        [5] bash_command x, failed: there is no x
        """)
  }

  @Test func `What a result lacks stands in its heading`() {
    let notes = ["ended after 30 s by its time limit", "3 of 10 hosts failed: a, b, c"]
    let results = (1...4).map { result($0, "step \($0)", "a", exit: nil, notes: notes) }
    let text = text(results + [result(5, "long", "a", notes: [String(repeating: "n", count: 1000)])])
    for number in [1, 2] {
      #expect(
        text.contains(
          "[\(number)] bash_command step \(number), 1 line (ended after 30 s by its time limit; "
            + "3 of 10 hosts failed: a, b, c).\n"))
    }
    #expect(text.contains("3 of 10 hosts failed: a, b, c):\na\n\n"))
    #expect(text.hasSuffix("nnn…):\na"))
  }

  @Test func `What is no longer kept says so, and the sentence above it does not promise it`() {
    var kept = StoredResults(eachLimit: 1 << 20, totalLimit: 30)
    kept.keep(result(1, "x", "there is no x", exit: nil, isError: true))
    kept.keep(result(2, "a", "the same"))
    kept.keep(result(3, "a", "another"))
    kept.keep(result(4, "b", "two and more than twenty bytes"))
    #expect(
      text(kept.all, kept: kept) == """
        It ended.

        What the tools brought, the newest last; all of it but what says otherwise is kept in the conversation:

        [1] bash_command x, failed, no longer kept.

        [2] bash_command a, exit 0, 1 line, no longer kept.

        [3] bash_command a, exit 0, 1 line, no longer kept.

        [4] bash_command b, exit 0, 1 line:
        two and more than twenty bytes
        """)
  }

  @Test func `A page is shown with its own lines, and once`() {
    var kept = StoredResults(eachLimit: 1 << 20, totalLimit: 1 << 20)
    let lines = (1...1000).map { "line \($0)" }
    kept.keep(result(1, "x", lines.joined(separator: "\n")))
    let call = ToolCall(name: "read_output", arguments: ["result": 1, "start_line": 501])
    for number in [2, 3] {
      let page = kept.stored(ToolResult(text: lines[500...].joined(separator: "\n")), of: call, number: number)
      kept.keep(page.holding(only: number == 2 ? ResultView(of: page, limit: 400).text : "[the same as result 2]"))
    }
    let text = text(Array(kept.all.suffix(2)), kept: kept)
    #expect(text.contains("[2] read_output 1, 500 lines:\nline 501\nline 502\n"))
    #expect(text.hasSuffix("\nline 666\n[… 334 more lines …]"))
  }

  @Test func `However much there is, it stays short and says what it leaves out`() {
    let lines = (1...2000).map { "line \($0)" }.joined(separator: "\n")
    var results = (1...100).map { result($0, "step \($0) " + String(repeating: "x", count: 500), lines) }
    results.append(result(101, "one line", String(repeating: "y", count: 100_000)))
    let text = text(results, words: String(repeating: "words ", count: 10_000))
    #expect(text.utf8.count < 10_000)
    #expect(text.contains("(78 results before these)\n[79] bash_command step 79 x"))
    #expect(text.contains("\nline 1\n") && text.contains(" more lines …]"))
    #expect(text.hasSuffix("yyy\n[… the rest of this line …]"))
  }
}
