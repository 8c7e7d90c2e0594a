import Testing
import ToolCalling

@testable import Deputy

@Suite("deputy grammar", .timeLimit(.minutes(1))) struct GrammarCommandTests {
  private static let options =
    ["--tools", "--reasoning"].map {
      OptionReader.Option(name: $0, value: "VALUE", summary: "")
    } + ["--no-text", "--several"].map { OptionReader.Option(name: $0, value: nil, summary: "") }

  private func grammar(_ arguments: String...) throws -> ToolGrammar {
    try GrammarCommand.grammar(OptionReader(command: "x", options: Self.options, arguments: arguments))
  }

  @Test func `The options choose what may be said`() throws {
    let plain = try grammar()
    #expect(plain.allowsText && !plain.allowsSeveral && plain.reasoning == .none)
    let other = try grammar("--no-text", "--several", "--reasoning=opened")
    #expect(!other.allowsText && other.allowsSeveral && other.reasoning == .opened)
  }

  @Test func `A wrong option or operand says what would be right`() {
    #expect(
      throws: OptionReader.Fault(
        description: "--reasoning is \"much\", and must be none, optional or opened.")
    ) { try grammar("--reasoning", "much") }
    #expect(
      throws: OptionReader.Fault(
        description: "deputy grammar takes no operands. Give tools as: deputy grammar --tools - < tools.json")
    ) { try grammar("tools.json") }
  }

  @Test func `Tools come in every form that callers write`() throws {
    let text = #"[{"name":"a","parameters":{"x":{"type":"integer","required":true}}},{"function":{"name":"b"}}]"#
    #expect(try GrammarCommand.definitions(in: Array(text.utf8)).map(\.name) == ["a", "b"])
  }

  @Test(arguments: [
    ("{}", #"The tools must be an array such as [{"name":"x","description":"…","parameters":{…}}]."#),
    ("[1]", #"A tool must be an object such as {"name":"x","description":"…","parameters":{…}}."#),
  ])
  func `What is no list of tools is refused with a sentence`(_ text: String, _ sentence: String) {
    let error = #expect(throws: (any Error).self) { try GrammarCommand.definitions(in: Array(text.utf8)) }
    #expect(error.map { "\($0)" } == sentence)
  }
}
