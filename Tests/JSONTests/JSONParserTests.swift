import JSON
import TestSupport
import Testing

/// A line of a fixture: the text, and what is expected of it where a tab follows.
struct JSONCase: Sendable, CustomTestStringConvertible {
  let text: String
  let expected: String?

  var testDescription: String { text }

  static func all(_ file: String) -> [JSONCase] {
    TestFiles.lines("JSONTests/Fixtures/\(file)").filter { !$0.hasPrefix("#") }.map { line in
      let parts = line.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
      return JSONCase(text: String(parts[0]), expected: parts.count > 1 ? String(parts[1]) : nil)
    }
  }
}

@Suite(.timeLimit(.minutes(1))) struct JSONParserTests {
  @Test(arguments: JSONCase.all("accepted.txt"))
  func `An accepted text is written as expected, and that text is stable`(_ example: JSONCase) throws {
    let written = try JSONValue(parsing: example.text).jsonText
    #expect(written == example.expected ?? example.text)
    #expect(try JSONValue(parsing: written).jsonText == written)
  }

  @Test(arguments: JSONCase.all("refused.txt"))
  func `A refused text is refused with the place and the reason`(_ example: JSONCase) {
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: example.text) }
    #expect(error?.description == example.expected)
  }

  @Test(arguments: JSONCase.all("accepted.txt"))
  func `No truncation of a structure is accepted`(_ example: JSONCase) {
    let bytes = Array(example.text.utf8)
    guard let first = example.text.first(where: { $0 != " " }), "[{\"".contains(first) else { return }
    let close = bytes.lastIndex { $0 != 0x20 } ?? 0
    for length in 0..<close { #expect(throws: JSONError.self) { try JSONValue(parsing: Array(bytes[..<length])) } }
  }

  /// Bytes that are no UTF-8, and the offset of the first bad one.
  private static let invalid: [([UInt8], Int)] = [
    ([0x22, 0x61, 0x62, 0xFF, 0x22], 3),
    ([0x22, 0xC3, 0x22], 1),
    ([0x22, 0xED, 0xA0, 0x80, 0x22], 1),
    ([0x22, 0xC0, 0x80, 0x22], 1),
    ([0x22, 0x61, 0x5C, 0x6E, 0xE2, 0x82, 0x22], 4),
  ]

  @Test(arguments: invalid)
  func `Invalid UTF-8 is refused with its byte offset`(_ bytes: [UInt8], _ offset: Int) {
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: bytes) }
    #expect(error?.description == "invalid UTF-8 at byte \(offset)")
  }

  @Test func `A control character in a string is named`() {
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: "\"a\u{1}\"") }
    #expect(error?.description == "an unescaped control character 0x01 at byte 2")
  }

  @Test(arguments: ["[", "{\"a\":"])
  func `Nesting ends at the limit and not before`(_ opener: String) throws {
    let closer = opener == "[" ? "]" : "}"
    func nested(_ depth: Int) -> String {
      String(repeating: opener, count: depth) + (opener == "[" ? "" : "1") + String(repeating: closer, count: depth)
    }
    _ = try JSONValue(parsing: nested(512))
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: nested(513)) }
    #expect(error?.description == "nesting deeper than 512 levels at byte \(512 * opener.utf8.count)")
    #expect(throws: JSONError.self) {
      try JSONValue(parsing: String(repeating: opener, count: 100_000))
    }
  }

  @Test func `Siblings do not use up the nesting limit`() throws {
    let text = "[" + Array(repeating: "[[]],{\"a\":{}}", count: 2_000).joined(separator: ",") + "]"
    #expect(try JSONValue(parsing: text).array?.count == 4_000)
  }

  @Test func `A special byte is found at every place of an eight-byte word`() throws {
    for length in 0..<24 {
      for special in ["\\n", "\\\"", "é", "\\u0007"] {
        let text = "\"" + String(repeating: "x", count: length) + special + "tail\""
        let value = try JSONValue(parsing: text)
        #expect(value.string?.unicodeScalars.count == length + 5)
        #expect(try JSONValue(parsing: value.jsonText) == value)
      }
    }
  }

  @Test func `Ten thousand repeated keys are read in linear time and the last wins`() throws {
    let text = "{" + (0..<10_000).map { "\"k\($0 % 100)\":\($0)" }.joined(separator: ",") + "}"
    let object = try #require(try JSONValue(parsing: text).object)
    #expect(object.count == 100)
    #expect(object["k7"] == 9_907)
    #expect(object.keys.first == "k0")
  }
}
