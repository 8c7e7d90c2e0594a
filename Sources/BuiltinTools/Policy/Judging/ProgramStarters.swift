/// Programs that start the command behind them: the one list for every place that looks behind them.
enum ProgramStarters {
  /// Those that are judged by what they start.
  static let transparent: Set<String> = ["timeout", "nice", "ionice", "stdbuf", "time", "env", "sudo"]
  /// Those that read what they start, or what it is given, in a language of their own: never started by `find`.
  static let languages: Set<String> = ["sh", "bash", "dash", "xargs", "find", "env", "sudo"]
  /// All that may stand before a command, known to be read-only or not.
  static let all: Set<String> =
    transparent.union(languages).subtracting(["find", "sh", "bash", "dash"]).union([
      "doas", "su", "nohup", "setsid", "exec", "command", "builtin", "eval", "watch", "strace", "busybox", "chroot",
      "unshare", "nsenter", "parallel", "flock",
    ])

  /// The place of the program that runs in the end: 2 for `timeout 5 df`. Nil where the words do not read.
  static func place(in words: [ShellWord], _ table: ProgramTable) -> Int? {
    var place = 0
    while place < words.count {
      guard let name = words[place].text.map(programName), transparent.contains(name), let entry = table[name] else {
        return place
      }
      guard let next = behind(words[(place + 1)...], name, entry), next > place, next < words.count else { return nil }
      place = next
    }
    return nil
  }

  /// The name without its folder.
  static func programName(_ spelled: String) -> String {
    spelled.split(separator: "/").last.map(String.init) ?? spelled
  }

  /// The place of the command behind one starter.
  private static func behind(_ rest: ArraySlice<ShellWord>, _ name: String, _ entry: ProgramEntry) -> Int? {
    switch name {
    case "env":
      return rest.firstIndex { word in !(word.text?.contains("=") ?? false) }
    case "sudo":
      return rest.firstIndex { word in !["-n", "--non-interactive", "--"].contains(word.text) }
    default:
      var reader = FlagsAndOperands(rest.map { CommandArgument($0) }[...], title: name, entry: entry)
      guard let invocation = try? reader.all(), !invocation.command.isEmpty else { return nil }
      return rest.endIndex - invocation.command.count
    }
  }
}
