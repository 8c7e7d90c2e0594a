import JSON

/// `initialize`: the handshake of the legacy revisions. A second one begins anew.
enum Initialize: RequestMethod {
  static let name = "initialize"
  static let precedesHandshake = true

  static func exists(in version: ProtocolVersion) -> Bool { !version.isModern }

  static func serve(_ exchange: Exchange) throws(RPCError) {
    let params = exchange.request.params
    guard let requested = params["protocolVersion"]?.string else {
      throw .invalidParams("initialize needs \"protocolVersion\", a string such as \"2025-11-25\".")
    }
    let known = ProtocolVersion(rawValue: requested).flatMap { $0.isModern ? nil : $0 }
    let client = Client(
      version: known ?? .newestLegacy, capabilities: params["capabilities"]?.object ?? JSONObject())
    exchange.session.greet(client)
    let identity = exchange.session.server.identity
    var result: JSONObject = [
      "protocolVersion": .string(client.version.rawValue),
      "capabilities": exchange.session.server.capabilities,
      "serverInfo": identity.json(for: client.version),
    ]
    result["instructions"] = identity.instructions.map { .string(String($0.prefix(ListTools.textLimit))) }
    exchange.succeed(result)
  }
}
