import JSON

/// How the server presents itself to a client.
package struct ServerIdentity: Sendable, Hashable {
  package var name: String
  package var title: String
  package var version: String
  /// For the client's model: what the tools are for. Clients cut at 4,096 characters.
  package var instructions: String?

  package init(name: String, title: String, version: String, instructions: String? = nil) {
    self.name = name
    self.title = title
    self.version = version
    self.instructions = instructions
  }

  /// `serverInfo` as this revision has it.
  func json(for version: ProtocolVersion) -> JSONValue {
    var info: JSONObject = ["name": .string(name)]
    if version >= .v2025_06_18 { info["title"] = .string(title) }
    info["version"] = .string(self.version)
    return .object(info)
  }
}
