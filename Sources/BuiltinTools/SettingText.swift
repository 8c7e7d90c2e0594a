/// The text of a setting as people write it: with spaces around it, and lists with commas, spaces or both.
package enum SettingText {
  /// The value of the variable `name` without the spaces around it; nil where nothing is left.
  package static func value(_ name: String, in environment: [String: String]) -> String? {
    guard let text = environment[name], let first = text.firstIndex(where: { !$0.isWhitespace }),
      let last = text.lastIndex(where: { !$0.isWhitespace })
    else { return nil }
    return String(text[first...last])
  }

  /// The items of a list, none of them empty.
  static func items(_ text: Substring) -> [String] {
    text.split { $0 == "," || $0.isWhitespace }.map(String.init)
  }

  static func items(_ text: String) -> [String] { items(text[...]) }

  /// True for what can stand for names of hosts: a name, or a pattern of letters that names have and of wildcards. `!db1`
  /// is none: it would take nothing out of a list, where ssh_config(5) has it do so.
  static func isHostPattern(_ text: String) -> Bool {
    GlobPattern(text) != nil && !text.hasPrefix("-") && !text.hasPrefix("!")
      && text.utf8.allSatisfy { HostEntry.isNameByte($0) || ":*?[]!^{}".utf8.contains($0) }
  }

  /// Those of `patterns` that fit none of `names`, each as a sentence for the operator.
  static func warnings(_ variable: String, _ patterns: [String], among names: [String]) -> [String] {
    patterns.filter { pattern in !names.contains { GlobPattern(pattern)?.matches($0) ?? false } }.map {
      "\(variable) names \($0), and no known host fits: name it in ~/.ssh/config or DEPUTY_HOSTS."
    }
  }
}
