import JSON
import TestSupport
import Testing
import ToolCalling

@testable import Agent

@Suite(.timeLimit(.minutes(1)))
struct ResultShelfTests {
  private static let call = "{\"tool\": \"bash_command\", \"arguments\": {\"command\": \"journalctl\"}}"

  /// A bench on which each task runs one command, which prints `output`.
  private func bench(
    _ output: String, tasks: Int = 1, configuration: AgentConfiguration = AgentConfiguration()
  ) async throws -> AgentBench {
    let tool = ScriptedTool("bash_command", parameters: ["command"]) { _, _ in ToolResult(text: output, exitCode: 0) }
    let turns = (0..<tasks).flatMap { _ in [ScriptedModel.Step.text(Self.call), .text("Done.")] }
    let bench = AgentBench(ScriptedModel(turns), tools: [tool], configuration: configuration)
    for _ in 0..<tasks { _ = try await bench.call(["task": "Look."]) }
    return bench
  }

  private func read(_ address: String, of bench: AgentBench, limit: Int = 45_000) throws -> String {
    try ResultShelf(store: bench.store, limit: limit).text(at: address)
  }

  @Test(
    arguments: [
      ("", "one\ntwo\nthree\nfour"), ("?start_line=2&end_line=3", "two\nthree"), ("?start_line=4", "four"),
      ("?end_line=1", "one"), ("?start_line=3&end_line=900", "three\nfour"),
    ])
  func `The lines of a result are read by its address`(lines: String, text: String) async throws {
    let bench = try await bench("one\ntwo\nthree\nfour")
    #expect(try read("deputy://conversations/c1/results/1\(lines)", of: bench) == text)
  }

  @Test func `An empty result is an empty text`() async throws {
    #expect(try read("deputy://conversations/c1/results/1", of: try await bench("")) == "")
  }

  @Test func `What is too long is cut on a line border, and what is left out has an address`() async throws {
    let bench = try await bench((1...1000).map { "line \($0)" }.joined(separator: "\n"))
    var (address, seen) = ("deputy://conversations/c1/results/1", [String]())
    while seen.count < 2000 {
      let lines = try read(address, of: bench, limit: 2000).split(separator: "\n").map(String.init)
      guard let gap = lines.last, gap.hasPrefix("[…") else {
        seen += lines
        break
      }
      seen += lines.dropLast()
      let next = try #require(gap.firstRange(of: "deputy://"))
      address = String(gap[next.lowerBound...].prefix { $0 != " " })
      #expect(gap == "[… left out: \(Count.grouped(1000 - seen.count)) lines, which begin at \(address) …]")
    }
    #expect(seen == (1...1000).map { "line \($0)" })
  }

