package import ToolCalling

/// A short, strict judge: pipes between a few programs that only read, without any other shell syntax.
package struct ShortCommandList: CommandJudge {
  private static let plain: Set<String> = [
    "cat", "head", "grep", "egrep", "zgrep", "wc", "uniq", "cut", "tr", "ls", "df", "du", "free", "uptime", "uname",
    "nproc", "ps", "stat", "id", "who", "journalctl", "systemctl", "sort", "find", "sed", "awk", "tail", "hostname",
  ]

  package init() {}

  package func verdict(on command: String, host: String?) -> Verdict {
    guard command.utf8.count <= 8192, let segments = Self.segments(of: command) else {
      return .ask(
        reason: "The command uses shell syntax beyond plain pipes; only pipes of reading programs run by themselves.")
    }
    for words in segments {
      guard let name = words.first, Self.plain.contains(name), Self.isHarmless(name, words.dropFirst()) else {
        return .ask(reason: "`\(words.joined(separator: " "))` is not known to be read-only.")
      }
    }
    return .allow
  }

  /// The words of each part of a pipe, quotes removed; nil where anything else than words and pipes stands.
  private static func segments(of command: String) -> [[String]]? {
    var segments: [[String]] = [[]]
    var word: String?
    var quote: Character?
    for character in command {
      if let open = quote {
        if character == open { quote = nil } else { word = (word ?? "") + String(character) }
        if open == "\"", "$`\\".contains(character) { return nil }
      } else {
        switch character {
        case "'", "\"": (quote, word) = (character, word ?? "")
        case " ", "|":
          if let done = word { segments[segments.count - 1].append(done) }
          word = nil
          if character == "|" { segments.append([]) }
        case let other where ";&<>(){}$`\\\n\t!#~".contains(other) || !other.isASCII: return nil
        default: word = (word ?? "") + String(character)
        }
      }
    }
    if let done = word { segments[segments.count - 1].append(done) }
    return quote == nil ? segments : nil
  }

  private static func isHarmless(_ name: String, _ words: ArraySlice<String>) -> Bool {
    let options = words.filter { $0.hasPrefix("-") }
    switch name {
    case "sort": return options.allSatisfy { $0.dropFirst().allSatisfy("nrufhVb".contains) }
    case "uniq": return options.count == words.count
    case "hostname": return words.isEmpty
    case "tail": return !options.contains { $0.contains("f") || $0.contains("F") || $0.hasPrefix("--") }
    case "journalctl":
      return options.allSatisfy { $0.hasPrefix("-p") || $0.hasPrefix("-n") || $0.hasPrefix("-u") || $0 == "--no-pager" }
    case "systemctl": return ["status", "is-active", "list-units"].contains(words.first ?? "")
    case "find":
      return !options.contains { $0.hasPrefix("-exec") || $0.hasPrefix("-ok") || $0.hasPrefix("-f") || $0 == "-delete" }
    case "sed": return isSubstitution(words)
    case "awk":
      return words.count == 1 && !words.contains { $0.contains("(") || $0.contains("{") || $0.contains("getline") }
    default: return true
    }
  }

  /// `-E 's/a/b/g'` and no other script.
  private static func isSubstitution(_ words: ArraySlice<String>) -> Bool {
    guard words.first == "-E", words.count == 2, let script = words.last else { return false }
    let parts = script.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "s" && (parts[3].isEmpty || parts[3] == "g")
  }
}
