import JSON
package import ToolCalling

/// One argument of a built-in tool, as its definition shows it.
package struct Argument: Sendable {
  /// The JSON type; a list is one of strings.
  package enum Kind: String, Sendable { case string, integer, boolean, array }

  package var name: String
  package var kind: Kind
  package var isRequired: Bool
  /// A short phrase.
  package var description: String

  package init(_ name: String, _ kind: Kind = .string, required: Bool = false, _ description: String) {
    self.name = name
    self.kind = kind
    isRequired = required
    self.description = description
  }

  var schema: JSONValue {
    var members: JSONObject = ["type": .string(kind.rawValue), "description": .string(description)]
    if kind == .array { members["items"] = ["type": "string"] }
    return .object(members)
  }
}

extension ToolDefinition {
  /// A definition whose JSON Schema is made from a list of arguments, in their order.
  package init(name: String, description: String, arguments: [Argument]) {
    let required = arguments.filter(\.isRequired).map { JSONValue.string($0.name) }
    self.init(
      name: name, description: description,
      parameters: [
        "type": "object",
        "properties": .object(JSONObject(arguments.map { ($0.name, $0.schema) })),
        "required": .array(required),
      ])
  }
}
