/// One word of a command, in the parts that a shell treats differently.
package struct ShellWord: Sendable, Hashable {
  /// A stretch of a word.
  package indirect enum Part: Sendable, Hashable {
    /// Text that stands for itself. `isQuoted` is true inside quotes and after a backslash.
    case literal(String, isQuoted: Bool)
    /// Unquoted `*`, `?` or `[…]`.
    case glob(String)
    /// `~` or `~user` at the start of the word.
    case tilde(user: String)
    /// `$NAME` or `${NAME}`.
    case variable(String, isQuoted: Bool)
    /// `$(…)`.
    case substitution(ShellScript, isQuoted: Bool)
  }

  package var parts: [Part]
  /// Where the word stands in the bytes of the text.
  package var range: Range<Int>

  package static func == (left: ShellWord, right: ShellWord) -> Bool { left.parts == right.parts }
  package func hash(into hasher: inout Hasher) { hasher.combine(parts) }
}

extension ShellWord {
  /// The text of a word that stands for itself; nil where a shell would expand something.
  package var text: String? {
    var text = ""
    for part in parts {
      guard case .literal(let piece, _) = part else { return nil }
      text += piece
    }
    return text
  }

  /// The text of a word whose only wildcards are question marks, as in an unquoted URL; nil for any other.
  var textWithQuestionMarks: String? {
    var text = ""
    for part in parts {
      switch part {
      case .literal(let piece, _): text += piece
      case .glob("?"): text += "?"
      default: return nil
      }
    }
    return text
  }

  /// The text of a pattern that may stand without quotes: nil where a shell would put anything else than names there.
  var patternText: String? {
    var text = ""
    for part in parts {
      switch part {
      case .literal(let piece, _), .glob(let piece): text += piece
      default: return nil
      }
    }
    return text
  }

  /// The text before the first part that a shell expands.
  var fixedPrefix: String {
    var text = ""
    for part in parts {
      guard case .literal(let piece, _) = part else { return text }
      text += piece
    }
    return text
  }

  /// True where the word may become several words, or none.
  var maySplit: Bool {
    parts.contains { part in
      switch part {
      case .glob, .variable(_, isQuoted: false), .substitution(_, isQuoted: false): true
      default: false
      }
    }
  }

  var hasGlob: Bool {
    parts.contains { if case .glob = $0 { true } else { false } }
  }

  var substitutions: [ShellScript] {
    parts.compactMap { if case .substitution(let script, _) = $0 { script } else { nil } }
  }
}
