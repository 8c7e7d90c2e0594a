/// How far commands may go without a human's word; one for this machine and one per host.
package struct PolicyConfiguration: Sendable {
  /// The levels, the strictest first.
  package enum Level: String, Sendable, CaseIterable {
    /// Nothing runs.
    case off
    /// What is known to change nothing runs; the rest asks.
    case readOnly = "read-only"
    /// The same verdicts: the human is asked for the rest.
    case ask
    /// Everything runs that no hard rule and no deny rule forbids.
    case full
  }

  package var level: Level
  /// True where `sudo -n` may stand before a read-only command.
  package var sudo: Bool
  /// The folders of file tools; local commands read no one's home folder outside of them. Empty: no such limit.
  package var roots: [String]
  /// Command prefixes that never run.
  package var deny: [PolicyRule]
  /// Command prefixes that count as read-only.
  package var extraReadOnly: [PolicyRule]

  package init(
    level: Level = .readOnly, sudo: Bool = false, roots: [String] = [], deny: [PolicyRule] = [],
    extraReadOnly: [PolicyRule] = []
  ) {
    self.level = level
    self.sudo = sudo
    self.roots = roots
    self.deny = deny
    self.extraReadOnly = extraReadOnly
  }

  /// What is wrong with the rules' own examples; empty where all hold. To be asked once, before anything runs.
  package func problems() -> [String] { (deny + extraReadOnly).flatMap { $0.problems() } }
}
