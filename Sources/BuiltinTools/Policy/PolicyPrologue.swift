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

  static func prepared(_ reading: ShellReading, isSudoAllowed: Bool) -> String {
    var splices = reading.splices
    for command in commands(of: reading.script) {
      if let splice = gitSplice(command.words) { splices.append(splice) }
      splices += cacheSplices(command.words)
      if isSudoAllowed, command.words.first?.text == "sudo", command.words.dropFirst().first?.text != "-n",
        let end = command.words.first?.range.upperBound
      {
        splices.append(ShellSplice(range: end..<end, text: " -n"))
      }
    }
    var bytes = reading.source
    for splice in splices.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      bytes.replaceSubrange(splice.range, with: Array(splice.text.utf8))
    }
    return line + "\n" + String(decoding: bytes, as: UTF8.self)
  }

  /// After the verbs of git that show differences: no external diff, no text conversion.
  private static func gitSplice(_ words: [ShellWord]) -> ShellSplice? {
    let isGit = words.map { word in word.text.map { $0.split(separator: "/").last == "git" } ?? false }
    for start in words.indices where isGit[start] {
      // Flags before the verb take no values here: `--no-pager`.
      guard let verb = words[(start + 1)...].first(where: { !$0.fixedPrefix.hasPrefix("-") }) else { continue }
      if let flags = verb.text.flatMap({ helperFlags[$0] }) {
        let end = verb.range.upperBound
        return ShellSplice(range: end..<end, text: flags)
      }
    }
    return nil
  }

  /// `top` makes a folder for its settings, and `blkid` a cache: neither does with these.
  private static func cacheSplices(_ words: [ShellWord]) -> [ShellSplice] {
    let names = words.map { word in word.text?.split(separator: "/").last.map(String.init) }
    var splices: [ShellSplice] = []
    if names.contains("top"), let start = words.first?.range.lowerBound, names.first != "sudo" {
      splices.append(ShellSplice(range: start..<start, text: "XDG_CONFIG_HOME=/dev/null "))
    }
    if let place = names.firstIndex(of: "blkid") {
      let end = words[place].range.upperBound
      splices.append(ShellSplice(range: end..<end, text: " -c /dev/null"))
    }
    return splices
  }

  /// Every command of the script, those in substitutions too.
  private static func commands(of script: ShellScript) -> [ShellCommand] {
    let here = script.pipelines.flatMap(\.commands)
    return here + here.flatMap { $0.words.flatMap(\.substitutions).flatMap(commands) }
  }
}
