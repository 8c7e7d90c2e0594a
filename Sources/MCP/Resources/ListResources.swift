import JSON

/// `resources/list`: what can be read now, a page at a time. The list changes with every call, so it is never cached.
enum ListResources: ResourceMethod {
  static let name = "resources/list"

  static func serve(_ exchange: Exchange, from provider: any ResourceProvider) throws(RPCError) {
    let cursor: String?
    switch exchange.request.params["cursor"] {
    case nil, .null: cursor = nil
    case .string(let text): cursor = text
    case let other?: throw .invalidParams("\"cursor\" must be a string, not \(other.kindName).")
    }
    let version = exchange.client.version
    let page: ResourcePage
    do {
      page = try provider.page(after: cursor)
    } catch {
      throw error.error(for: version)
    }
    var result: JSONObject = ["resources": .array(page.resources.map { $0.json(for: version) })]
    result["nextCursor"] = page.next.map(JSONValue.string)
    exchange.succeed(result, caching: .minutes(0))
  }
}
