import JSON

/// A text that can be read.
package struct Resource: Sendable, Hashable {
  package var uri: String
  package var name: String
  package var description: String
  package var byteCount: Int

  package init(uri: String, name: String, description: String, byteCount: Int) {
    self.uri = uri
    self.name = name
    self.description = description
    self.byteCount = byteCount
  }

  static let mediaType = "text/plain"

  /// The resource as this revision lists it.
  func json(for version: ProtocolVersion) -> JSONValue {
    var object: JSONObject = [
      "uri": .string(uri), "name": .string(name), "description": .string(description),
      "mimeType": .string(Self.mediaType),
    ]
    if version >= .v2025_03_26 { object["size"] = .number(JSONNumber(byteCount)) }
    return .object(object)
  }
}
