package import JSON

/// Why a tool that a caller describes cannot be offered.
package enum ToolDefinitionError: Error, Hashable, Sendable {
  case notAnObject
  case noName
  case invalidName(String)
  case parametersNotAnObject(tool: String)
  case parameterNotAnObject(tool: String, parameter: String)
}

extension ToolDefinitionError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notAnObject:
      #"A tool must be an object such as {"name":"x","description":"…","parameters":{…}}."#
    case .noName: "A tool has no name: give it a string under \"name\"."
    case .invalidName(let name):
      "The tool name \"\(name)\" is not usable: a name has 1 to 64 letters, digits, \"_\", \"-\" or \".\"."
    case .parametersNotAnObject(let tool):
      "The parameters of the tool \(tool) must be an object: a JSON Schema, or {name: {type, description, required}}."
    case .parameterNotAnObject(let tool, let parameter):
      "The parameter \(parameter) of the tool \(tool) must be an object such as {\"type\":\"string\"}."
    }
  }
}

extension ToolDefinition {
  /// Takes a tool as callers describe one: JSON Schema under `parameters`, `inputSchema` or `input_schema`, OpenAI's
  /// `{type, function}`, or the short form `{name, description, parameters: {host: {type, description, required}}}`. In the
  /// short form a bare text is the parameter's type, or its description where it names no type.
  package init(given value: JSONValue) throws(ToolDefinitionError) {
    guard let outer = value.object else { throw .notAnObject }
    let object = outer["name"]?.string == nil ? outer["function"]?.object ?? outer : outer
    guard let name = object["name"]?.string else { throw .noName }
    guard Self.isUsable(name) else { throw .invalidName(String(name.prefix(80))) }
    let given = object["parameters"] ?? object["inputSchema"] ?? object["input_schema"]
    let parameters = try Self.schema(given, of: name)
    self.init(name: name, description: object["description"]?.string ?? "", parameters: parameters)
  }

  private static func isUsable(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    return (1...64).contains(bytes.count)
      && bytes.allSatisfy { $0.isWord || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
  }

  private static func schema(_ given: JSONValue?, of tool: String) throws(ToolDefinitionError) -> JSONObject {
    guard let given, given != .null else { return ["type": "object", "properties": .object(JSONObject())] }
    guard let object = given.object else { throw .parametersNotAnObject(tool: tool) }
    if isSchema(object) {
      var schema = object
      if schema["type"] == nil { schema = JSONObject([("type", "object")] + object.members.map { ($0.key, $0.value) }) }
      return schema
    }
    return try schema(short: object, of: tool)
  }

  /// A schema says so by its words; a parameter named `type` is an object, not a string.
  private static func isSchema(_ object: JSONObject) -> Bool {
    object["type"]?.string != nil || object["properties"]?.object != nil || object["$ref"]?.string != nil
      || object["anyOf"]?.array != nil || object["oneOf"]?.array != nil || object["allOf"]?.array != nil
      || object["$schema"] != nil
  }

  private static func schema(short: JSONObject, of tool: String) throws(ToolDefinitionError) -> JSONObject {
    var properties: [(String, JSONValue)] = []
    var required: [JSONValue] = []
    for member in short.members {
      if let text = member.value.string {
        let word = Schema.isKnown(type: text) ? "type" : "description"
        properties.append((member.key, .object(JSONObject([(word, .string(text))]))))
        continue
      }
      guard var property = member.value.object else {
        throw .parameterNotAnObject(tool: tool, parameter: member.key)
      }
      if property["required"]?.bool != nil {
        if property["required"]?.bool == true { required.append(.string(member.key)) }
        property["required"] = nil
      }
      properties.append((member.key, .object(property)))
    }
    var schema: JSONObject = ["type": "object", "properties": .object(JSONObject(properties))]
    if !required.isEmpty { schema["required"] = .array(required) }
    return schema
  }
}
