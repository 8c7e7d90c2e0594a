/// What nobody may run at any level: secrets, devices, and commands that end a system (hard rules).
enum HardRules {
  private static let makers: Set<String> = [
    "mkfs", "mkswap", "wipefs", "blkdiscard", "sgdisk", "sfdisk", "shred", "mke2fs", "cfdisk", "parted",
  ]
  private static let treeChangers: Set<String> = ["rm", "chmod", "chown", "chgrp", "shred", "mv", "chattr", "setfacl"]
  private static let vitalFolders: Set<String> = [
    "/", "/bin", "/boot", "/dev", "/etc", "/home", "/lib", "/lib64", "/opt", "/proc", "/root", "/sbin", "/srv", "/sys",
    "/usr", "/var", "~", "/Users", "/System", "/Library",
  ]

  /// Judges the words of one command, known or not.
  static func check(_ arguments: [CommandArgument], in judge: CommandReview) throws(Objection) {
    guard let first = arguments.first?.text else { return }
    let name = String(first[(first.lastIndex(of: "/").map { first.index(after: $0) } ?? first.startIndex)...])
    try checkCatastrophe(name, arguments, in: judge)
    guard ProgramStarters.all.contains(name) else { return }
    for start in arguments.indices.dropFirst().prefix(64) {
      try checkCatastrophe(arguments[start].shown, Array(arguments[start...]), in: judge)
    }
  }

  /// Judges every word that may be a path, for a command that does not run by itself anyway.
  static func checkPaths(_ arguments: [CommandArgument], in judge: CommandReview) throws(Objection) {
    for argument in arguments.dropFirst() where looksLikePath(argument) {
      if judge.paths.forbids(PathPattern(pathPart(argument).word, in: judge.folder), for: .content) {
        throw CommandReview.secret(argument)
      }
    }
  }

  private static func checkCatastrophe(
    _ name: String, _ arguments: [CommandArgument], in judge: CommandReview
  ) throws(Objection) {
    let words = arguments.map(\.shown)
    let operands = arguments.dropFirst().filter { !$0.prefix.hasPrefix("-") }
    if treeChangers.contains(name) {
      let isDeep = words.dropFirst().contains {
        $0 == "--recursive" || $0 == "--no-preserve-root"
          || $0.hasPrefix("-") && !$0.hasPrefix("--") && ($0.contains("r") || $0.contains("R"))
      }
      if name == "mv" || isDeep, operands.contains(where: { isVital($0, in: judge) }) {
        throw Objection(words.joined(separator: " "), "destroys the system or a home folder", isHard: true)
      }
    }
    if makers.contains(name) || name.hasPrefix("mkfs."), operands.contains(where: { $0.prefix.hasPrefix("/dev/") }) {
      throw Objection(words.joined(separator: " "), "overwrites a disk", isHard: true)
    }
    if name == "dd", words.contains(where: { $0.hasPrefix("of=/dev/") && $0 != "of=/dev/null" }) {
      throw Objection(words.joined(separator: " "), "overwrites a device", isHard: true)
    }
    if name == "find", words.contains("-delete") || words.contains("rm"),
      operands.first.map({ isVital($0, in: judge) }) ?? false
    {
      throw Objection(words.joined(separator: " "), "deletes below a folder that the system needs", isHard: true)
    }
  }

  private static func isVital(_ argument: CommandArgument, in judge: CommandReview) -> Bool {
    var path = PathPattern(argument.word, in: judge.folder)
    if path.names.last?.isOnlyWild == true { path.names.removeLast() }
    guard let text = path.text else { return path.names.isEmpty && path.mayLeaveBase }
    return vitalFolders.contains(text)
  }

  private static func looksLikePath(_ argument: CommandArgument) -> Bool {
    let text = argument.shown
    return text.contains("/") || text.contains(".") || text.contains("_") || text.hasPrefix("~")
  }

  /// `if=/dev/sda` and `--file=/etc/shadow` name a file behind the `=`, `@/etc/shadow` behind the `@`.
  private static func pathPart(_ argument: CommandArgument) -> CommandArgument {
    let prefix = argument.prefix
    if let equals = prefix.firstIndex(of: "=") {
      return argument.dropping(prefix.distance(from: prefix.startIndex, to: equals) + 1)
    }
    return prefix.hasPrefix("@") ? argument.dropping(1) : argument
  }

  /// Looks for the same in a text that does not read as a command: word by word, whatever stands between them.
  static func check(unreadable text: String, in judge: CommandReview) throws(Objection) {
    let squeezed = text.filter { $0 != " " && $0 != "\t" }
    if squeezed.utf8Contains("(){") && squeezed.utf8Contains("|") && squeezed.utf8Contains("&}")
      || squeezed.utf8Contains(":(){")
    {
      throw Objection(text, "starts processes without end", isHard: true)
    }
    var commands: [[CommandArgument]] = [[]]
    for line in text.split(whereSeparator: { ";|&(){}`\n".contains($0) }) {
      let words = line.split(whereSeparator: { " \t'\"<>".contains($0) }).map { CommandArgument(text: String($0)) }
      commands.append(words)
      if line.contains(">"), let target = words.last, target.prefix.hasPrefix("/dev/"),
        judge.paths.forbids(PathPattern(target.word, in: judge.folder), for: .content)
      {
        throw Objection(text, "overwrites a device", isHard: true)
      }
    }
    for words in commands.prefix(256) where !words.isEmpty {
      for start in words.indices.prefix(64) {
        try checkCatastrophe(words[start].shown, Array(words[start...]), in: judge)
      }
      for word in words where word.shown.hasPrefix("/") || word.shown.hasPrefix("~") {
        if judge.paths.forbids(PathPattern(word.shown, in: judge.folder), for: .content) {
          throw CommandReview.secret(word)
        }
      }
    }
  }
}
