/// Text from a model, a tool or a server made fit for a terminal, which its control characters would steer.
package enum TerminalText {
  /// Line ends and tabs stay; every other character that a terminal would not show is shown as `\u{1B}`.
  package static func lines(_ text: String) -> String { LineText.cleaned(text) }

  /// The same on one line of at most `limit` characters; a cut is shown as `…`.
  package static func line(_ text: String, limit: Int) -> String { LineText.visible(text, limit: limit) }
}
