import JSON

/// `server/discover`: what the server is and can do, without a handshake. Claude Code asks it first.
enum Discover: RequestMethod {
  static let name = "server/discover"

  static func exists(in version: ProtocolVersion) -> Bool { version.isModern }

  static func serve(_ exchange: Exchange) throws(RPCError) {
    var result: JSONObject = [
      "supportedVersions": .array(ProtocolVersion.newestFirst.map { .string($0.rawValue) }),
      "capabilities": exchange.session.server.capabilities,
    ]
    let instructions = exchange.session.server.identity.instructions
    result["instructions"] = instructions.map { .string(String($0.prefix(ListTools.textLimit))) }
    exchange.succeed(result, caching: .minutes(60))
  }
}
