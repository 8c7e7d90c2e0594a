/// The template of a log line: its letters and punctuation, with every word that holds a digit left open.
///
/// A word is a run of ASCII letters, digits and bytes from 0x80 on. `user 42 at 10.0.0.7` and `user 9 at 10.0.3.1` have the
/// same template. The idea of fixed and open words is that of the log parser Drain (He et al., ICWS 2017, section III);
/// here a word is open only if it holds a digit, so that the counts are exact and one pass is enough.
enum LineTemplate {
  /// What stands for an open word.
  static let open = "<*>"

  /// Bytes after the end of a line that `hash` may read (and ignores).
  static let readAhead = 16

  /// Per byte: 0 ends a word, 1 belongs to one, 2 belongs to one and leaves it open.
  static let classes: [UInt8] = (0..<256).map { byte in
    switch UInt8(byte) {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): 2
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x80...: 1
    default: 0
    }
  }

  /// A 64-bit hash of the template of `line`, the same for all lines of that template.
  ///
  /// `readAhead` bytes after the line must be readable. The words and the bytes between them are hashed independently
  /// and summed, so that the processor need not wait for one multiplication before the next; the number of each goes
  /// in, so order counts.
  @inline(__always)
  static func hash(_ line: UnsafePointer<UInt8>, count: Int, classes: UnsafePointer<UInt8>) -> UInt64 {
    var sum: UInt64 = 0
    var number: UInt64 = 0
    var index = 0
    while index < count {
      let start = index
      var kind: UInt8 = 0
      while index < count {
        let next = classes[Int(line[index])]
        if next == 0 { break }
        kind |= next
        index &+= 1
      }
      // One step per word and the byte that ends it; at the end of the line that byte is taken as zero.
      let border = index < count ? UInt64(line[index]) : 0
      index &+= 1
      number &+= 0x9E37_79B9_7F4A_7C15
      let length = index &- 1 &- start
      let word = kind & 2 != 0 ? 0x3C2A_3E : fixedWord(line + start, length)
      sum &+= fold(word ^ number, border ^ 0xE703_7ED1_A0B4_28DB)
    }
    return fold(sum, number | 1)
  }

  @inline(__always)
  private static func fixedWord(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
    let first = UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self)
    if count < 8 { return first & (1 &<< UInt64(truncatingIfNeeded: count &<< 3) &- 1) }
    var hash = first
    for index in stride(from: 8, to: count, by: 8) {
      let rest = count - index
      let next = UnsafeRawPointer(bytes + index).loadUnaligned(as: UInt64.self)
      hash = fold(
        hash, next & (rest >= 8 ? .max : 1 &<< UInt64(truncatingIfNeeded: rest &<< 3) &- 1) ^ 0xA076_1D64_78BD_642F)
    }
    return hash
  }

  /// Multiplies and folds the halves of the product together.
  @inline(__always)
  private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }
}
