/// What stands before every command that is allowed: no pagers, no prompts, no helpers of git (rule G15).
package enum PolicyPrologue {
  /// The variables, in the order in which they are exported. Also for the environment of local children.
  package static let variables: [(name: String, value: String)] = [
    ("PAGER", "cat"), ("GIT_PAGER", "cat"), ("MANPAGER", "cat"), ("SYSTEMD_PAGER", ""), ("SYSTEMD_COLORS", "0"),
    ("LESSOPEN", ""), ("RIPGREP_CONFIG_PATH", ""), ("GIT_OPTIONAL_LOCKS", "0"), ("GIT_TERMINAL_PROMPT", "0"),
    ("GIT_NO_LAZY_FETCH", "1"), ("GIT_ALLOW_PROTOCOL", "none"), ("GIT_CONFIG_COUNT", "6"),
    ("GIT_CONFIG_KEY_0", "core.fsmonitor"), ("GIT_CONFIG_VALUE_0", "false"),
    ("GIT_CONFIG_KEY_1", "core.hooksPath"), ("GIT_CONFIG_VALUE_1", "/dev/null"),
    ("GIT_CONFIG_KEY_2", "log.showSignature"), ("GIT_CONFIG_VALUE_2", "false"),
    ("GIT_CONFIG_KEY_3", "gpg.program"), ("GIT_CONFIG_VALUE_3", "false"),
    ("GIT_CONFIG_KEY_4", "gpg.ssh.program"), ("GIT_CONFIG_VALUE_4", "false"),
    ("GIT_CONFIG_KEY_5", "gpg.x509.program"), ("GIT_CONFIG_VALUE_5", "false"),
  ]

  /// One line that any sh reads.
  package static var line: String {
    "export " + variables.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
  }

  /// What stands behind the verbs of git that show differences. Submodules have configurations of their own.
  private static let helperFlags: [String: String] = [
    "diff": " --no-ext-diff --no-textconv --ignore-submodules=all", "status": " --ignore-submodules=all",
    "show": " --no-ext-diff --no-textconv", "log": " --no-ext-diff --no-textconv",
    "whatchanged": " --no-ext-diff --no-textconv", "blame": " --no-textconv", "annotate": " --no-textconv",
  ]

  /// The verbs that look at the files of the work tree: a filter of the repository's own configuration would run.
  private static let workTreeVerbs: Set<String> = ["status", "diff", "blame", "annotate", "ls-files", "grep"]
  /// Starts `git` unless its repository names filter programs or another work tree. No setting switches filters off.
  private static let guardedGit = """
    sh -c 'for s in local worktree; do if git config --$s --includes --get-regexp \
    "^(filter[.].*[.](clean|process)|core[.]worktree)$" >/dev/null 2>&1; then \
    echo "deputy: this repository names filter programs or another work tree; a human must run git here" >&2; \
    exit 126; fi; done; exec git "$@"' git
    """

  static func prepared(_ reading: ShellReading, isSudoAllowed: Bool) -> String {
    var splices = reading.splices
    for command in commands(of: reading.script) {
      splices += gitSplices(command.words)
      splices += cacheSplices(command.words)
      if isSudoAllowed, command.words.first?.text == "sudo", command.words.dropFirst().first?.text != "-n",
        let end = command.words.first?.range.upperBound
      {
        splices.append(ShellSplice(range: end..<end, text: " -n"))
      }
    }
    splices += pipelines(of: reading.script).flatMap(nameSplices)
    var bytes = reading.source
    for splice in splices.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      bytes.replaceSubrange(splice.range, with: Array(splice.text.utf8))
    }
    return line + "\n" + String(decoding: bytes, as: UTF8.self)
  }

  /// No external diff and no text conversion behind the verbs that show differences, and no filters.
  private static func gitSplices(_ words: [ShellWord]) -> [ShellSplice] {
    let isGit = words.map { word in word.text.map { $0.split(separator: "/").last == "git" } ?? false }
    for start in words.indices where isGit[start] && (start == 0 || startsPrograms(words[0].text)) {
      // Flags before the verb take no values here: `--no-pager`.
      guard let verb = words[(start + 1)...].first(where: { !$0.fixedPrefix.hasPrefix("-") }), let name = verb.text
      else { continue }
      var splices: [ShellSplice] = []
      if let flags = helperFlags[name] {
        splices.append(ShellSplice(range: verb.range.upperBound..<verb.range.upperBound, text: flags))
      }
      if workTreeVerbs.contains(name) { splices.append(ShellSplice(range: words[start].range, text: guardedGit)) }
      return splices
    }
    return []
  }

  /// What keeps a program from writing a cache or asking a server.
  private static let quietFlags = [
    ("blkid", "-c /dev/null"), ("dnf", "-C"), ("yum", "-C"), ("tdnf", "-C"), ("zypper", "--no-refresh"),
    ("java", "-XX:-UsePerfData"), ("javac", "-J-XX:-UsePerfData"),
  ]

  private static func startsPrograms(_ name: String?) -> Bool {
    ["timeout", "nice", "ionice", "stdbuf", "time", "env", "sudo"].contains(name)
  }

  /// `top` makes a folder for its settings, and `blkid` a cache: neither does with these.
  private static func cacheSplices(_ words: [ShellWord]) -> [ShellSplice] {
    let names = words.map { word in word.text?.split(separator: "/").last.map(String.init) }
    var splices: [ShellSplice] = []
    if names.contains("top"), let start = words.first?.range.lowerBound, names.first != "sudo" {
      splices.append(ShellSplice(range: start..<start, text: "XDG_CONFIG_HOME=/dev/null "))
    }
    for (program, flag) in quietFlags {
      guard let place = names.firstIndex(of: program), place == 0 || startsPrograms(names[0]) else { continue }
      let end = words[place].range.upperBound
      splices.append(ShellSplice(range: end..<end, text: " " + flag))
    }
    return splices
  }

  /// Names of files reach `xargs` with zero bytes between them.
  private static func nameSplices(_ pipeline: ShellScript.Pipeline) -> [ShellSplice] {
    let starters: Set<String> = ["xargs", "timeout", "nice", "ionice", "stdbuf", "time", "env", "sudo"]
    return pipeline.commands.indices.flatMap { index -> [ShellSplice] in
      let words = pipeline.commands[index].words
      guard let name = words.first?.text, starters.contains(name) else { return [] }
      return NamePipe(Array(pipeline.commands[..<index]), xargs: words)?.splices ?? []
    }
  }

  /// Every command of the script, those in substitutions too.
  private static func commands(of script: ShellScript) -> [ShellCommand] { pipelines(of: script).flatMap(\.commands) }

  private static func pipelines(of script: ShellScript) -> [ShellScript.Pipeline] {
    script.pipelines
      + script.pipelines.flatMap(\.commands).flatMap(\.words).flatMap(\.substitutions).flatMap(pipelines)
  }
}
