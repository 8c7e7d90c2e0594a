/// Finds out whether a word stands in texts, however often it is asked.
///
/// 32 places are looked at together: those where the word's first and last byte both stand are compared in full. The
/// idea is the generic algorithm of Mula ("SIMD-friendly algorithms for substring searching", 2016), in the lanes of
/// words. Shifts by Horspool's rule were slower on logs, where the names that are looked for are short.
struct WordSearch {
  private let word: [UInt8]

  /// `word` is not empty.
  init(_ word: [UInt8]) { self.word = word }

  /// False where the word stands nowhere in the text; true too where that would take too long to find out.
  func mayOccur(in bytes: Bytes) -> Bool {
    let last = word.count - 1
    let raw = UnsafeRawPointer(bytes.base)
    var place = 0
    // A text of nearly the same words makes each place a long comparison; past so many bytes the answer is yes.
    var budget = 4 * bytes.count + 1024
    let (first, final) = (Lanes.repeating(word[0]), Lanes.repeating(word[last]))
    while place + last + Lanes.width <= bytes.count {
      let starts = raw.loadUnaligned(fromByteOffset: place, as: Lanes.Words.self) ^ first
      let ends = raw.loadUnaligned(fromByteOffset: place + last, as: Lanes.Words.self) ^ final
      let hits = Lanes.mayBeZero(starts | ends)
      if hits[0] | hits[1] | hits[2] | hits[3] != 0 {
        for index in 0..<4 {
          var lane = hits[index].littleEndian
          while lane != 0 {
            if stands(at: place + 8 * index + lane.trailingZeroBitCount / 8, in: bytes, &budget) { return true }
            lane &= lane &- 1
          }
        }
        if budget <= 0 { return true }
      }
      place += Lanes.width
    }
    while place + last < bytes.count {
      if stands(at: place, in: bytes, &budget) { return true }
      place += 1
    }
    return false
  }

  private func stands(at place: Int, in bytes: Bytes, _ budget: inout Int) -> Bool {
    var offset = 0
    while offset < word.count, bytes.base[place + offset] == word[offset] { offset += 1 }
    budget -= offset
    return offset == word.count
  }
}

/// 32 bytes in four words, which the processor works on together. (SIMD32<UInt8> and its masks are twenty times slower.)
private enum Lanes {
  typealias Words = SIMD4<UInt64>

  static let width = 32

  static func repeating(_ byte: UInt8) -> Words { Words(repeating: 0x0101_0101_0101_0101 &* UInt64(byte)) }

  /// The top bit of each byte that is zero. The lowest of a word is exact; one above it may be a mistake.
  static func mayBeZero(_ words: Words) -> Words { (words &- repeating(1)) & ~words & repeating(0x80) }
}
