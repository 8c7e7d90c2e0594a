/// How read_file reads a file.
enum TextEncoding {
  case utf8
  case utf16
  /// ISO 8859-1, or what looks like it: bytes that are not UTF-8.
  case latin1

  init(of bytes: [UInt8]) {
    if WideEncoding(mark: bytes) != nil {
      self = .utf16
    } else {
      self = Latin1.decodedWhereFit(bytes) == nil ? .utf8 : .latin1
    }
  }

  var name: String {
    switch self {
    case .utf8: "UTF-8"
    case .utf16: "UTF-16"
    case .latin1: "not UTF-8 (read as Latin-1)"
    }
  }
}
