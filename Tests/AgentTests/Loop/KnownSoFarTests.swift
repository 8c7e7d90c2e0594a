import JSON
import Testing
import ToolCalling

@testable import Agent

@Suite(.timeLimit(.minutes(1)))
struct KnownSoFarTests {
  private let stored = StoredResults(eachLimit: 1 << 20, totalLimit: 1 << 20)

  private func result(_ number: Int, _ command: String, _ text: String, exit: Int? = 0, isError: Bool = false)
    -> StoredResult
  {
    let call = ToolCall(name: "bash_command", arguments: ["command": .string(command)])
    return stored.stored(ToolResult(text: text, isError: isError, exitCode: exit), of: call, number: number)
  }

  private func text(_ results: [StoredResult], words: String = "") -> String {
    KnownSoFar(sentence: "It ended.", lastWords: words, results: results).text
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
