package import JSON

/// A model's request to run one tool.
package struct ToolCall: Sendable, Hashable {
  /// The name of an offered tool, spelled as it was offered.
  package var name: String
  package var arguments: JSONObject
  /// The sender's own id of the call (OpenAI's `tool_calls[].id`); nil where its format has none.
  package var id: String?

  package init(name: String, arguments: JSONObject, id: String? = nil) {
    self.name = name
    self.arguments = arguments
    self.id = id
  }
}
