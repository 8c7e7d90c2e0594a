import JSON
import Testing
import ToolCalling

@testable import Agent

@Suite(.timeLimit(.minutes(1)))
struct QuoteCheckTests {
  private static let results: StoredResults = {
    var results = StoredResults(eachLimit: 1 << 20, totalLimit: 1 << 20)
    let call = ToolCall(name: "ssh_exec", arguments: [:])
    results.keep(results.stored(ToolResult(text: "  disk full on /data7\r\nall fine"), of: call, number: 1))
    results.keep(results.stored(ToolResult(text: "größe: 7"), of: call, number: 2))
    return results
  }()

  @Test func `Quoted lines are looked up in every result, blanks at their ends aside`() {
    let check = QuoteCheck(of: "Two facts:\n> disk full on /data7\n>größe: 7  \nEnd.", in: Self.results)
    #expect(check?.verified == 2)
    #expect(check?.notFound == [])
  }

  @Test func `A line that stands nowhere, or is only part of one, is named`() {
    let check = QuoteCheck(of: "> disk full\n> all fine\n> all fine\n> invented", in: Self.results)
    #expect(check?.verified == 1)
    #expect(check?.notFound == ["disk full", "invented"])
  }

  @Test func `Lines that end in CR and LF are looked up too`() {
    let check = QuoteCheck(of: "Two:\r\n> all fine\r\n> invented\r\n", in: Self.results)
    #expect(check?.verified == 1)
    #expect(check?.notFound == ["invented"])
  }

  @Test func `What stands only in the view of a result is found there`() {
    let shown = "Tool result [3] x, 9 lines:\nabc[… 1,204 bytes of this line left out …]xyz\n  7× a kind (lines 1–9)"
    let answer = "> abc[… 1,204 bytes of this line left out …]xyz\n> 7× a kind (lines 1–9)\n> 8× a kind"
    let check = QuoteCheck(of: answer, in: Self.results, shown: [shown])
    #expect(check?.verified == 2)
    #expect(check?.notFound == ["8× a kind"])
  }

  @Test func `An answer that quotes nothing has no check`() {
    #expect(QuoteCheck(of: "5 > 3, and\n>", in: Self.results) == nil)
  }
}
