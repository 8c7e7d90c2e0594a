/// What a model's reply turned out to be.
package enum ParseOutcome: Sendable, Hashable {
  /// One or more calls of offered tools, in the order of the text, and the prose that stood before them.
  case toolCalls([ToolCall], preamble: String?)
  /// An answer, reasoning and stop tokens removed.
  case finalAnswer(String)
  /// A call that is broken or names no offered tool. The sentence goes back to the model; nothing runs.
  case malformed(String, tool: String?)
}
