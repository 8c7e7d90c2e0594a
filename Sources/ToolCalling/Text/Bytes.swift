/// The UTF-8 bytes of a reply while it is being read.
///
/// Valid only inside the closure that lends the memory. Reading past the end gives 0, which no rule looks for.
struct Bytes {
  let base: UnsafePointer<UInt8>
  /// Bytes from here on are not part of the text, although the memory may go on.
  let count: Int

  init(_ buffer: UnsafeBufferPointer<UInt8>) {
    // An empty buffer may have no address; nothing is read from it because `count` is 0.
    base = buffer.baseAddress ?? UnsafePointer(bitPattern: 1).unsafelyUnwrapped
    count = buffer.count
  }

  private init(base: UnsafePointer<UInt8>, count: Int) {
    self.base = base
    self.count = count
  }

  subscript(index: Int) -> UInt8 { index >= 0 && index < count ? base[index] : 0 }

  /// The same text, ending at `end`; offsets keep their meaning.
  func prefix(_ end: Int) -> Bytes { Bytes(base: base, count: min(end, count)) }

  func string(_ range: Range<Int>) -> String {
    guard range.lowerBound < range.upperBound else { return "" }
    return String(decoding: buffer(range), as: UTF8.self)
  }

  func buffer(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
  }

  /// Whether `word` stands at `index`, byte for byte.
  func has(_ word: StaticString, at index: Int) -> Bool {
    let length = word.utf8CodeUnitCount
    guard index >= 0, index + length <= count else { return false }
    for offset in 0..<length where base[index + offset] != word.utf8Start[offset] { return false }
    return true
  }

  /// Whether `word`, which is lower case, stands at `index` in whatever case.
  func hasFolded(_ word: StaticString, at index: Int) -> Bool {
    let length = word.utf8CodeUnitCount
    guard index >= 0, index + length <= count else { return false }
    for offset in 0..<length where base[index + offset].folded != word.utf8Start[offset] { return false }
    return true
  }

  /// The offset of the next `byte` at or after `start`; nil where there is none before the end.
  func find(_ byte: UInt8, from start: Int) -> Int? {
    var index = max(start, 0)
    let pattern = 0x0101_0101_0101_0101 &* UInt64(byte)
    // Eight bytes at a time: the classic test for a zero byte.
    while index + 8 <= count {
      let word = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self) ^ pattern
      if (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080 != 0 { break }
      index += 8
    }
    while index < count {
      if base[index] == byte { return index }
      index += 1
    }
    return nil
  }

  /// The offset of the next `word` at or after `start`.
  func find(_ word: StaticString, from start: Int) -> Int? {
    var index = start
    while let hit = find(word.utf8Start[0], from: index) {
      if has(word, at: hit) { return hit }
      index = hit + 1
    }
    return nil
  }

  /// The first offset at or after `start` that holds no white space.
  func skipSpace(_ start: Int) -> Int {
    var index = min(start, count)
    while index < count, base[index].isSpace { index += 1 }
    return index
  }

  /// The first offset at or after `start` that holds neither a space nor a tab.
  func skipBlanks(_ start: Int) -> Int {
    var index = min(start, count)
    while index < count, base[index] == 0x20 || base[index] == 0x09 { index += 1 }
    return index
  }

  /// The offset of the line break that ends the line of `start`, or the end of the text.
  func lineEnd(_ start: Int) -> Int { find(0x0A, from: start) ?? count }

  /// The range without the white space at its two ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    let start = min(skipSpace(range.lowerBound), range.upperBound)
    var end = range.upperBound
    while end > start, base[end - 1].isSpace { end -= 1 }
    return start..<end
  }
}

extension UInt8 {
  /// Space, tab, line feed, carriage return, vertical tab or form feed.
  var isSpace: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }
  var isDigit: Bool { self &- 0x30 < 10 }
  var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
  /// A byte of an identifier as languages write it.
  var isWord: Bool { isLetter || isDigit || self == UInt8(ascii: "_") }
  /// Lower case of an ASCII letter; every other byte as it is.
  var folded: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
}

extension String {
  /// Lends the bytes of the text, without a copy where Swift has them in one piece.
  func withBytes<Result>(_ body: (Bytes) -> Result) -> Result {
    var copy = self
    return copy.withUTF8 { body(Bytes($0)) }
  }
}
