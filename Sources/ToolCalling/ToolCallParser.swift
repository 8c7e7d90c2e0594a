/// Finds the tool calls in whatever a model wrote.
package struct ToolCallParser: Sendable {
  package let tools: [ToolDefinition]

  package init(tools: [ToolDefinition]) { self.tools = tools }

  /// Reads a whole reply. `wasCut` says that the server stopped at its token limit: then nothing is repaired.
  package func parse(_ text: String, wasCut: Bool = false) -> ParseOutcome {
    .finalAnswer(text)
  }
}
