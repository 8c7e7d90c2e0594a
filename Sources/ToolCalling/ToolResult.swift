package import JSON

/// What a tool brought back, for whichever model asked for it.
///
/// A command that exits with 1 is a result with its output, not an error; `isError` says that the tool could not do
/// its work at all, and then `text` is one sentence with the reason and the next step.
package struct ToolResult: Sendable, Hashable {
  /// The whole output: valid UTF-8, control characters made visible, secrets masked.
  package var text: String
  package var isError: Bool
  /// The exit status of the command that ran; nil for tools that run none.
  package var exitCode: Int?
  /// Facts beside the output, each a sentence ("ended by SIGTERM after 30 s", "output cut at 8 MiB").
  package var notes: [String]
  /// MCP `structuredContent`; only tools for the orchestrator set it.
  package var structured: JSONObject?
  /// MCP `_meta` of the result: seen by the client, not by its model.
  package var meta: JSONObject?

  package init(
    text: String, isError: Bool = false, exitCode: Int? = nil, notes: [String] = [],
    structured: JSONObject? = nil, meta: JSONObject? = nil
  ) {
    self.text = text
    self.isError = isError
    self.exitCode = exitCode
    self.notes = notes
    self.structured = structured
    self.meta = meta
  }

  /// A result that says why there is none.
  package static func failure(_ sentence: String) -> ToolResult {
    ToolResult(text: sentence, isError: true)
  }
}
