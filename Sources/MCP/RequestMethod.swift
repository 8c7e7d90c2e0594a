import JSON

/// A method that a client may request: one file per method, and one line in the list below.
protocol RequestMethod: SendableMetatype {
  static var name: String { get }

  /// Whether revision `version` has the method.
  static func exists(in version: ProtocolVersion) -> Bool

  /// True where a legacy client may send it before the handshake.
  static var precedesHandshake: Bool { get }

  /// Answers, now or later. Runs on the reader's thread in the order of the requests, so it never blocks.
  static func serve(_ exchange: Exchange) throws(RPCError)
}

extension RequestMethod {
  static func exists(in version: ProtocolVersion) -> Bool { true }
  static var precedesHandshake: Bool { false }
}

/// A method of which a client may notify the server: one file per method. Unknown ones are ignored, as MCP demands.
protocol NotificationMethod: SendableMetatype {
  static var name: String { get }

  /// Acts at once, on the reader's thread.
  static func take(_ params: JSONObject, in session: Session)
}

/// Everything that the server understands.
enum Methods {
  static let requests: [any RequestMethod.Type] = [
    CallTool.self, Ping.self, ListTools.self, Initialize.self, Discover.self, ReadResource.self, ListResources.self,
    ListResourceTemplates.self,
  ]
  static let notifications: [any NotificationMethod.Type] = [Cancelled.self]
}
