import JSON
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct JSONWriterTests {
  /// RFC 8259, section 7, a character at a time.
  private func escaped(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{8}": result += "\\b"
      case "\u{C}": result += "\\f"
      case "\0"..<" ":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  @Test func `Every character is escaped as it must be, wherever it stands`() {
    for value in (0...0x2FF).compactMap(Unicode.Scalar.init) {
      for before in 0...17 {
        let text = String(repeating: "x", count: before) + String(value) + "tail"
        #expect(JSONValue.string(text).jsonText == escaped(text))
      }
    }
  }

  @Test func `Runs of plain and special characters of any length keep their order`() {
    var generator = SeededGenerator(11)
    let pieces = ["plain words ", "\"", "\\", "\n", "\u{1}", "é", "\u{1F9C0}", "/", "\u{7F}", "\u{2028}", "0123456789"]
    for _ in 0..<500 {
      let count = Int.random(in: 0...40, using: &generator)
      let text = (0..<count).compactMap { _ in pieces.randomElement(using: &generator) }.joined()
      #expect(JSONValue.string(text).jsonText == escaped(text))
    }
  }
}
