/// OpenAI's harmony: a message with a recipient is a call, on any channel.
///
/// Source: openai/harmony, docs/format.md.
enum HarmonyFormat {
  static let format = ToolCallFormat(
    "harmony",
    words: [
      ("|start", .channel),
      ("|channel", .channel),
      ("|message", .hidden),
      ("|call", .hidden),
    ])
}
