import Testing

@testable import Agent

@Suite(.timeLimit(.minutes(1)))
struct TokenEstimateTests {
  /// The rule, a byte at a time.
  private func counted(_ text: String) -> Int {
    let letters = text.utf8.count { $0 == 0x20 || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }
    let foreign = text.utf8.count { $0 >= 0x80 }
    return letters / 4 + (text.utf8.count - letters - foreign) * 2 / 3 + foreign / 2 + 1
  }

  @Test func `Counting many bytes at once gives what counting each gives, whatever the length`() {
    let text = String(repeating: "2026-11-25 ERROR [db] käse \u{1F9C0} {\"id\": 7} Zz@[`~\u{7F}\n", count: 300)
    for length in [0, 1, 31, 32, 33, 63, 64, 65, 8159, 8160, 8161, 8192, 12_000] {
      let part = String(text.unicodeScalars.prefix(length))
      #expect(TokenEstimate.tokens(in: part) == counted(part), "\(length)")
    }
    #expect(TokenEstimate.tokens(in: String(repeating: "a", count: 100_000)) == 25_001)
  }
}
