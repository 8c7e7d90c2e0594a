/// Finds out whether a word stands in texts, however often it is asked.
///
/// Eight places are looked at together: those where the word's first and last byte both stand are compared in full. The
/// idea is the generic algorithm of Mula ("SIMD-friendly algorithms for substring searching", 2016), in the lanes of a
/// word. Shifts by Horspool's rule were slower on logs, where the names that are looked for are short.
struct WordSearch {
  private let word: [UInt8]

  /// `word` is not empty.
  init(_ word: [UInt8]) { self.word = word }

  /// False where the word stands nowhere in the text; true too where that would take too long to find out.
  func mayOccur(in bytes: Bytes) -> Bool {
    let last = word.count - 1
    let each: UInt64 = 0x0101_0101_0101_0101
    let (first, final) = (each &* UInt64(word[0]), each &* UInt64(word[last]))
    let raw = UnsafeRawPointer(bytes.base)
    var place = 0
    // A text of nearly the same words makes each place a long comparison; past so many bytes the answer is yes.
    var budget = 4 * bytes.count + 1024
    while place + last + 8 <= bytes.count {
      let starts = raw.loadUnaligned(fromByteOffset: place, as: UInt64.self).littleEndian ^ first
      let ends = raw.loadUnaligned(fromByteOffset: place + last, as: UInt64.self).littleEndian ^ final
      let differs = starts | ends
      // The lowest zero lane is exact; one above it may be a mistake, which the comparison finds.
      var hits = (differs &- each) & ~differs & (each &* 0x80)
      while hits != 0 {
        if stands(at: place + hits.trailingZeroBitCount / 8, in: bytes, &budget) { return true }
        hits &= hits &- 1
      }
      if budget <= 0 { return true }
      place += 8
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
