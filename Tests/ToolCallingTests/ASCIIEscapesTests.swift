import Testing

@testable import ToolCalling

@Suite("Escapes of printable ASCII", .timeLimit(.minutes(1)))
struct ASCIIEscapesTests {
  private static func decoded(_ text: String) -> String? {
    text.withBytes { ASCIIEscapes.decoded($0) }.map { String(decoding: $0, as: UTF8.self) }
  }

  @Test(
    "they are decoded at whatever level they stand",
    arguments: [
      (#"a\u0063b"#, "acb"), (#"\u007E\u003a"#, "~:"), (#"a\\u0063b"#, "acb"), (#"\\\\u0063"#, "c"),
      (#"\u005cu0063"#, "c"), (#"\u00\u0036\u0033"#, "c"), (#"\u005c\u0075\u0030\u0030\u0036\u0033"#, "c"),
      (#"\u001b\u0041"#, #"\u001bA"#), (#"\n\u0041\"#, #"\nA\"#),
    ])
  func decodes(text: String, wanted: String) {
    #expect(Self.decoded(text) == wanted)
  }

  @Test(
    "a text without one is not copied",
    arguments: ["", #"\u001b[31m"#, #"\u00e9"#, #"\u4e2d"#, #"\u006"#, #"\u00"#, "u0063", #"\x63"#, #"\U0063"#])
  func others(text: String) {
    #expect(Self.decoded(text) == nil)
  }

  @Test("a long run of escapes that decode to escapes takes linear time")
  func nested() {
    let text = String(repeating: #"\u005c"#, count: 100_000) + "u0063"
    #expect(Self.decoded(text) == "c")
  }
}
