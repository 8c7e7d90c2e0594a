/// Why a command does not run by itself.
struct Objection: Error, Sendable, Hashable {
  /// The part of the command that it is about, as it was written.
  var part: String
  /// What is wrong with it; follows the part in the sentence.
  var reason: String
  /// What would work; empty where nothing would.
  var instead: String
  /// True for what no consent makes sensible.
  var isHard: Bool
  /// True where the program itself would refuse the words, because the value of the last flag is missing.
  var isIncomplete = false

  init(_ part: String, _ reason: String, instead: String = "", isHard: Bool = false) {
    self.part = part
    self.reason = reason
    self.instead = instead
    self.isHard = isHard
  }

  /// One sentence: "`sort -o x` writes a file; use `sort` without it."
  var sentence: String {
    if part.isEmpty { return reason }
    let shown = part.count > 160 ? part.prefix(160) + "…" : part[...]
    return "`\(shown)` \(reason)\(instead.isEmpty ? "" : "; \(instead)")."
  }
}
