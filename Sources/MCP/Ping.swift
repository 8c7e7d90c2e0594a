import JSON

/// `ping`: is the server there? Gone from revision 2026-07-28 on.
enum Ping: RequestMethod {
  static let name = "ping"
  static let precedesHandshake = true

  static func exists(in version: ProtocolVersion) -> Bool { !version.isModern }

  static func serve(_ exchange: Exchange) throws(RPCError) { exchange.succeed(JSONObject()) }
}
