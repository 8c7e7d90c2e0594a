package import JSON

/// What a model is told of a tool: its name, what it is for, and a JSON Schema of its arguments.
///
/// Everything that shows a tool (tools/list, the prompt, the grammar, the README's table) is rendered from this.
package struct ToolDefinition: Sendable, Hashable {
  /// The name by which the tool is called.
  package var name: String
  /// One sentence for the model.
  package var description: String
  /// A JSON Schema whose root is `{"type": "object", "properties": …, "required": […]}`.
  package var parameters: JSONObject

  package init(name: String, description: String, parameters: JSONObject) {
    self.name = name
    self.description = description
    self.parameters = parameters
  }
}

extension ToolDefinition {
  /// The form in which chat APIs take it: `{"type":"function","function":{"name","description","parameters"}}`.
  package var functionJSON: JSONValue {
    [
      "type": "function",
      "function": ["name": .string(name), "description": .string(description), "parameters": .object(parameters)],
    ]
  }
}
