/// What stands before every command that is allowed: no pagers, no prompts, no helpers of git (rule G15).
package enum PolicyPrologue {
  /// The variables, in the order in which they are exported. Also for the environment of local children.
  package static let variables: [(name: String, value: String)] =
    [
      ("PAGER", "cat"), ("GIT_PAGER", "cat"), ("MANPAGER", "cat"), ("SYSTEMD_PAGER", ""), ("SYSTEMD_COLORS", "0"),
      ("LESSOPEN", ""), ("RIPGREP_CONFIG_PATH", ""), ("GIT_OPTIONAL_LOCKS", "0"), ("GIT_TERMINAL_PROMPT", "0"),
      ("GIT_NO_LAZY_FETCH", "1"), ("GIT_ALLOW_PROTOCOL", "none"), ("GIT_CONFIG_COUNT", "\(gitSettings.count)"),
    ]
    + gitSettings.enumerated().flatMap { index, setting in
      [("GIT_CONFIG_KEY_\(index)", setting.name), ("GIT_CONFIG_VALUE_\(index)", setting.value)]
    }

  /// What a repository's own configuration must not decide. git before 2.31 does not look for it in the environment,
  /// so it stands behind the program too.
  private static let gitSettings: [(name: String, value: String)] = [
    ("core.fsmonitor", "false"), ("core.hooksPath", "/dev/null"), ("log.showSignature", "false"),
    ("gpg.program", "false"), ("gpg.ssh.program", "false"), ("gpg.x509.program", "false"),
    ("diff.submodule", "short"), ("log.diffMerges", "separate"), ("core.attributesFile", "/dev/null"),
  ]
  private static let gitFlags = gitSettings.map { " -c \($0.name)=\($0.value)" }.joined()

  /// One line that any sh reads.
  package static var line: String {
    "export " + variables.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
  }

  private static let withoutHelpers = " --no-ext-diff --no-textconv --submodule=short"

  /// What stands behind the verbs of git that show differences.
  ///
  /// Submodules have configurations of their own, and with `diff.submodule=diff` git runs in them.
  private static let helperFlags: [String: String] = [
    "diff": withoutHelpers + " --ignore-submodules=all", "status": " --ignore-submodules=all",
    "show": withoutHelpers, "log": withoutHelpers, "whatchanged": withoutHelpers,
    "blame": " --no-textconv", "annotate": " --no-textconv",
  ]

  /// The verbs that look at the files of the work tree: a filter of the repository's own configuration would run.
  private static let workTreeVerbs: Set<String> = ["status", "diff", "blame", "annotate", "ls-files", "grep"]
  /// Starts `git` unless its repository names filter programs or another work tree. No setting switches filters off.
  ///
  /// Outside of a repository `git diff` compares any folders. And `blame` shows lines of the file that
  /// `blame.ignoreRevsFile` names: no flag and no other value takes that back.
  private static func guardedGit(_ verb: String) -> String {
    let isBlame = verb == "blame" || verb == "annotate"
    return "sh -c 'git rev-parse --git-dir >/dev/null || exit 128; \(filterGuard); "
      + (isBlame ? blameGuard + "; " : "") + "exec git \"$@\"' git"
  }

  private static let filterGuard = """
    for s in local worktree; do if git config --$s --includes --get-regexp \
    "^(filter[.].*[.](clean|process)|core[.]worktree)$" >/dev/null 2>&1; then \
    echo "deputy: this repository names filter programs or another work tree; a human must run git here" >&2; \
    exit 126; fi; done
    """
  private static let blameGuard = """
    if git config --get blame.ignoreRevsFile >/dev/null 2>&1; then \
    echo "deputy: blame.ignoreRevsFile is set, and git would show lines of its file; a human must run git here" >&2; \
    exit 126; fi
    """

  /// The text of a command that is allowed, with the prologue and with what its programs need.
  static func prepared(_ reading: ShellReading, isSudoAllowed: Bool, _ table: ProgramTable) -> String {
    var splices = reading.splices
    for command in commands(of: reading.script) {
      splices += Self.splices(for: command.words, isSudoAllowed: isSudoAllowed, table)
    }
    splices += pipelines(of: reading.script).flatMap { nameSplices($0, table) }
    var bytes = reading.source
    for splice in splices.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      bytes.replaceSubrange(splice.range, with: Array(splice.text.utf8))
    }
    return line + "\n" + String(decoding: bytes, as: UTF8.self)
  }

  /// What the words of one command need.
  static func splices(for words: [ShellWord], isSudoAllowed: Bool, _ table: ProgramTable) -> [ShellSplice] {
    var splices: [ShellSplice] = []
    if let place = ProgramStarters.place(in: words, table) {
      splices += gitSplices(words[place...]) + cacheSplices(words, place)
      splices += SecretNames.splices(words[place...], table)
    }
    if isSudoAllowed, words.first?.text == "sudo", words.dropFirst().first?.text != "-n",
      let end = words.first?.range.upperBound
    {
      splices.append(ShellSplice(range: end..<end, text: " -n"))
    }
    return splices
  }

  /// No external diff and no text conversion behind the verbs that show differences, and no filters.
  private static func gitSplices(_ words: ArraySlice<ShellWord>) -> [ShellSplice] {
    // Flags before the verb take no values here: `--no-pager`.
    guard let program = words.first, program.text.map(ProgramStarters.programName) == "git",
      let verb = words.dropFirst().first(where: { !$0.fixedPrefix.hasPrefix("-") }), let name = verb.text
    else { return [] }
    var splices: [ShellSplice] = []
    if let flags = helperFlags[name] {
      splices.append(ShellSplice(range: verb.range.upperBound..<verb.range.upperBound, text: flags))
    }
    if name == "grep", let end = words.last?.range.upperBound {
      splices.append(ShellSplice(range: end..<end, text: " " + SecretNames.gitPathspecs))
    }
    let git = workTreeVerbs.contains(name) ? guardedGit(name) : program.text ?? "git"
    // `git config --list` would show the settings.
    splices.append(ShellSplice(range: program.range, text: name == "config" ? git : git + gitFlags))
    return splices
  }

  /// What keeps a program from writing a cache or asking a server.
  private static let quietFlags = [
    "blkid": "-c /dev/null", "dnf": "-C", "yum": "-C", "tdnf": "-C", "zypper": "--no-refresh",
    "java": "-XX:-UsePerfData", "javac": "-J-XX:-UsePerfData",
  ]

  /// What keeps `top` from making a folder for its settings, `go` from fetching the version that a folder names and
  /// running it, and `terraform` and `pip` from asking their makers' servers.
  private static let quietVariables = [
    "top": "XDG_CONFIG_HOME=/dev/null", "go": "GOTOOLCHAIN=local", "terraform": "CHECKPOINT_DISABLE=1",
    "pip": "PIP_DISABLE_PIP_VERSION_CHECK=1", "pip3": "PIP_DISABLE_PIP_VERSION_CHECK=1",
  ]

  /// True for a program that is harmful without its variable, which does not reach it through `sudo`.
  static func needsVariable(_ program: String) -> Bool { program != "top" && quietVariables[program] != nil }

  /// True for a program that is allowed only with what is added here.
  static func helps(_ program: String) -> Bool { quietVariables[program] != nil || quietFlags[program] != nil }

  /// The variables before a command and the flags behind its program.
  private static func cacheSplices(_ words: [ShellWord], _ place: Int) -> [ShellSplice] {
    guard let name = words[place].text.map(ProgramStarters.programName) else { return [] }
    if let variable = quietVariables[name], let start = words.first?.range.lowerBound, words.first?.text != "sudo" {
      return [ShellSplice(range: start..<start, text: variable + " ")]
    }
    guard let flag = quietFlags[name] else { return [] }
    let end = words[place].range.upperBound
    return [ShellSplice(range: end..<end, text: " " + flag)]
  }

  /// Names of files reach `xargs` with zero bytes between them.
  private static func nameSplices(_ pipeline: ShellScript.Pipeline, _ table: ProgramTable) -> [ShellSplice] {
    pipeline.commands.indices.flatMap { index -> [ShellSplice] in
      let words = pipeline.commands[index].words
      guard let place = ProgramStarters.place(in: words, table),
        words[place].text.map(ProgramStarters.programName) == "xargs"
      else { return [] }
      let upstream = Array(pipeline.commands[..<index])
      let isRead = startedByXargs(words[place...], table)?.readsOperands ?? true
      return NamePipe(upstream, xargs: Array(words[place...]), isRead: isRead)?.splices ?? []
    }
  }

  /// The program that `xargs` starts: `echo` where none is named. Nil where the words do not read.
  private static func startedByXargs(_ words: ArraySlice<ShellWord>, _ table: ProgramTable) -> ProgramEntry? {
    guard let xargs = table["xargs"] else { return nil }
    var reader = FlagsAndOperands(words.dropFirst().map { CommandArgument($0) }[...], title: "xargs", entry: xargs)
    guard let command = (try? reader.all())?.command.map(\.word) else { return nil }
    if command.isEmpty { return table["echo"] }
    guard let place = ProgramStarters.place(in: command, table) else { return nil }
    return command[place].text.flatMap { table[ProgramStarters.programName($0)] }
  }

  /// Every command of the script, those in substitutions too.
  private static func commands(of script: ShellScript) -> [ShellCommand] { pipelines(of: script).flatMap(\.commands) }

  private static func pipelines(of script: ShellScript) -> [ShellScript.Pipeline] {
    script.pipelines
      + script.pipelines.flatMap(\.commands).flatMap(\.substitutions).flatMap(pipelines)
  }
}
