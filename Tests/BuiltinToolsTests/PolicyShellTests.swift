import BuiltinTools
import TestSupport
import Testing
import ToolCalling

@Suite(.timeLimit(.minutes(1))) struct PolicyShellTests {
  private let policy = CommandPolicy(PolicyConfiguration())

  @Test(arguments: PolicyFixtures.honestFiles)
  func `A script printed in canonical form reads back as the same script`(_ file: String) throws {
    for command in PolicyFixtures.commands(file) {
      let script = try ShellReader.script(command)
      #expect(try ShellReader.script(script.shellText) == script, "\(command)")
      #expect(
        policy.verdict(on: script.shellText, where: .local) == policy.verdict(on: command, where: .local), "\(command)")
    }
  }

  @Test(arguments: PolicyFixtures.honestFiles)
  func `No prefix of an allowed command is allowed where it is not readable`(_ file: String) {
    // Every prefix of every tenth command, in another place of the file for each file's length.
    for command in PolicyFixtures.sample(file, every: 10) {
      for end in command.indices { checkReadable(String(command[..<end])) }
    }
  }

  @Test func `No change of one character makes an unreadable command run`() {
    let others: [Character] = [
      "'", "\"", "\\", "$", "`", "(", ")", "{", "|", "&", ";", ">", "<", "\n", "*", "#", "=", "!", "-", "e",
    ]
    for (index, command) in PolicyFixtures.honestFiles.flatMap({ PolicyFixtures.sample($0, every: 30) }).enumerated() {
      let characters = Array(command)
      for place in characters.indices {
        var changed = characters
        changed[place] = others[(place + index) % others.count]
        checkReadable(String(changed))
      }
    }
  }

  /// Allowed implies readable, and stable under printing.
  private func checkReadable(_ text: String) {
    guard policy.verdict(on: text, where: .host("web1")) == .allow else { return }
    guard let script = try? ShellReader.script(text) else {
      Issue.record("allowed and not readable: \(text)")
      return
    }
    // `|&` is printed as `2>&1 |`, so the texts are compared.
    #expect((try? ShellReader.script(script.shellText))?.shellText == script.shellText, "\(text)")
  }

  @Test(arguments: [
    ("ls '\u{61}", "a single quote that is not closed", 3), ("ls `id`", "a backtick", 3),
    ("ls &", "a background `&`", 3),
    ("ls \u{202E}x", "an invisible character (U+202E)", 3), ("(ls)", "a subshell `(`", 0),
    ("ls {a,b}", "a brace", 3), ("for i in a; do ls; done", "the reserved word `for`", 0),
    ("ls >x", "the redirection `>x`", 3),
    ("echo ${x:-1}", "a `${` that is more than a name", 5), ("echo $x", "the variable `$x`", 5),
    ("echo $((1))", "`$((`", 5),
    ("A=b", "the assignment of `A` without a command", 0), ("ls |", "nothing after `|`", 3),
    ("ls &&", "nothing after `&&`", 3),
    ("cat <<EOF", "`<<`, a here-document or substitution,", 4), ("", "no command", 0),
  ])
  func `An error names the part and the byte`(_ text: String, _ part: String, _ offset: Int) {
    let error = #expect(throws: ShellSyntaxError.self) { try ShellReader.script(text) }
    #expect(error?.part == part)
    #expect(error?.offset == offset)
  }

  @Test func `Sizes and numbers are limited`() {
    #expect(throws: ShellSyntaxError.self) { try ShellReader.script(String(repeating: "a", count: 8193)) }
    #expect(throws: Never.self) { try ShellReader.script("echo " + String(repeating: "a", count: 8187)) }
    #expect(throws: ShellSyntaxError.self) {
      try ShellReader.script(Array(repeating: "ls", count: 65).joined(separator: ";"))
    }
    let deep = String(repeating: "echo $(", count: 5) + "ls" + String(repeating: ")", count: 5)
    #expect(throws: ShellSyntaxError.self) { try ShellReader.script(deep) }
  }

  /// A judgement that is not linear exceeds the time limit of the suite.
  @Test func `Long commands are judged in time`() {
    let long = ["'", "\"", "$(", "[", "\\ ", "a=", "{", "~", "*", "|ls", "-"].map {
      String(repeating: $0, count: 8000 / $0.utf8.count)
    }
    for text in long { _ = policy.verdict(on: "cat " + text, where: .local) }
    #expect(policy.verdict(on: "cat " + String(repeating: "a*", count: 4000), where: .local) != .allow)
    #expect(policy.verdict(on: "sed " + String(repeating: "p;", count: 4000), where: .local) != .allow)
  }

  @Test func `A prepared command has the prologue, and git starts no helpers`() {
    let line = PolicyPrologue.line
    #expect(line.hasPrefix("export PAGER=cat GIT_PAGER=cat MANPAGER=cat SYSTEMD_PAGER= "))
    let settings =
      " -c core.fsmonitor=false -c core.hooksPath=/dev/null -c log.showSignature=false -c gpg.program=false"
      + " -c gpg.ssh.program=false -c gpg.x509.program=false -c diff.submodule=short -c log.diffMerges=separate"
      + " -c core.attributesFile=/dev/null"
    #expect(line.contains(" GIT_CONFIG_COUNT=9 GIT_CONFIG_KEY_0=core.fsmonitor GIT_CONFIG_VALUE_0=false "))
    #expect(policy.prepared("git config --get user.name", where: .local) == line + "\ngit config --get user.name")
    #expect(
      policy.prepared("git log -p", where: .local)
        == line + "\ngit\(settings) log --no-ext-diff --no-textconv --submodule=short -p")
    let diff = policy.prepared("git diff HEAD | head", where: .local)
    let opening =
      line + "\nsh -c 'git rev-parse --git-dir >/dev/null || exit 128; for s in local worktree; do if git config "
    #expect(diff.hasPrefix(opening + "--$s --includes --get-regexp "))
    #expect(!diff.contains("blame.ignoreRevsFile"))
    let blame = policy.prepared("git blame f", where: .local)
    #expect(blame.hasPrefix(opening))
    #expect(blame.contains(" done; if git config --get blame.ignoreRevsFile >/dev/null 2>&1; then echo "))
    #expect(blame.hasSuffix(" exit 126; fi; exec git \"$@\"' git\(settings) blame --no-textconv f"))
    let flags = "--no-ext-diff --no-textconv --submodule=short --ignore-submodules=all"
    #expect(diff.hasSuffix("exec git \"$@\"' git\(settings) diff \(flags) HEAD | head"))
    #expect(policy.prepared("df -h &>/dev/null", where: .local) == line + "\ndf -h  >/dev/null 2>&1")
    #expect(policy.prepared("ls |& wc -l", where: .local) == line + "\nls  2>&1 | wc -l")
    #expect(policy.prepared("rm x", where: .local) == "rm x")
    let root = CommandPolicy(PolicyConfiguration(sudo: true))
    #expect(root.prepared("sudo df -h", where: .local) == line + "\nsudo -n df -h")
  }

  @Test(arguments: [
    ("find . -name '*.log' | xargs cat", "find . -name '*.log' -print0 | xargs -0 cat"),
    (
      "find /var/log -name a -o -name b | xargs -r cat",
      "find /var/log \\( -name a -o -name b \\) -print0 | xargs -0 -r cat"
    ),
    ("find /var/log -print | head -20 | xargs ls", "find /var/log -print0 | head -z -n 20 | xargs -0 ls"),
    (
      "find /var/log -type f | sort | tail -n 3 | xargs -d '\\n' ls",
      "find /var/log -type f -print0 | sort -z | tail -z -n 3 | xargs -0 ls"
    ),
    ("grep -rl x /var/log/app | xargs -I{} cat {}", "grep -Z -rl x /var/log/app | xargs -0 -I{} cat {}"),
    ("grep -l x /var/log/*.log | timeout 5 xargs wc", "grep -Z -l x /var/log/*.log | timeout 5 xargs -0 wc"),
    ("find /var/log -name x | timeout 5 grep xargs", "find /var/log -name x | timeout 5 grep xargs"),
    ("find /var/log -print0 | xargs -0r ls", "find /var/log -print0 | xargs -0r ls"),
    ("echo a | xargs ls", "echo a | xargs ls"),
    ("dnf list installed", "dnf -C list installed"), ("zypper lu", "zypper --no-refresh lu"),
    ("timeout 5 dnf list installed", "timeout 5 dnf -C list installed"),
    ("timeout 5 grep dnf /var/log/x", "timeout 5 grep dnf /var/log/x"),
    ("timeout 5 pgrep -a java", "timeout 5 pgrep -a java"), ("nice ps -C java -o pid", "nice ps -C java -o pid"),
    ("timeout 5 grep git status", "timeout 5 grep git status"),
    ("env LANG=C nice -n 5 blkid", "env LANG=C nice -n 5 blkid -c /dev/null"),
    ("timeout -k 1 5 top -b -n 1", "XDG_CONFIG_HOME=/dev/null timeout -k 1 5 top -b -n 1"),
    ("cd /x && ls $PWD/a ${HOME}", "cd /x && ls \"${PWD:?}\"/a \"${HOME:?}\""),
    ("echo \"$HOME\" $? $PATH", "echo \"$HOME\" $? \"${PATH}\""),
    ("ls \"$HOME/a\" $UID $USER", "ls \"${HOME:?}/a\" \"${UID}\" \"${USER:?}\""),
    ("ls $(echo $HOME) $HOME", "ls $(echo \"${HOME}\") \"${HOME:?}\""),
    ("sh -c 'ls \"$HOME\"'", "sh -c 'ls \"$HOME\"'"), ("awk -F $UID 1 f", "awk -F \"${UID}\" 1 f"),
    ("vmstat 1 5&>/dev/null", "vmstat 1 5 >/dev/null 2>&1"), ("ls&>>/dev/null", "ls >>/dev/null 2>&1"),
    ("head -n 5 f &>/dev/null", "head -n 5 f  >/dev/null 2>&1"),
    ("ls 2>&- >&-", "ls  2>/dev/null  1>/dev/null"), ("cat <$HOME/a", "cat <\"${HOME:?}\"/a"),
    ("go version", "GOTOOLCHAIN=local go version"),
    ("nice terraform version", "CHECKPOINT_DISABLE=1 nice terraform version"),
    ("pip list", "PIP_DISABLE_PIP_VERSION_CHECK=1 pip list"),
  ])
  func `Names that are piped to xargs are kept apart by zero bytes`(_ command: String, _ prepared: String) {
    #expect(policy.prepared(command, where: .host("web1")) == PolicyPrologue.line + "\n" + prepared)
  }

  @Test func `Reads of whole folders leave files with secret names out`() {
    func prepared(_ command: String) -> String { policy.prepared(command, where: .host("web1")) }
    let grep = prepared("grep -rn --include='*.yml' x /srv 2>/dev/null")
    #expect(
      grep.hasPrefix(PolicyPrologue.line + "\ngrep -rn --include='*.yml' x /srv --exclude='.env' --exclude='.env.*' "))
    #expect(grep.contains(" --exclude='*.key' "))
    #expect(grep.hasSuffix(" --exclude-dir=.password-store 2>/dev/null"))
    #expect(prepared("grep -r -- x /srv").hasSuffix(" --exclude-dir=.password-store -- x /srv"))
    #expect(prepared("rg x /srv").hasPrefix(PolicyPrologue.line + "\nrg x /srv -g '!.env' "))
    let find = prepared("find /srv -type f -o ! -exec cat {} +")
    #expect(find.hasPrefix(PolicyPrologue.line + "\nfind /srv -type f -o ! -name '.env' "))
    #expect(find.hasSuffix(" ! -path '*/.password-store/*' ! -exec cat {} +"))
    #expect(prepared("find /srv -exec jq -R . {} +").hasSuffix(" ! -path '*/.password-store/*' -exec jq -R . {} +"))
    #expect(prepared("diff -r /srv/a /srv/b").hasPrefix(PolicyPrologue.line + "\ndiff -r /srv/a /srv/b -x '.env' "))
    #expect(prepared("diff /srv/a /srv/b").hasPrefix(PolicyPrologue.line + "\ndiff /srv/a /srv/b -x '.env' "))
    #expect(prepared("diff -N /srv/a b.conf").hasPrefix(PolicyPrologue.line + "\ndiff -N /srv/a b.conf -x '.env' "))
    let search = prepared("git grep -n x -- src | head")
    #expect(search.contains(" grep -n x -- src ':(exclude,top,glob,icase)**/.env' "))
    #expect(search.hasSuffix(" ':(exclude,top,glob,icase)**/.password-store/**' | head"))
    #expect(prepared("find /srv | xargs cat").hasSuffix(" ! -path '*/.password-store/*' -print0 | xargs -0 cat"))
    #expect(prepared("find /srv | xargs -n 1") == PolicyPrologue.line + "\nfind /srv -print0 | xargs -0 -n 1")
    for command in [
      "find /srv -exec ls -l {} +", "grep -r x /var/log", "find /var/log -type f -exec cat {} +", "grep x /srv/f",
      "diff -u a.conf b.conf",
      "find . -name '*.py' -exec cat {} +",
    ] {
      #expect(prepared(command) == PolicyPrologue.line + "\n" + command)
    }
  }

  @Test func `Rules of the configuration are checked by their examples`() {
    let good = PolicyRule(["mytool", "show"], match: ["mytool show all"], notMatch: ["mytool set x"])
    let bad = PolicyRule(["mytool"], match: ["other x"], notMatch: ["mytool set x"])
    #expect(PolicyConfiguration(extraReadOnly: [good]).problems().isEmpty)
    #expect(
      PolicyConfiguration(deny: [bad]).problems() == [
        "The policy rule `mytool` does not fit its example `other x`.",
        "The policy rule `mytool` fits `mytool set x`, which it must not.",
      ])
    let policy = CommandPolicy(PolicyConfiguration(level: .full, deny: [PolicyRule(["df"])], extraReadOnly: [good]))
    #expect(policy.verdict(on: "mytool show all | wc -l", where: .local) == .allow)
    #expect(
      policy.verdict(on: "timeout 5 df -h", where: .local)
        == .deny(reason: "`df` is forbidden by a deny rule of the configuration; ask the operator."))
  }

  @Test func `The tables of programs read without an error and can be extended`() throws {
    var table = ProgramTable()
    for text in ProgramTable.builtInTexts { try table.add(text) }
    #expect(table.names.count > 500)
    try table.add("mytool\n  -v --count=NUMBER\n  takes FILE*")
    let policy = CommandPolicy(PolicyConfiguration(), table: table)
    #expect(policy.verdict(on: "mytool --count=3 /etc/hosts", where: .local) == .allow)
    #expect(policy.verdict(on: "mytool --cou=3 /etc/hosts", where: .local) != .allow)
    let error = #expect(throws: ProgramTableError.self) { try table.add("x\n  oops") }
    #expect(error?.sentence == "Line 2 of the program table: `oops` is neither a flag nor a keyword.")
  }

  @Test(arguments: [
    ("-ab -a=TEXT", "-a"), ("-n=NUMBER -vn", "-n"), ("--x[TEXT]\n  --x=TEXT", "--x"), ("-vi\n  not -i : writes", "-i"),
    ("not -i : writes\n  -i", "-i"),
  ])
  func `A flag that an entry defines with two meanings is an error`(_ lines: String, _ flag: String) {
    var table = ProgramTable()
    let error = #expect(throws: ProgramTableError.self) { try table.add("x\n  \(lines)") }
    #expect(error?.problem == "`\(flag)` is defined twice, with two meanings")
    #expect(throws: Never.self) { try table.add("x\n  -ab -b\n  verb y\n    -a=TEXT\n  verb z\n    -a") }
  }
}
