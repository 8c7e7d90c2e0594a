/// A rule of the configuration: the words with which a command begins, with examples that are checked when it is read.
package struct PolicyRule: Sendable, Hashable {
  /// Whole words, compared one by one; the program without its folder.
  package var prefix: [String]
  /// Commands that the rule must fit.
  package var match: [String]
  /// Commands that it must not fit.
  package var notMatch: [String]

  package init(_ prefix: [String], match: [String] = [], notMatch: [String] = []) {
    self.prefix = prefix
    self.match = match
    self.notMatch = notMatch
  }

  func fits(_ words: [String?]) -> Bool {
    !prefix.isEmpty && words.count >= prefix.count && zip(prefix, words).allSatisfy { $0 == $1 }
  }

  /// The examples that do not hold, a sentence each.
  package func problems() -> [String] {
    let name = prefix.joined(separator: " ")
    if prefix.isEmpty { return ["A policy rule has no words: it would fit every command."] }
    return match.filter { !fits(example: $0) }.map { "The policy rule `\(name)` does not fit its example `\($0)`." }
      + notMatch.filter { fits(example: $0) }.map { "The policy rule `\(name)` fits `\($0)`, which it must not." }
  }

  private func fits(example: String) -> Bool {
    guard let script = try? ShellReader.script(example) else { return false }
    return script.pipelines.contains { $0.commands.contains { fits($0.words.map(\.text)) } }
  }
}
