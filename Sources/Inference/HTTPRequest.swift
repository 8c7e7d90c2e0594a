/// One request, as it goes over the wire.
struct HTTPRequest: Sendable {
  var method: String
  /// The path with its query; begins with `/`.
  var path: String
  /// Further fields after `Host` and the lengths, in order.
  var fields: [(name: String, value: String)] = []
  /// A JSON text in pieces that follow each other; nil for a request without a body.
  var body: [[UInt8]]?

  /// The whole request; `host` is the value of its `Host` field. The head and the first piece of the body are one.
  func pieces(host: String) -> [[UInt8]] {
    var head = "\(method) \(path) HTTP/1.1\r\nHost: \(host)\r\nUser-Agent: deputy\r\n"
    if let body {
      head += "Content-Type: application/json\r\nContent-Length: \(body.reduce(0) { $0 + $1.count })\r\n"
    }
    for field in fields { head += "\(field.name): \(Self.fieldValue(field.value))\r\n" }
    head += "\r\n"
    guard let body, let first = body.first else { return [Array(head.utf8)] }
    return [Array(head.utf8) + first] + body.dropFirst()
  }

  /// The value without what would end the field early.
  private static func fieldValue(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return text }
    return String(decoding: text.utf8.filter { $0 >= 0x20 && $0 != 0x7F }, as: UTF8.self)
  }
}
