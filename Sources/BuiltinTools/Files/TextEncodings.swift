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

/// ISO 8859-1, the encoding of old logs and configuration files.
enum Latin1 {
  /// The text read as Latin-1 where more bytes above 0x7F are foreign to UTF-8 than belong to it; nil where it is UTF-8.
  static func decodedWhereFit(_ bytes: [UInt8]) -> String? {
    var foreign = 0
    var valid = 0
    bytes.withUnsafeBufferPointer { source in
      var position = 0
      while position < source.count {
        if source[position] < 0x80 {
          position += 1
        } else if let (_, length) = VisibleText.decode(source, position) {
          valid += 1
          position += length
        } else {
          foreign += 1
          position += 1
        }
      }
    }
    guard foreign > valid else { return nil }
    var text = String.UnicodeScalarView()
    for byte in bytes { text.append(UnicodeScalar(byte)) }
    return String(text)
  }
}

/// What a file that is not text is, by its first bytes.
struct FileKind {
  let name: String
  /// What shows its content, with `%` for the path; nil where nothing simple does.
  let instead: String?

  /// How much of a file is looked at.
  static let sniffedBytes = 8192

  private static let known: [(mark: [UInt8], name: String, instead: String?)] = [
    ([0x1F, 0x8B], "a gzip file", "zcat %"), (Array("BZh".utf8), "a bzip2 file", "bzcat %"),
    ([0xFD] + Array("7zXZ".utf8), "an xz file", "xzcat %"), ([0x28, 0xB5, 0x2F, 0xFD], "a zstd file", "zstdcat %"),
    (Array("PK\u{3}\u{4}".utf8), "a zip file", "unzip -l %"), ([0x7F] + Array("ELF".utf8), "an ELF program", nil),
    ([0x89] + Array("PNG".utf8), "a PNG image", nil), ([0xFF, 0xD8, 0xFF], "a JPEG image", nil),
    (Array("GIF8".utf8), "a GIF image", nil), (Array("%PDF".utf8), "a PDF document", nil),
    (Array("SQLite format 3".utf8), "an SQLite database", nil),
    (Array("LPKSHHRH".utf8), "a systemd journal", "journalctl --file %"),
  ]

  /// Nil where the bytes begin a text.
  init?(of beginning: [UInt8]) {
    if let match = Self.known.first(where: { beginning.starts(with: $0.mark) }) {
      (name, instead) = (match.name, match.instead)
    } else if WideEncoding(mark: beginning) == nil, beginning.contains(0) {
      (name, instead) = ("a binary file", nil)
    } else {
      return nil
    }
  }

  func description(of path: String, bytes: Int) -> String {
    let fact = "\(path) is \(name) of \(bytes) bytes, not text."
    guard let instead else { return fact }
    let command = instead.split(separator: "%", omittingEmptySubsequences: false).joined(separator: path)
    return "\(fact) Use bash_command with `\(command)`."
  }
}
