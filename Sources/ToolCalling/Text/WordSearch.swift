/// Finds out whether a word stands in texts, however often it is asked.
///
/// Horspool's shifts, by the last two bytes instead of the last one: in the text of a log one byte is nearly always found
/// in the word as well, and the steps stay short.
struct WordSearch {
  private let word: [UInt8]
  /// How far the end may move on for a pair of bytes; 0 for the word's own last pair.
  private let shift: [Int]
  /// How far it moves on after a comparison that failed.
  private let again: Int

  /// Pairs are told apart by so many numbers; two that share one make a step shorter and never too long.
  private static let pairs = 4096

  /// `word` is not empty.
  init(_ word: [UInt8]) {
    self.word = word
    let last = word.count - 1
    guard last >= 3 else {
      shift = []
      again = 1
      return
    }
    var shift = [Int](repeating: last, count: Self.pairs)
    for end in 1..<last { shift[Self.pair(word[end - 1], word[end])] = last - end }
    let own = Self.pair(word[last - 1], word[last])
    again = shift[own]
    shift[own] = 0
    self.shift = shift
  }

  private static func pair(_ first: UInt8, _ second: UInt8) -> Int {
    (Int(first) &* 31 &+ Int(second) &* 7) & (pairs - 1)
  }

  /// False where the word stands nowhere in the text; true too where that would take too long to find out.
  func mayOccur(in bytes: Bytes) -> Bool {
    guard word.count <= bytes.count else { return false }
    return shift.isEmpty ? occursShort(in: bytes) : mayOccurLong(in: bytes)
  }

  /// For words so short that there is nothing to shift by.
  private func occursShort(in bytes: Bytes) -> Bool {
    var place = 0
    while let hit = bytes.find(word[0], from: place), hit + word.count <= bytes.count {
      if word.indices.allSatisfy({ bytes.base[hit + $0] == word[$0] }) { return true }
      place = hit + 1
    }
    return false
  }

  private func mayOccurLong(in bytes: Bytes) -> Bool {
    let last = word.count - 1
    var end = last
    // The shifts are quadratic for texts like aaaa; past so many comparisons the answer is yes.
    var budget = 4 * bytes.count + 1024
    while end < bytes.count, budget > 0 {
      let step = shift[Self.pair(bytes.base[end - 1], bytes.base[end])]
      budget -= 1
      if step > 0 {
        end += step
        continue
      }
      var offset = 0
      while offset <= last, bytes.base[end - last + offset] == word[offset] { offset += 1 }
      if offset > last { return true }
      budget -= offset
      end += again
    }
    return budget <= 0
  }
}
