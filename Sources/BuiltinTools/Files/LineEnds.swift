/// The ends of lines: LF, or the CRLF of Windows, which read_file shows as LF.
enum LineEnds {
  private static let lineFeed: UInt8 = 0x0A
  private static let carriageReturn: UInt8 = 0x0D

  /// True where more than half of the line ends are CRLF.
  static func areCRLF(_ bytes: [UInt8]) -> Bool {
    let (all, wide) = count(bytes)
    return wide > all - wide
  }

  /// True where there are line ends and more than half of them are LF alone.
  static func areLF(_ bytes: [UInt8]) -> Bool {
    let (all, wide) = count(bytes)
    return all - wide > wide
  }

  /// The text with a CR before each LF that has none.
  static func withCRLF(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    for byte in bytes {
      if byte == lineFeed, result.last != carriageReturn { result.append(carriageReturn) }
      result.append(byte)
    }
    return result
  }

  private static func count(_ bytes: [UInt8]) -> (all: Int, wide: Int) {
    var (all, wide) = (0, 0)
    var last: UInt8 = 0
    for byte in bytes {
      if byte == lineFeed {
        all += 1
        if last == carriageReturn { wide += 1 }
      }
      last = byte
    }
    return (all, wide)
  }
}
