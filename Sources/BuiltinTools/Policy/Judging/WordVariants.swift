/// The words that a program may see, where a value among them may be nothing or several words.
///
/// `sort f "$(date +)-ox"` names an output file where `date` prints nothing, and behind `awk -F $(pgrep x)` the next word
/// becomes the value of `-F`. So every rule is asked about every variant, and the worst verdict counts.
enum WordVariants {
  /// More variants than these are not judged.
  static let maximum = 64

  private enum Outcome {
    case kept
    case nothing
    /// The end of one word and the beginning of the next.
    case cut
  }

  /// Every list of words, the one that is written first; nil for more than `maximum`.
  static func all(of words: [ShellWord], in judge: CommandReview) -> [[ShellWord]]? {
    guard mayVary(words, in: judge) else { return [words] }
    var all: [[ShellWord]] = [[]]
    for word in words {
      guard let choices = choices(of: word, judge), all.count * choices.count <= maximum else { return nil }
      all = all.flatMap { head in choices.map { head + $0 } }
    }
    return all
  }

  /// True where there is more than one list.
  static func mayVary(_ words: [ShellWord], in judge: CommandReview) -> Bool {
    words.contains { $0.parts.contains { mayVary($0, judge) } }
  }

  private static func mayVary(_ part: ShellWord.Part, _ judge: CommandReview) -> Bool {
    switch part {
    case .substitution(let script, let isQuoted):
      !TameOutput.isNeverEmpty(script) || !isQuoted && TameOutput.mayBeSeveral(script, in: judge.table)
    // The text that runs stops the shell where such a variable has no value, but not inside of another command.
    case .variable(let name, _):
      name != "?" && (judge.isBeyondPrologue || !ShellReader.guardedVariables.contains(name))
    default: false
    }
  }

  private static func outcomes(of part: ShellWord.Part, _ judge: CommandReview) -> [Outcome] {
    guard mayVary(part, judge) else { return [.kept] }
    guard case .substitution(let script, let isQuoted) = part else { return [.kept, .nothing] }
    let nothing: [Outcome] = TameOutput.isNeverEmpty(script) ? [] : [.nothing]
    // Where the output may be any text, the rules take it for several words already.
    return [.kept] + nothing + (!isQuoted && TameOutput.mayBeSeveral(script, in: judge.table) ? [.cut] : [])
  }

  /// What one word may become: itself, no word, or several.
  private static func choices(of word: ShellWord, _ judge: CommandReview) -> [[ShellWord]]? {
    guard word.parts.contains(where: { mayVary($0, judge) }) else { return [[word]] }
    var drafts = [Draft()]
    for part in word.parts {
      let outcomes = outcomes(of: part, judge)
      guard drafts.count * outcomes.count <= maximum else { return nil }
      drafts = drafts.flatMap { draft in outcomes.map { draft.adding(part, $0) } }
    }
    return drafts.map { $0.words(at: word.range) }
  }

  /// A word that is being put together.
  private struct Draft {
    var finished: [[ShellWord.Part]] = []
    var parts: [ShellWord.Part] = []
    /// True where something keeps the word there though it is empty: quotes.
    var isKept = false

    func adding(_ part: ShellWord.Part, _ outcome: Outcome) -> Draft {
      var draft = self
      switch outcome {
      case .kept: draft.append(part)
      case .nothing: draft.isKept = isKept || !part.vanishes
      case .cut:
        draft.append(part)
        draft.finished.append(draft.parts)
        draft.parts = [part]
      }
      return draft
    }

    private mutating func append(_ part: ShellWord.Part) {
      if case .literal(let text, let isQuoted) = part, case .literal(let before, isQuoted)? = parts.last {
        parts[parts.count - 1] = .literal(before + text, isQuoted: isQuoted)
      } else {
        parts.append(part)
      }
    }

    func words(at range: Range<Int>) -> [ShellWord] {
      let all = finished + (parts.isEmpty && !isKept ? [] : [parts])
      return all.map { ShellWord(parts: $0, range: range) }
    }
  }
}

extension ShellWord.Part {
  /// True where a word of it alone is no word when it is empty. Variables are quoted before a shell sees them.
  fileprivate var vanishes: Bool { if case .substitution(_, isQuoted: false) = self { true } else { false } }
}