  @Test func `A line longer than the limit is cut, and says so`() async throws {
    let bench = try await bench("first\n" + String(repeating: "ä", count: 2000) + "\nlast")
    let text = try read("deputy://conversations/c1/results/1?start_line=2", of: bench, limit: 101)
    #expect(
      text == String(repeating: "ä", count: 50) + "\n[… left out: the rest of line 2; and 1 line, which is at "
        + "deputy://conversations/c1/results/1?start_line=3 …]")
    let only = try read("deputy://conversations/c1/results/1?start_line=2&end_line=2", of: bench, limit: 101)
    #expect(only == String(repeating: "ä", count: 50) + "\n[… left out: the rest of line 2 …]")
  }

  @Test(
    arguments: [
      (
        "c9/results/1",
        "There is no conversation \"c9\" any more, or there never was: results can be read for 30 minutes after the last "
          + "use of their conversation. Hand the task to agent_chat again."
      ),
      ("c1/results/2", "Conversation \"c1\" has no result 2. Its results are: 1."),
      ("c1/results/1?start_line=9", "Result 1 has 2 lines, so there is none from 9 to 9."),
      ("c1/results/1?start_line=2&end_line=1", "end_line 1 is before start_line 2."),
      (
        "c1/results/1?start_line=0",
        "\"deputy://conversations/c1/results/1?start_line=0\" is no address of a result. They have the form "
          + "deputy://conversations/{conversation_id}/results/{result}{?start_line,end_line}; results and lines count from 1."
      ),
    ])
  func `What is not there is said`(address: String, sentence: String) async throws {
    let bench = try await bench("one\ntwo")
    let fault = #expect(throws: ResultFault.self) {
      try read("deputy://conversations/" + address, of: bench)
    }
    #expect(fault?.description == sentence)
  }

  @Test func `A result whose text made room for later ones is neither listed nor read`() async throws {
    var configuration = AgentConfiguration()
    configuration.resultsBytes = 12
    let bench = try await bench("one\ntwo", configuration: configuration)
    bench.model.add(.text(Self.call), .text("Done."))
    _ = try await bench.call(["conversation_id": "c1", "task": "Again."])
    let page = try ResultShelf(store: bench.store, limit: 100).page(after: nil)
    #expect(page.rows.map(\.address.description) == ["deputy://conversations/c1/results/2"])
    let fault = #expect(throws: ResultFault.self) { try read("deputy://conversations/c1/results/1", of: bench) }
    #expect(
      fault?.description
        == "The text of result 1 is no longer kept: later results took its room. Ask a follow-up question with "
        + "conversation_id \"c1\" to have it read again.")
  }

  @Test func `To read is a use of the conversation, to list is none`() async throws {
    let bench = try await bench("one")
    let shelf = ResultShelf(store: bench.store, limit: 100)
    bench.clock.advance(by: .seconds(29 * 60))
    #expect(try read("deputy://conversations/c1/results/1", of: bench) == "one")
    bench.clock.advance(by: .seconds(29 * 60))
    #expect(try shelf.page(after: nil).rows.count == 1)
    bench.clock.advance(by: .seconds(60))
    #expect(try shelf.page(after: nil).rows.isEmpty)
    #expect(throws: ResultFault.self) { try read("deputy://conversations/c1/results/1", of: bench) }
  }

  @Test func `The list has the newest conversation first, a page at a time`() async throws {
    let bench = try await bench("one\ntwo", tasks: 40)
    let shelf = ResultShelf(store: bench.store, limit: 100)
    var (rows, after): ([ResultShelf.Row], String?) = ([], nil)
    while true {
      let page = try shelf.page(after: after)
      #expect(page.rows.count <= 15)
      rows += page.rows
      after = page.rows.last?.address.description
      if !page.hasMore { break }
    }
    #expect(rows.count == 40)
    #expect(Set(rows.map(\.address)).count == 40)
    let first = try #require(rows.first)
    #expect(first.label == "bash_command journalctl")
    #expect(first.summary == "exit 0, 2 lines")
    #expect(first.byteCount == 7)
  }

  @Test func `A page after what is gone is none`() async throws {
    let shelf = ResultShelf(store: try await bench("one").store, limit: 100)
    #expect(try shelf.page(after: "deputy://conversations/c1/results/1").rows == [])
    #expect(throws: ResultFault.goneCursor) { try shelf.page(after: "deputy://conversations/c1/results/2") }
    #expect(throws: ResultFault.goneCursor) { try shelf.page(after: "deputy://conversations/c2/results/1") }
    #expect(throws: ResultFault.noCursor("x")) { try shelf.page(after: "x") }
  }

  @Test func `A part of a result is not listed, and its address names the whole one's`() async throws {
    let read = "{\"tool\": \"read_output\", \"arguments\": {\"result\": 1, \"start_line\": 100, \"end_line\": 200}}"
    let bench = try await bench((1...1000).map { "line \($0)" }.joined(separator: "\n"))
    bench.model.add(.text(read), .text("Done."))
    _ = try await bench.call(["conversation_id": "c1", "task": "More."])
    let page = try ResultShelf(store: bench.store, limit: 100).page(after: nil)
    #expect(page.rows.map(\.address.description) == ["deputy://conversations/c1/results/1"])
    for (lines, whole) in [
      ("", "?start_line=100&end_line=200"), ("?start_line=5&end_line=7", "?start_line=104&end_line=106"),
      ("?start_line=90&end_line=9223372036854775807", "?start_line=189&end_line=200"),
    ] {
      let fault = #expect(throws: ResultFault.self) {
        try self.read("deputy://conversations/c1/results/2\(lines)", of: bench)
      }
      #expect(
        fault?.description
          == "Result 2 is a part of result 1. Read deputy://conversations/c1/results/1\(whole).")
    }
  }

  @Test func `What is to be known of an output stands behind its last line`() async throws {
    let tool = ScriptedTool("bash_command", parameters: ["command"]) { _, _ in
      ToolResult(text: "one\ntwo", exitCode: 0, notes: ["ended after 1 s by its time limit"])
    }
    let bench = AgentBench(ScriptedModel([.text(Self.call), .text("Done.")]), tools: [tool])
    _ = try await bench.call(["task": "Look."])
    let address = "deputy://conversations/c1/results/1"
    #expect(try read(address, of: bench) == "one\ntwo\n[ended after 1 s by its time limit]")
    #expect(try read(address + "?end_line=1", of: bench) == "one")
    let row = try ResultShelf(store: bench.store, limit: 100).page(after: nil).rows.first
    #expect(row?.summary == "exit 0, 2 lines, ended after 1 s by its time limit")
  }

  @Test func `A text that is far too long is no address, and is not repeated`() async throws {
    let shelf = ResultShelf(store: try await bench("one").store, limit: 100)
    for text in [String(repeating: "/", count: 8_000_000), "x" + String(repeating: "\u{301}", count: 1_000_000)] {
      let fault = #expect(throws: ResultFault.self) { try shelf.text(at: text) }
      #expect((fault?.description.utf8.count ?? .max) < 1000)
    }
    let fault = #expect(throws: ResultFault.self) { try shelf.text(at: "\u{1B}[2J") }
    #expect(fault?.description.hasPrefix("\"\\u{1B}[2J\" is no address") == true)
  }
}
