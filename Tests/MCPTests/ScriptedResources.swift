import MCP

/// Two texts on two pages: `test://one` and `test://two`.
struct ScriptedResources: ResourceProvider {
  let templates = [ResourceTemplate(form: "test://{name}", name: "text", description: "A text of the tests.")]

  func page(after cursor: String?) throws(ResourceFault) -> ResourcePage {
    switch cursor {
    case nil: ResourcePage([Self.resource("one")], next: "after one")
    case "after one": ResourcePage([Self.resource("two")])
    case let other?: throw .invalid("\"\(other)\" is no cursor.")
    }
  }

  func text(at uri: String) throws(ResourceFault) -> String {
    switch uri {
    case "test://one": "one\ntwo"
    case "test://two": ""
    case _ where uri.hasPrefix("test://"): throw .notFound("there is no \(uri).")
    default: throw .invalid("\"\(uri)\" is no address.")
    }
  }

  private static func resource(_ name: String) -> Resource {
    Resource(uri: "test://\(name)", name: name, description: "The text \(name).", byteCount: 7)
  }
}
