package import JSON

/// The JSON Schema of a whole reply: a call `{"tool":…,"arguments":…}` of one of the tools, or `{"answer":"…"}`.
///
/// For servers that take a schema and no grammar. Without any tool only the answer is left.
package enum ReplySchema {
  package static func schema(for tools: [ToolDefinition]) -> JSONObject {
    let answer = object([("answer", ["type": "string"])])
    return ["anyOf": .array(tools.map { .object(call($0)) } + [.object(answer)])]
  }

  /// The text of a reply `{"answer":"…"}`; nil where the reply is something else.
  package static func answer(in reply: String) -> String? {
    guard let object = try? JSONValue(parsing: reply).object, object.count == 1 else { return nil }
    return object["answer"]?.string
  }

  private static func call(_ tool: ToolDefinition) -> JSONObject {
    let arguments: JSONObject = isSelfContained(.object(tool.parameters)) ? tool.parameters : ["type": "object"]
    return object([("tool", ["enum": [.string(tool.name)]]), ("arguments", .object(arguments))])
  }

  private static func object(_ members: [(String, JSONValue)]) -> JSONObject {
    [
      "type": "object", "properties": .object(JSONObject(members)),
      "required": .array(members.map { .string($0.0) }), "additionalProperties": false,
    ]
  }

  /// A reference would lead elsewhere from inside another schema, and llama.cpp, which Ollama runs, refuses `true` and
  /// `false` as schemas of properties.
  private static func isSelfContained(_ schema: JSONValue) -> Bool {
    switch schema {
    case .object(let object):
      object["$ref"] == nil
        && object["properties"]?.object?.members.contains { $0.value.bool != nil } != true
        && object.members.allSatisfy { isSelfContained($0.value) }
    case .array(let elements): elements.allSatisfy(isSelfContained)
    default: true
    }
  }
}
