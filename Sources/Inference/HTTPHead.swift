/// The status line and the fields of a response (RFC 9112, sections 4 and 5).
struct HTTPHead: Sendable {
  /// All lines together may not be longer.
  static let maximumBytes = 65_536

  var status: Int
  /// 1 for HTTP/1.1, 0 for HTTP/1.0.
  var minorVersion: Int
  /// Names in lower case, values trimmed, in their order.
  var fields: [(name: String, value: String)] = []

  /// The value of a field by its name in lower case; several are joined by commas.
  subscript(name: String) -> String? {
    let values = fields.filter { $0.name == name }.map(\.value)
    return values.isEmpty ? nil : values.joined(separator: ", ")
  }

  /// True where a field's comma-separated list holds `token`, in any case.
  func field(_ name: String, contains token: String) -> Bool {
    guard let value = self[name] else { return false }
    return value.lowercased().split(separator: ",").contains { Self.trimmed($0) == token }
  }
}

extension HTTPHead {
  /// Reads a status line such as `HTTP/1.1 200 OK`.
  init(statusLine line: ArraySlice<UInt8>) throws(HTTPFailure) {
    let bytes = Array(line)
    let prefix = Array("HTTP/1.".utf8)
    guard bytes.count >= 12, bytes.starts(with: prefix), bytes[7] == 0x30 || bytes[7] == 0x31, bytes[8] == 0x20,
      bytes.count == 12 || bytes[12] == 0x20,
      let status = Int(String(decoding: bytes[9..<12], as: UTF8.self)), (100...599).contains(status)
    else { throw .malformed("it begins with \(Self.quoted(bytes)), which is no HTTP/1.1 status line") }
    self.init(status: status, minorVersion: Int(bytes[7] - 0x30))
  }

  /// Adds a field from its line, `Name: value`.
  mutating func add(fieldLine line: ArraySlice<UInt8>) throws(HTTPFailure) {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
      !line[..<colon].contains(where: { $0 <= 0x20 })
    else { throw .malformed("a header line \(Self.quoted(Array(line)))") }
    let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
    fields.append((name, Self.trimmed(Substring(decoding: line[(colon + 1)...], as: UTF8.self))))
  }

  /// The beginning of unexpected bytes, fit to be shown.
  static func quoted(_ bytes: [UInt8]) -> String {
    let shown = bytes.prefix(40).map { (0x20..<0x7F).contains($0) ? Character(UnicodeScalar($0)) : "." }
    return "\"" + String(shown) + (bytes.count > 40 ? "…" : "") + "\""
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return String(text)
  }
}
