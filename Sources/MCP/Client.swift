import JSON

/// What is known of the client that sent a request: the revision that it speaks, and what it can do.
///
/// A legacy client said so in `initialize`, a modern one says it with every request.
struct Client: Sendable, Hashable {
  var version: ProtocolVersion
  var capabilities: JSONObject

  /// True where the client can show its human a form (`elicitation`; before 2025-11-25 there was no other mode).
  var canAskItsHuman: Bool {
    guard version >= .v2025_06_18, let elicitation = capabilities["elicitation"]?.object else { return false }
    return elicitation.isEmpty || elicitation["form"] != nil
  }

  /// The client of a request that brings its revision along; nil for a legacy request.
  static func modern(_ request: Request) throws(RPCError) -> Client? {
    guard let meta = request.params["_meta"]?.object, let version = meta[Key.protocolVersion] else { return nil }
    guard let text = version.string else {
      throw .invalidParams("_meta[\"\(Key.protocolVersion)\"] must be a string.")
    }
    guard let known = ProtocolVersion(rawValue: text), known.isModern else { throw .unsupportedVersion(text) }
    guard let capabilities = meta[Key.clientCapabilities]?.object else {
      throw .invalidParams("_meta must have \"\(Key.clientCapabilities)\", an object.")
    }
    return Client(version: known, capabilities: capabilities)
  }

  /// The names that MCP reserves in `_meta`.
  enum Key {
    static let protocolVersion = "io.modelcontextprotocol/protocolVersion"
    static let clientCapabilities = "io.modelcontextprotocol/clientCapabilities"
    static let serverInfo = "io.modelcontextprotocol/serverInfo"
  }
}
