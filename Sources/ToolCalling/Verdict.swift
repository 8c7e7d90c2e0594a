/// Whether a call may run by itself.
///
/// The reason is one sentence that names the part of the call it is about and says what would work instead.
package enum Verdict: Sendable, Hashable {
  /// Changes nothing: runs.
  case allow
  /// May change something, or is not known not to: needs a human's word, else it goes back to the orchestrator.
  case ask(reason: String)
  /// Runs for nobody: no consent makes it sensible.
  case deny(reason: String)
}
