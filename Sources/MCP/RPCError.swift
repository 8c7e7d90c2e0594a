import JSON

/// A JSON-RPC error: the code, and one sentence for the client, which shows its model nothing else.
struct RPCError: Error, Sendable, Hashable {
  var code: Int
  var message: String
  var data: JSONValue?

  init(_ code: Int, _ message: String, data: JSONValue? = nil) {
    self.code = code
    self.message = message
    self.data = data
  }

  /// The line is not JSON.
  static func parse(_ error: JSONError) -> RPCError { RPCError(-32700, "Parse error: \(error).") }

  /// The JSON is not a request.
  static func invalidRequest(_ sentence: String) -> RPCError { RPCError(-32600, "Invalid request: \(sentence)") }

  static func methodNotFound(_ name: String) -> RPCError {
    RPCError(-32601, "Method not found: \(String(name.unicodeScalars.prefix(200))).")
  }

  static func invalidParams(_ sentence: String) -> RPCError { RPCError(-32602, "Invalid params: \(sentence)") }

  /// A fault of the server itself.
  static func internalError(_ sentence: String) -> RPCError { RPCError(-32603, "Internal error: \(sentence)") }

  /// A request before any handshake that names no revision: a legacy client was too quick, or a modern one forgot what
  /// every request must bring, for which revision 2026-07-28 asks for this code.
  static func notInitialized(_ method: String) -> RPCError {
    RPCError(
      -32602,
      "Not initialized: send initialize before \(method), or name the protocol version in the request's _meta.")
  }

  /// Specification 2026-07-28, "UnsupportedProtocolVersionError".
  static func unsupportedVersion(_ requested: String) -> RPCError {
    let modern = ProtocolVersion.newestFirst.filter(\.isModern).map(\.rawValue)
    let shown = String(requested.unicodeScalars.prefix(64))
    return RPCError(
      -32022, "Unsupported protocol version \(shown). Supported: \(modern.joined(separator: ", ")).",
      data: ["supported": .array(modern.map { .string($0) }), "requested": .string(requested)])
  }

  var json: JSONObject {
    var object: JSONObject = ["code": .number(JSONNumber(code)), "message": .string(message)]
    object["data"] = data
    return object
  }
}
