import ToolCalling

/// What a chat template shows of how its model's replies begin, as far as a grammar has to know it.
///
/// A heuristic over the template's text: it errs on the side of saying that no grammar fits.
struct ReplyFrame: Sendable, Hashable {
  /// The reasoning that a grammar must allow before the answer; nil where the grammar would break the model's format.
  let reasoning: ToolGrammar.Reasoning?

  init(template: String) {
    if Self.marks.contains(where: template.contains) {
      reasoning = nil
    } else {
      reasoning = Self.reasoning(atEndOf: template)
    }
  }

  /// Tokens of models whose every reply stands in a frame of its own (gpt-oss, Command-A, Functionary, Granite), or who
  /// reason in another frame than `<think>`. Source: the chat templates that these models are published with.
  private static let marks = [
    "<|channel", "<|start|>assistant", "[THINK]", "<|START_THINKING|>", "<|START_RESPONSE|>", "<|inner_prefix|>",
    "<seed:think>", "<mm:think>", "<think:", "<thinking>", "<thought>", "<reasoning>", "<response>", "[unused16]",
    "<|open|>", "<|begin_of_thought|>", ">>>all",
  ]

  /// Looks at what the template writes after the model's turn has begun.
  private static func reasoning(atEndOf template: String) -> ToolGrammar.Reasoning? {
    guard let prompt = template.ranges(of: "add_generation_prompt").last else { return .optional }
    let tail = template[prompt.upperBound...]
    let opening = tail.ranges(of: "<think>").count
    let closing = tail.ranges(of: "</think>").count
    // Reasoning that is switched off is written as an empty section.
    if opening == closing { return .optional }
    let isConditional = ["{% if", "{%- if", " else", "elif"].contains { tail.contains($0) }
    return closing == 0 && !isConditional ? .opened : nil
  }
}
