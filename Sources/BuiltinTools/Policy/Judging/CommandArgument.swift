/// One word of a command, with what is known of the text that the program will see.
struct CommandArgument: Sendable, Hashable {
  var word: ShellWord
  /// True where every substitution in it gives a number or a harmless word.
  var isTame: Bool
  /// True where there are substitutions and each gives digits.
  var isNumeric: Bool

  init(_ word: ShellWord, isTame: Bool = true, isNumeric: Bool = false) {
    self.word = word
    self.isTame = isTame
    self.isNumeric = isNumeric
  }

  /// A word that stands for itself.
  init(text: String) {
    self.init(ShellWord(parts: text.isEmpty ? [] : [.literal(text, isQuoted: true)], range: 0..<0))
  }

  /// The text where it is fully known.
  var text: String? { word.text }

  /// The text before anything that a shell expands.
  var prefix: String { word.fixedPrefix }

  /// True where a substitution decides about it, with any text.
  var isUnknown: Bool { !isTame }

  /// True where the program may see a word that begins with a dash, or several words, that nobody wrote.
  var mayBecomeFlag: Bool {
    switch word.parts.first {
    case .glob: !beginsWithLetters
    case .substitution(let script, isQuoted: true): isUnknown && !TameOutput.beginsHarmlessly(script)
    case .substitution: isUnknown
    case .literal(let text, _) where text.hasPrefix("-"): word.hasGlob || isUnknown
    default: isUnknown && word.maySplit
    }
  }

  /// True for `[n]ginx`: a wildcard that stands for one of the letters that are written there.
  private var beginsWithLetters: Bool {
    guard word.parts.first == .glob("["), case .literal(let text, isQuoted: false)? = word.parts.dropFirst().first
    else {
      return false
    }
    let inside = text.prefix { $0 != "]" }
    return inside.count < text.count && !inside.isEmpty
      && inside.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
  }

  var shown: String { word.text.map { $0.isEmpty ? "''" : $0 } ?? word.shellText }

  /// The argument without its first `count` characters, which are literal.
  func dropping(_ count: Int) -> CommandArgument {
    var rest = count
    var parts: [ShellWord.Part] = []
    for part in word.parts {
      guard rest > 0, case .literal(let text, let isQuoted) = part else {
        parts.append(part)
        continue
      }
      let kept = text.dropFirst(rest)
      rest -= min(rest, text.count)
      if !kept.isEmpty { parts.append(.literal(String(kept), isQuoted: isQuoted)) }
    }
    return CommandArgument(ShellWord(parts: parts, range: word.range), isTame: isTame, isNumeric: isNumeric)
  }

  /// The word with a number in the place of every substitution, where each gives digits: never `..`, nor `self`.
  var likelyWord: ShellWord {
    guard isNumeric else { return word }
    let parts = word.parts.map { part in
      if case .substitution = part { ShellWord.Part.literal("1", isQuoted: true) } else { part }
    }
    return ShellWord(parts: parts, range: word.range)
  }
}
