/// A command text as the policy read it: pipelines in the order in which a shell would run them.
///
/// Holds only the language that sh and bash share; everything else was refused by `ShellReader`.
package struct ShellScript: Sendable, Hashable {
  /// What stands between a pipeline and the one before it.
  package enum Connector: String, Sendable, Hashable {
    case and = "&&"
    case or = "||"
    case sequence = ";"
  }

  /// Commands joined by `|`, perhaps behind a `!`.
  package struct Pipeline: Sendable, Hashable {
    /// How it is joined to the pipeline before; `.sequence` for the first.
    package var connector: Connector
    package var isNegated: Bool
    package var commands: [ShellCommand]
  }

  package var pipelines: [Pipeline]
}

/// One simple command: assignments, words, redirections.
package struct ShellCommand: Sendable, Hashable {
  /// `NAME=value` before the command word.
  package struct Assignment: Sendable, Hashable {
    package var name: String
    package var value: ShellWord
  }

  package var assignments: [Assignment]
  package var words: [ShellWord]
  package var redirections: [ShellRedirection]
  /// True where its standard error goes into the pipe as well (`|&`).
  package var pipesErrors: Bool
}

extension ShellCommand {
  /// The files that it reads by `<`.
  var inputs: [ShellWord] { redirections.compactMap { if case .input(let word) = $0 { word } else { nil } } }

  /// Every `$(…)` in it, wherever a shell runs one.
  var substitutions: [ShellScript] { (words + assignments.map(\.value) + inputs).flatMap(\.substitutions) }
}

/// A redirection of the few kinds that change nothing.
package enum ShellRedirection: Sendable, Hashable {
  /// `<FILE`.
  case input(ShellWord)
  /// `N>/dev/null`; nil stands for both descriptors (`&>/dev/null`).
  case discard(descriptor: Int?, appending: Bool)
  /// `N>&M`; a nil target closes the descriptor.
  case duplicate(descriptor: Int, target: Int?)
}

/// A place of the text that has to be written otherwise before a plain `sh` runs it: see `PolicyPrologue.prepared`.
struct ShellSplice: Sendable, Hashable {
  var range: Range<Int>
  var text: String
  /// True for what only stops the shell where a variable has no value; the text means the same without it.
  var isGuard = false
}
