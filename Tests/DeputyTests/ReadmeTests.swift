import TestSupport
import Testing

@testable import Deputy

@Suite("README", .timeLimit(.minutes(1))) struct ReadmeTests {
  private let lines = TestFiles.lines("../README.md")

  @Test func `The table of variables is what --help prints`() throws {
    let rows = Settings.variables.map { "| `\($0.name)` | \($0.summary) |" }
    let first = try #require(lines.firstIndex(of: rows[0]), "the table should begin with: \(rows[0])")
    let shown = Array(lines[first...].prefix { $0.hasPrefix("|") })
    #expect(shown == rows, "the table should be:\n\(rows.joined(separator: "\n"))")
  }

  @Test func `It is shorter than 250 lines`() { #expect(lines.count < 250) }

  @Test func `Every subcommand is in the usage`() {
    for command in subcommands { #expect(Usage.text.contains("deputy \(command.name)")) }
  }
}
