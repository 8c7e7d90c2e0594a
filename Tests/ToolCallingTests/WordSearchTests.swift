import TestSupport
import Testing

@testable import ToolCalling

@Suite(.timeLimit(.minutes(1)))
struct WordSearchTests {
  /// Few letters, so that words overlap with themselves.
  @Test func `A word is found exactly where it stands, whatever it repeats`() {
    var generator = SeededGenerator(7)
    func draw(_ count: ClosedRange<Int>, from letters: [UInt8]) -> [UInt8] {
      (0..<Int.random(in: count, using: &generator)).compactMap { _ in letters.randomElement(using: &generator) }
    }
    for round in 0..<20_000 {
      let letters: [UInt8] = round.isMultiple(of: 2) ? [0x61, 0x62] : [0x61, 0x62, 0x63, 0x2E, 0xFF]
      let word = draw(1...7, from: letters)
      let text = draw(0...40, from: letters)
      let stands = text.indices.contains { text[$0...].starts(with: word) }
      let found = text.withUnsafeBufferPointer { WordSearch(word).mayOccur(in: Bytes($0)) }
      #expect(found == stands, "\(word) in \(text)")
    }
  }

  @Test func `A text that would take too long counts as one that may hold the word`() {
    let word = [UInt8](repeating: 0x61, count: 4000)
    let text = [UInt8](repeating: 0x61, count: 3999) + [0x62] + [UInt8](repeating: 0x61, count: 3999)
    let hostile = Array([[UInt8]](repeating: text, count: 40).joined())
    #expect(hostile.withUnsafeBufferPointer { WordSearch(word).mayOccur(in: Bytes($0)) })
  }
}
