import JSON
import Testing
import ToolCalling

@testable import Agent

@Suite(.timeLimit(.minutes(1)))
struct ResultViewTests {
  private func stored(_ text: String, number: Int = 2, tool: String = "ssh_exec", arguments: JSONObject = [:])
    -> StoredResult
  {
    StoredResults(eachLimit: 8 << 20, totalLimit: 64 << 20).stored(
      ToolResult(text: text, exitCode: 0), of: ToolCall(name: tool, arguments: arguments), number: number)
  }

  private func numbered(_ count: Int) -> String { (1...count).map { "line \($0)" }.joined(separator: "\n") }

  @Test func `A result within the limit is shown whole`() {
    let view = ResultView(of: stored("one\ntwo\n\n"), limit: 100)
    #expect(view.text == "one\ntwo")
    #expect(!view.isPartial)
  }

  @Test func `A page at the end of all numbers is shown like any other`() {
    let page = stored(
      numbered(2000), tool: "read_output", arguments: ["result": 1, "start_line": .number(JSONNumber(.max))])
    #expect(ResultView(of: page, limit: 200).text.contains("1,977 lines left out: use read_output {\"result\": 1, "))
  }

  @Test func `A longer one shows its first and last lines and the exact way to the rest`() {
    let view = ResultView(of: stored(numbered(2000)), limit: 200)
    let lines = view.text.split(separator: "\n")
    #expect(view.isPartial)
    #expect(lines.first == "line 1")
    #expect(lines.last == "line 2000")
    #expect(
      lines.contains("[… 1,977 lines left out: use read_output {\"result\": 2, \"start_line\": 14} to see them …]"))
  }

  @Test(arguments: [200, 300, 1000, 5000])
  func `Shown and left out lines together are all lines, and the limit holds`(limit: Int) throws {
    for count in [50, 51, 999, 4000] {
      let view = ResultView(of: stored(numbered(count)), limit: limit)
      let lines = view.text.split(separator: "\n").map(String.init)
      guard view.isPartial else { continue }
      let gap = try #require(lines.firstIndex { $0.hasPrefix("[… ") })
      let left = Int(lines[gap].dropFirst(3).prefix { $0 != " " }.filter { $0 != "," })
      #expect(lines.count - 1 + (left ?? 0) == count)
      #expect(lines[gap].contains("\"start_line\": \(gap + 1)}"))
      #expect(view.text.utf8.count <= limit + 90)
    }
  }

  @Test func `A very long line is cut in the middle and says so`() {
    let view = ResultView(of: stored(String(repeating: "ab", count: 50_000)), limit: 1000)
    #expect(view.text.utf8.count < 1000)
    #expect(view.text.hasPrefix("abab"))
    #expect(view.text.hasSuffix("baba") || view.text.hasSuffix("abab"))
    #expect(view.text.contains("[… 99,751 bytes of this line left out …]"))
  }

  @Test func `No character is cut in two`() {
    let view = ResultView(of: stored(String(repeating: "é€😀", count: 5000)), limit: 999)
    #expect(!view.text.contains("\u{FFFD}"))
  }

  @Test func `The digest stands between head and tail`() throws {
    let view = ResultView(of: stored(numbered(2000)), limit: 300, digest: "[digest: 2,000 lines]")
    let lines = view.text.split(separator: "\n")
    let digest = try #require(lines.firstIndex(of: "[digest: 2,000 lines]"))
    #expect(lines[digest + 1].hasPrefix("[… "))
    let long = ResultView(of: stored(numbered(2000)), limit: 300, digest: String(repeating: "d", count: 151))
    #expect(!long.text.contains("ddd"))
  }

  @Test func `A page of read_output counts on in the result that it comes from`() {
    let page = stored(
      numbered(1000), number: 9, tool: "read_output", arguments: ["result": 2, "start_line": 501])
    let view = ResultView(of: page, limit: 200)
    #expect(view.text.contains("use read_output {\"result\": 2, \"start_line\": 514} to see them"))
  }

  @Test(arguments: [
    ("", "Tool result [2] ssh_exec, exit 0, 0 lines:\n"), ("one\n", "Tool result [2] ssh_exec, exit 0, 1 line:\none"),
    ("a\nb", "Tool result [2] ssh_exec, exit 0, 2 lines:\na\nb"),
  ])
  func `The heading says the tool, its exit status and its lines`(output: String, message: String) {
    #expect(ResultMessage.text(of: stored(output), shown: stored(output).text) == message)
  }

  @Test func `A file tool has no exit status, a failure has its sentence, and notes follow the output`() {
    let results = StoredResults(eachLimit: 100, totalLimit: 1000)
    let call = ToolCall(name: "read_file", arguments: [:])
    let file = results.stored(ToolResult(text: "a", notes: ["output cut at 8 MiB"]), of: call, number: 1)
    #expect(ResultMessage.text(of: file, shown: "a") == "Tool result [1] read_file, 1 line:\na\n[output cut at 8 MiB]")
    let failed = results.stored(.failure("no such file: /x."), of: call, number: 2)
    #expect(ResultMessage.text(of: failed, shown: failed.text) == "Tool result [2] read_file, error: no such file: /x.")
  }

  @Test func `A stored text is cut on a line border, and the oldest goes when all are too many`() {
    var results = StoredResults(eachLimit: 10, totalLimit: 15)
    let call = ToolCall(name: "x", arguments: [:])
    results.keep(results.stored(ToolResult(text: "aaaa\nbbbb\ncccc"), of: call, number: 1))
    #expect(results[1]?.text == "aaaa\nbbbb")
    #expect(results[1]?.notes == ["the output was cut at 10 bytes"])
    results.keep(results.stored(ToolResult(text: "dddddddd"), of: call, number: 2))
    #expect(results[1]?.isDropped == true)
    #expect(results[1]?.lines == 2)
    #expect(results[2]?.text == "dddddddd")
    #expect(results.byteCount == 8)
  }
}
