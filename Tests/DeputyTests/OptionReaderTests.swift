import Testing

@testable import Deputy

@Suite(.timeLimit(.minutes(1))) struct OptionReaderTests {
  private let options = [
    OptionReader.Option(name: "--host", value: "NAME", summary: "a host"),
    OptionReader.Option(name: "--max", value: "N", summary: "a number"),
    OptionReader.Option(name: "--help", value: nil, summary: "this text"),
  ]

  private func read(_ arguments: [String]) throws(OptionReader.Fault) -> OptionReader {
    try OptionReader(command: "deputy run", options: options, arguments: arguments)
  }

  @Test func `Options, values and operands are told apart`() throws {
    let result = try read(["a task", "--host", "web1", "--host=db1", "--max", "3", "--", "--help"])
    #expect(result.operands == ["a task", "--help"])
    #expect(result.values["--host"] == ["web1", "db1"])
    #expect(try result.number("--max", in: 1...5) == 3)
    #expect(!result.has("--help") && result.last("--host") == "db1")
    #expect(try read(["-"]).operands == ["-"])
    #expect(try read(["-h"]).has("--help") && !read(["--", "-h"]).has("--help"))
  }

  @Test(arguments: [
    (["--fast"], "deputy run has no option --fast. It has --host, --max, --help."),
    (["-x"], "deputy run has no option -x. It has --host, --max, --help."),
    (["--host"], "--host needs a value: --host NAME."),
    (["--help=yes"], "--help takes no value."),
  ])
  func `A wrong argument is a sentence`(_ arguments: [String], _ sentence: String) {
    let fault = #expect(throws: OptionReader.Fault.self) { try read(arguments) }
    #expect(fault?.description == sentence)
  }

  @Test(arguments: ["9", "two", "-1"])
  func `A number out of its range is named`(_ text: String) throws {
    let result = try read(["--max", text])
    let fault = #expect(throws: OptionReader.Fault.self) { try result.number("--max", in: 1...5) }
    #expect(fault?.description == "--max is \"\(text)\", and must be a whole number from 1 to 5.")
  }
}
