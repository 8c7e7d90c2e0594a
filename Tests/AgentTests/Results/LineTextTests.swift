import Testing

@testable import Agent

@Suite(.timeLimit(.minutes(1)))
struct LineTextTests {
  @Test(arguments: [
    ("", 0), ("a", 1), ("a\nb", 2), ("\n", 2), ("12345678\n12345678\n123456\n8", 4), ("\n\n\n\n\n\n\n\n\n", 10),
    ("\u{0B}\u{09}\u{8A}\u{10A}\n", 2),
  ])
  func `Lines are counted exactly`(text: String, count: Int) { #expect(LineText.count(in: text) == count) }

  @Test func `Any run of lines is cut out exactly`() {
    let lines = (1...50).map { String(repeating: "x", count: $0 % 13) + "\($0)" }
    let text = lines.joined(separator: "\n")
    for first in 1...51 {
      for last in first...52 where last <= first + 9 || last == 52 {
        let wanted = lines.dropFirst(first - 1).prefix(last - first + 1).joined(separator: "\n")
        #expect(LineText.lines(first, last, of: text) == wanted)
      }
    }
    #expect(LineText.lines(1, .max, of: text) == text)
  }

  @Test func `Every line is visited once, the last also without a newline`() {
    var text = "one\n\na line of more than eight bytes\nlast"
    var seen: [String] = []
    text.withUTF8 { bytes in
      LineText.forEachLine(of: bytes) { number, line in
        seen.append("\(number) " + String(decoding: line, as: UTF8.self))
        return true
      }
    }
    #expect(seen == ["1 one", "2 ", "3 a line of more than eight bytes", "4 last"])
  }

  @Test(arguments: [
    ("plain\ttext\nis kept\n", "plain\ttext\nis kept\n"), ("red \u{1B}[31m\nend", "red \\u{1B}[31m\nend"),
    ("caf\u{E9} \u{20AC}", "caf\u{E9} \u{20AC}"), ("a\u{202E}b", "a\\u{202E}b"), ("dos\r\nend", "dos\nend"),
    ("nul\u{0}", "nul\\u{0}"),
  ])
  func `What a terminal would hide is made visible`(text: String, clean: String) {
    #expect(LineText.cleaned(text) == clean)
  }

  @Test func `Carriage returns at line ends keep the lines apart`() {
    #expect(LineText.cleaned("a\r\nb\r\r\nc") == "a\nb\\u{D}\nc")
  }
}
