import JSON

/// A form of addresses, written as RFC 6570 has it.
package struct ResourceTemplate: Sendable, Hashable {
  package var form: String
  package var name: String
  package var description: String

  package init(form: String, name: String, description: String) {
    self.form = form
    self.name = name
    self.description = description
  }

  var json: JSONValue {
    [
      "uriTemplate": .string(form), "name": .string(name), "description": .string(description),
      "mimeType": .string(Resource.mediaType),
    ]
  }
}
