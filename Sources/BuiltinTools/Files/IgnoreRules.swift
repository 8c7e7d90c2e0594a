/// What the `.gitignore` files on the way to a folder leave out, as git reads them (gitignore(5)).
package struct IgnoreRules: Sendable {
  private struct Rule: Sendable {
    /// The folder of the file that the rule stands in, relative to the start; empty for the start itself.
    let folder: String
    let pattern: GlobPattern
    let isAnchored: Bool
    let foldersOnly: Bool
    let isNegated: Bool
  }

  private var rules: [Rule] = []

  package init() {}

  /// Adds the lines of the `.gitignore` in `folder`. Later rules win over earlier ones, so add from the top down.
  package mutating func add(_ text: String, in folder: String) {
    for line in text.split(whereSeparator: \.isNewline) {
      if let rule = Self.rule(line, folder) { rules.append(rule) }
    }
  }

  private static func rule(_ line: Substring, _ folder: String) -> Rule? {
    var text = line
    while text.last == " ", !text.hasSuffix("\\ ") { text.removeLast() }
    guard !text.isEmpty, text.first != "#" else { return nil }
    let isNegated = text.first == "!"
    if isNegated { text.removeFirst() }
    let foldersOnly = text.last == "/"
    if foldersOnly { text.removeLast() }
    let isAnchored = text.contains("/")
    if text.first == "/" { text.removeFirst() }
    // Braces are ordinary characters in a .gitignore.
    guard !text.contains("{"), let pattern = GlobPattern(String(text)) else { return nil }
    return Rule(
      folder: folder, pattern: pattern, isAnchored: isAnchored, foldersOnly: foldersOnly, isNegated: isNegated)
  }

  /// Whether the entry at `path`, relative to the start, is left out. Its folders were asked about before.
  package func ignores(_ path: String, isFolder: Bool) -> Bool {
    for rule in rules.reversed() where isFolder || !rule.foldersOnly {
      guard let relative = PathText.relative(path, to: rule.folder) else { continue }
      let subject = rule.isAnchored ? relative : PathText.lastPart(of: relative)
      if rule.pattern.matches(subject) { return !rule.isNegated }
    }
    return false
  }
}
