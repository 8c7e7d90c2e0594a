import JSON

/// `resources/read`: the text at one address.
enum ReadResource: ResourceMethod {
  static let name = "resources/read"

  static func serve(_ exchange: Exchange, from provider: any ResourceProvider) throws(RPCError) {
    guard let uri = exchange.request.params["uri"]?.string else {
      throw .invalidParams("resources/read needs \"uri\", the address of a resource as a string.")
    }
    let text: String
    do {
      text = try provider.text(at: uri)
    } catch {
      throw error.error(for: exchange.client.version)
    }
    exchange.succeed(
      ["contents": [["uri": .string(uri), "mimeType": .string(Resource.mediaType), "text": .string(text)]]],
      caching: .minutes(0))
  }
}
