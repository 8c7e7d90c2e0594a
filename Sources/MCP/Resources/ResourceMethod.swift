/// A method about resources: a server that has none does not know it.
protocol ResourceMethod: RequestMethod {
  static func serve(_ exchange: Exchange, from provider: any ResourceProvider) throws(RPCError)
}

extension ResourceMethod {
  static func serve(_ exchange: Exchange) throws(RPCError) {
    guard let provider = exchange.session.server.resources else { throw .methodNotFound(name) }
    try serve(exchange, from: provider)
  }
}
