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
