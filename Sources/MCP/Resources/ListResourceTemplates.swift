import JSON

/// `resources/templates/list`: the forms of the addresses, on one page.
enum ListResourceTemplates: ResourceMethod {
  static let name = "resources/templates/list"

  static func serve(_ exchange: Exchange, from provider: any ResourceProvider) throws(RPCError) {
    try exchange.refuseCursor()
    exchange.succeed(
      ["resourceTemplates": .array(provider.templates.map(\.json))], caching: .minutes(60))
  }
}
