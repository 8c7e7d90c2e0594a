/// UTF-16 as its byte order mark tells it.
enum WideEncoding {
  case littleEndian
  case bigEndian

  /// Nil where there is no mark.
  init?(mark bytes: [UInt8]) {
    if bytes.starts(with: [0xFF, 0xFE]) {
      self = .littleEndian
    } else if bytes.starts(with: [0xFE, 0xFF]) {
      self = .bigEndian
    } else {
      return nil
    }
  }

  /// The length of the mark, behind which the text begins.
  static let markBytes = 2

  /// The text of the whole units of `bytes`, which hold no mark; half a pair is U+FFFD.
  func decoded(_ bytes: [UInt8]) -> String {
    let units = stride(from: 0, to: bytes.count - 1, by: 2).map { unit(bytes, $0) }
    return String(decoding: units, as: UTF16.self)
  }

  /// How many of `bytes`, a piece of a file that goes on, can be decoded without the next piece: whole units, and no first
  /// half of a pair at the end.
  func decodableBytes(_ bytes: [UInt8]) -> Int {
    let even = bytes.count & ~1
    guard even >= 2, UTF16.isLeadSurrogate(unit(bytes, even - 2)) else { return even }
    return even - 2
  }

  private func unit(_ bytes: [UInt8], _ index: Int) -> UInt16 {
    switch self {
    case .littleEndian: UInt16(bytes[index]) | UInt16(bytes[index + 1]) << 8
    case .bigEndian: UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1])
    }
  }
}
