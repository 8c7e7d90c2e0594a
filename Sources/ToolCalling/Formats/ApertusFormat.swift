/// Apertus: a list of one-key objects, `{name: arguments}`, between two tokens.
///
/// Source: the chat template of swiss-ai/Apertus-8B-Instruct-2509.
enum ApertusFormat {
  static let format = ToolCallFormat(
    "apertus",
    words: [
      ("|tools_prefix", .wrapper),
      ("|tools_suffix", .wrapperEnd),
    ])
}
