import JSON

/// What the model is told of a call that cannot be executed.
enum MalformedSentence {
  /// One sentence with the fault, then a correct example with an offered tool.
  static func of(_ broken: BrokenCall, tool: ToolDefinition?, offered: [ToolDefinition]) -> String {
    let name = tool.map { " of \($0.name)" } ?? ""
    let fault =
      switch broken.reason {
      case MarkupReader.cutReason: "Your call\(name) ends too early; write the whole call again."
      case let reason where reason.hasPrefix("there is no tool"):
        "There" + reason.dropFirst(5) + "; the tools are " + offered.map(\.name).joined(separator: ", ") + "."
      case let reason: "Your call\(name) cannot be read: \(reason)."
      }
    guard let example = (tool ?? offered.first).map(CallExample.text) else { return fault }
    return fault + " A correct call: \(example)"
  }
}

/// A correct call of a tool in the shape of the text protocol.
package enum CallExample {
  /// `{"tool":…,"arguments":{…}}` with a value of the right type for every required argument.
  ///
  /// Looks at 1000 schemas and four levels deep at most; what lies beyond is `…`, or not there.
  package static func text(_ tool: ToolDefinition) -> String {
    var steps = SchemaSteps(1000)
    let arguments = required(Schema(root: tool.parameters).resolved, depth: 0, &steps)
    return JSONObject([("tool", .string(tool.name)), ("arguments", .object(arguments))]).jsonText
  }

  /// The required members of an object.
  private static func required(_ schema: Schema, depth: Int, _ steps: inout SchemaSteps) -> JSONObject {
    var object = JSONObject()
    for name in (schema.node["required"]?.array ?? []).compactMap(\.string) {
      guard depth == 0 || steps.take() else { break }
      object[name] = value(of: schema.property(name, &steps), depth: depth, &steps)
    }
    return object
  }

  /// A value that fits: the default, the first of an enumeration, else the smallest of its type.
  private static func value(of schema: Schema?, depth: Int, _ steps: inout SchemaSteps) -> JSONValue {
    guard let schema, depth < 4, !steps.areSpent else { return "…" }
    if let given = schema.node["default"] ?? schema.node["const"] ?? schema.node["enum"]?.array?.first { return given }
    if let example = schema.node["examples"]?.array?.first { return example }
    switch schema.types(&steps).first {
    case "integer", "number": return schema.node["minimum"] ?? 1
    case "boolean": return true
    case "array": return .array([value(of: schema.items, depth: depth + 1, &steps)])
    case "null": return .null
    case "object": return .object(required(schema, depth: depth + 1, &steps))
    default: return "…"
    }
  }
}
