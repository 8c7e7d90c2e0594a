import JSON
import Testing

@testable import ToolCalling

@Suite("Numbers as models write them", .timeLimit(.minutes(1)))
struct LenientNumberTests {
  @Test(
    "a number in whatever notation is read without losing a digit",
    arguments: [
      ("0x1F", "31"), ("-0XfF", "-255"), ("0o17", "15"), ("0b101", "5"), ("+7", "7"), ("1_000", "1000"),
      (".5", "0.5"), ("-5.", "-5.0"), ("007", "7"), ("00.5", "0.5"), ("000", "0"), ("0", "0"), ("0e3", "0e3"),
      ("0x7FFFFFFFFFFFFFFF", "9223372036854775807"), ("-0x8000000000000000", "-9223372036854775808"),
      ("123456789012345678901", "123456789012345678901"), ("1e-999999999999999999999", "1e-999999999999999999999"),
    ])
  func reads(text: String, number: String) {
    #expect(LenientNumber.read(text)?.text == number)
  }

  @Test(
    "what is no number, or is more than its notation can hold, is none",
    arguments: [
      "", "-", "+", ".", "_", "0x", "-0x", "0x-8000000000000000", "-0x-8000000000000000", "0x+1", "0b-1", "0o+7",
      "0x8000000000000000", "-0x8000000000000001", "0xFFFFFFFFFFFFFFFFFF", "0b2", "0o8", "0xé", "1e400",
      "-1e99999999999", "1e", "--1", "NaN", "Infinity", "١",
    ])
  func refuses(text: String) {
    #expect(LenientNumber.read(text) == nil)
  }

  @Test("a long run of zeros costs no more than other digits")
  func zeros() {
    let zeros = String(repeating: "0", count: 400_000)
    #expect(LenientNumber.read(zeros)?.text == "0")
    #expect(LenientNumber.read("-" + zeros + "12")?.text == "-12")
    #expect(LenientNumber.read(zeros + ".5")?.text == "0.5")
  }

  @Test("in another notation than JSON's it keeps its text until a schema says what it is")
  func values() {
    #expect(["12", "-1.50", "1e3"].map { LenientNumber.value($0)?.jsonText } == ["12", "-1.50", "1e3"])
    for text in ["0644", "0x1F", "1_000", "+7", ".5"] {
      #expect(LenientNumber.value(text).flatMap { SpelledNumber($0) }?.text == text)
    }
    for text in ["", "0x", "1e400", "NaN", "--1"] { #expect(LenientNumber.value(text) == nil) }
  }

  @Test("only a zero before another digit leads", arguments: ["0644", "-07", "+007", "00", "00.5", "0_7"])
  func leadingZeros(text: String) {
    #expect(LenientNumber.hasLeadingZeros(text))
    for other in ["", "0", "-0", "0.5", "0.", ".05", "0x1F", "0o17", "0e3", "100", "-"] {
      #expect(!LenientNumber.hasLeadingZeros(other), "\(other)")
    }
  }
}
