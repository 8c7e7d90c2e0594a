/// Why a text is not in the language that the policy reads, and where.
package struct ShellSyntaxError: Error, Sendable, Hashable {
  /// What stands there, in the words of the sentence: "a backtick", "the reserved word `for`".
  package var part: String
  /// The byte offset in the text, from 0.
  package var offset: Int
  /// What would work instead; empty where nothing would.
  package var instead: String
  /// True for text that looks like something else than it is: no consent makes it sensible.
  package var isDeceptive: Bool

  init(_ part: String, at offset: Int, instead: String = "", isDeceptive: Bool = false) {
    self.part = part
    self.offset = offset
    self.instead = instead
    self.isDeceptive = isDeceptive
  }

  /// The sentence for the model and the person.
  package var sentence: String {
    let advice = instead.isEmpty ? "" : "; \(instead)"
    return "The command has \(part) at byte \(offset), which the read-only check does not accept\(advice)."
  }
}
