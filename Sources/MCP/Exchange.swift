import JSON

/// One request on its way through the server: what was asked, by whom, and where the answer goes.
struct Exchange: Sendable {
  let request: Request
  let client: Client
  let reply: Reply
  let session: Session

  /// For lists that are one page.
  func refuseCursor() throws(RPCError) {
    guard let cursor = request.params["cursor"], cursor != .null else { return }
    throw .invalidParams("there is no further page; call \(request.method) without \"cursor\".")
  }

  /// How long a client may keep a result, for the results that the specification calls cacheable.
  enum Caching { case none, minutes(Int) }

  /// Answers with `result`, completed by what the client's revision demands of every result.
  func succeed(_ result: JSONObject, caching: Caching = .none, type: String = "complete") {
    guard client.version.isModern else { return reply.succeed(result) }
    var modern: JSONObject = ["resultType": .string(type)]
    for member in result.members { modern[member.key] = member.value }
    if case .minutes(let minutes) = caching {
      modern["ttlMs"] = .number(JSONNumber(minutes * 60_000))
      modern["cacheScope"] = "private"
    }
    var meta = result["_meta"]?.object ?? JSONObject()
    meta[Client.Key.serverInfo] = session.server.identity.json(for: client.version)
    modern["_meta"] = .object(meta)
    reply.succeed(modern)
  }
}
