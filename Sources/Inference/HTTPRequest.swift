/// One request, as it goes over the wire.
struct HTTPRequest: Sendable {
  var method: String
  /// The path with its query; begins with `/`.
  var path: String
  /// Further fields after `Host` and the lengths, in order.
  var fields: [(name: String, value: String)] = []
  /// A JSON text; nil for a request without a body.
  var body: [UInt8]?

  /// The bytes of the whole request; `host` is the value of its `Host` field.
  func bytes(host: String) -> [UInt8] {
    var head = "\(method) \(path) HTTP/1.1\r\nHost: \(host)\r\nUser-Agent: deputy\r\n"
    if let body { head += "Content-Type: application/json\r\nContent-Length: \(body.count)\r\n" }
    for field in fields { head += "\(field.name): \(Self.fieldValue(field.value))\r\n" }
    head += "\r\n"
    var bytes: [UInt8] = []
    bytes.reserveCapacity(head.utf8.count + (body?.count ?? 0))
    bytes.append(contentsOf: head.utf8)
    if let body { bytes.append(contentsOf: body) }
    return bytes
  }

  /// The value without what would end the field early.
  private static func fieldValue(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return text }
    return String(decoding: text.utf8.filter { $0 >= 0x20 && $0 != 0x7F }, as: UTF8.self)
  }
}
