/// Checks of `git` on top of its flags.
enum GitChecks {
  /// A repository's own configuration runs programs: the prologue switches those off that are known.
  ///
  /// What anybody may have put down, or what cannot be told from the text, is not trusted even so.
  static func git(_ invocation: Invocation, _ judge: CommandReview) throws(Objection) {
    let title = invocation.title
    if judge.folder != judge.start, !isSettled(judge.folder) {
      throw Objection(
        title, "behind `cd` trusts the configuration of another repository",
        instead: "call it where it starts, or behind `cd` to a folder such as /srv/app")
    }
    if judge.isSuper {
      throw Objection("sudo \(title)", "trusts a repository's configuration as root", instead: "leave sudo out")
    }
    if judge.isBeyondPrologue {
      throw Objection(title, "cannot be made safe inside of another command", instead: "call it directly")
    }
    if judge.added != .none {
      throw Objection(title, "would take flags from what it is given", instead: "call it directly")
    }
    if title == "git diff" { for operand in invocation.operands { try checkIsInside(operand, judge) } }
    // The pattern of a search is the name of nothing.
    let paths = invocation.operands.dropFirst(title == "git grep" && !invocation.has("-e") ? 1 : 0)
    for operand in paths { try check(operand, judge) }
  }

  /// With a path outside of the repository, `git diff` compares any two files or folders, all below them too.
  private static func checkIsInside(_ operand: CommandArgument, _ judge: CommandReview) throws(Objection) {
    let path = PathPattern(operand.word, in: .start)
    if path.base != .start || path.mayLeaveBase {
      throw Objection(
        "git diff \(operand.shown)", "may compare folders outside of the repository",
        instead: "name paths below the current folder, or use `diff -u FILE FILE`")
    }
  }

  /// True for a folder that is written out from the root and where not everybody may put a repository.
  private static func isSettled(_ folder: PathPattern) -> Bool {
    guard folder.base == .root, folder.text != nil, let top = folder.names.first?.literal else { return false }
    if top == "var", folder.names.count < 2 || ["tmp", "run", "lock", "crash"].contains(folder.names[1].literal) {
      return false
    }
    return !["tmp", "dev", "proc", "sys", "run", "media"].contains(top)
  }

  /// A file of the repository (`HEAD:.env`) or, for `git diff`, of anywhere.
  private static func check(_ operand: CommandArgument, _ judge: CommandReview) throws(Objection) {
    let text = operand.shown
    let path = text.contains(":") ? text[text.index(after: text.lastIndex(of: ":") ?? text.startIndex)...] : text[...]
    guard text.contains(":") || path.contains("/") || path.contains(".") || path.contains("_") else { return }
    let pattern = path == text[...] ? PathPattern(operand.word, in: judge.folder) : PathPattern(String(path))
    if judge.paths.forbids(pattern, for: .content) || judge.paths.forbids(names(path), for: .content) {
      throw CommandReview.secret(operand)
    }
  }

  /// What `git` itself makes of a pathspec: `:(icase).e[n]v`, `:!x`, `*.env`.
  private static func names(_ pathspec: Substring) -> PathPattern {
    var rest = pathspec
    if rest.hasPrefix("("), let end = rest.firstIndex(of: ")") { rest = rest[rest.index(after: end)...] }
    rest = rest.drop { "!^/".contains($0) }
    var rule = ""
    while let character = rest.popFirst() {
      if character == "[", let end = rest.firstIndex(of: "]") {
        rest = rest[rest.index(after: end)...]
        rule += "?"
      } else {
        rule.append(character)
      }
    }
    return PathPattern(base: .start, names: rule.split(separator: "/").map { NamePattern(rule: $0) })
  }

  /// `git branch NAME` and `git tag NAME` make one, but for a list.
  static func list(_ invocation: Invocation, _ judge: CommandReview) throws(Objection) {
    guard let name = invocation.operands.first else { return }
    // Before 2.20, `git branch -l NAME` made a branch with a log.
    var lists = ["--list", "--contains", "--no-contains", "--merged", "--no-merged", "--points-at"]
    if invocation.title == "git tag" { lists.append("-l") }
    if invocation.flags.contains(where: { lists.contains($0.name) }) { return }
    throw Objection(
      "\(invocation.title) \(name.shown)", "makes one", instead: "use `\(invocation.title) --list PATTERN`")
  }

  /// Settings hold passwords (`http.extraHeader`, an address with a token), so only names are listed.
  static func configuration(_ invocation: Invocation, _ judge: CommandReview) throws(Objection) {
    if invocation.has("-l", "--list"), !invocation.has("--name-only") {
      throw Objection(
        "git config --list", "shows passwords that stand in settings", instead: "use `git config --list --name-only`")
    }
    for key in invocation.flags.filter({ ["--get", "--get-all"].contains($0.name) }).compactMap(\.value) {
      let name = key.text?.lowercased() ?? ""
      let parts = ["extraheader", "token", "pass", "secret", "credential", "proxy", "cookie", "key"]
      guard !name.isEmpty, !parts.contains(where: name.utf8Contains) else {
        throw Objection("git config \(key.shown)", "may show a password", instead: "ask for another setting")
      }
    }
  }
}
