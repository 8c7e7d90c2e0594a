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

  @Test func `An answer that quotes nothing has no check`() {
    #expect(QuoteCheck(of: "5 > 3, and\n>", in: Self.results) == nil)
  }
}
