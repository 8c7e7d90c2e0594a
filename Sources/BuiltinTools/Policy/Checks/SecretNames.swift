/// Reads of whole folders: files whose very names say that they hold secrets are left out, by what the prologue adds.
enum SecretNames {
  private static let grepPrograms: Set<String> = ["grep", "egrep", "fgrep"]

  /// `grep -r` reads all below its operands; without an operand, all below the current folder.
  static func checkGrep(_ invocation: Invocation, _ judge: CommandReview) throws(Objection) {
    let includes = invocation.flags.filter { $0.name == "--include" }.compactMap(\.value)
    for include in includes { try checkName(include, judge) }
    let operands = files(of: invocation)
    for file in operands { try judge.check(file, .file, of: invocation.title) }
    guard isRecursive(invocation) else { return }
    // Behind an `--exclude`, every file counts that no pattern names.
    let isOpen = invocation.flags.first { ["--include", "--exclude"].contains($0.name) }?.name == "--exclude"
    let isKnown = grepPrograms.contains(invocation.title)
    try checkTrees(Array(operands), isOpen ? [] : includes, invocation, judge, isKnown: isKnown)
  }

  /// The operands that are read: all but the pattern, and all where a flag gives the pattern.
  private static func files(of invocation: Invocation) -> ArraySlice<CommandArgument> {
    invocation.operands.dropFirst(invocation.has("-e", "--regexp", "-f", "--file") ? 0 : 1)
  }

  /// `rg` does so without a flag, but where it reads from a pipe.
  static func checkRipgrep(_ invocation: Invocation, _ judge: CommandReview) throws(Objection) {
    let globs = invocation.flags.filter { ["-g", "--glob", "--iglob"].contains($0.name) }.compactMap(\.value)
    let includes = globs.filter { !$0.prefix.hasPrefix("!") }
    for include in includes { try checkName(include, judge) }
    if invocation.has("--files") { return }
    let operands = files(of: invocation)
    for file in operands { try judge.check(file, .tree, of: invocation.title) }
    if operands.isEmpty, !judge.upstream.isEmpty { return }
    try checkTrees(Array(operands), includes, invocation, judge, isKnown: true)
  }

  /// `diff` compares all files of two folders, below them too with `-r`; `sdiff` and `zdiff` start it.
  static func checkDiff(_ invocation: Invocation, _ judge: CommandReview) throws(Objection) {
    guard judge.isBeyondPrologue || invocation.title != "diff" else { return }
    if !comparesFiles(invocation) {
      throw Objection(
        "\(invocation.title)\(isRecursive(invocation) ? " -r" : "")", "would compare secret files too",
        instead: "call `diff` directly, or name files with an ending such as `.conf`")
    }
  }

  private static let fileEndings = SensitivePathRules.harmlessEndings.union([
    "conf", "cfg", "ini", "txt", "json", "yaml", "yml", "xml", "toml", "properties", "list", "service", "csv", "tsv",
    "sql", "patch", "out", "err", "gz", "bz2", "xz", "zst",
  ])

  /// True where one of the two is no folder, as its ending says. With `-N`, what is not there counts as a folder.
  private static func comparesFiles(_ invocation: Invocation) -> Bool {
    !isRecursive(invocation) && !invocation.has("-N", "--new-file")
      && invocation.operands.contains { operand in
        guard let name = operand.text?.split(separator: "/").last else { return false }
        let pieces = name.split(separator: ".", omittingEmptySubsequences: false)
        return name == "-" || pieces.count > 1 && fileEndings.contains(String(pieces.last ?? ""))
      }
  }

  private static func isRecursive(_ invocation: Invocation) -> Bool {
    invocation.has("-r", "-R", "--recursive", "--dereference-recursive")
  }

  private static func checkName(_ value: CommandArgument, _ judge: CommandReview) throws(Objection) {
    guard let text = value.text ?? value.word.patternText else {
      throw Objection(value.shown, "is a pattern that is only known when it runs", instead: "write it out")
    }
    let names = text.split(separator: "/").map { NamePattern(rule: $0) }
    if !text.hasPrefix("*."), judge.paths.forbids(PathPattern(base: .start, names: names), for: .content) {
      throw CommandReview.secret(value)
    }
  }

  private static func checkTrees(
    _ operands: [CommandArgument], _ includes: [CommandArgument], _ invocation: Invocation, _ judge: CommandReview,
    isKnown: Bool
  ) throws(Objection) {
    let isNarrow = !includes.isEmpty && !judge.isSuper && includes.allSatisfy { isHarmless($0, judge.paths) }
    if isNarrow { return }
    let trees = operands.isEmpty ? [CommandArgument(text: ".")] : operands
    for tree in trees { try judge.checkPath(tree, for: .tree, of: invocation.title) }
    let areLogs = trees.allSatisfy { isLog(PathPattern($0.word, in: judge.folder)) }
    guard areLogs || isKnown && !judge.isBeyondPrologue else {
      throw Objection(
        "\(invocation.title) \(trees[0].shown)", "would read secret files below `\(trees[0].shown)`",
        instead: "call `grep -r` directly, or name the files")
    }
  }

  /// True for `*.swift` and its like: sources and logs, among which no secret is known.
  static func isHarmless(_ pattern: CommandArgument, _ paths: SensitivePaths) -> Bool {
    guard let text = pattern.text ?? pattern.word.patternText, text.hasPrefix("*."),
      SensitivePathRules.harmlessEndings.contains(String(text.dropFirst(2)))
    else { return false }
    return !paths.forbids(PathPattern(base: .start, names: [NamePattern(rule: text)]), for: .content)
  }

  /// True for /var/log and what is below it.
  static func isLog(_ path: PathPattern) -> Bool {
    path.base == .root && !path.mayLeaveBase && path.names.count > 1
      && path.names[0] == NamePattern(literal: "var") && path.names[1] == NamePattern(literal: "log")
  }

  // MARK: What the prologue adds

  /// What a program that reads folders gets behind its words, at `words`; nothing for any other.
  static func splices(_ words: ArraySlice<ShellWord>, _ table: ProgramTable) -> [ShellSplice] {
    guard let name = words.first?.text.map(ProgramStarters.programName), let entry = table[name] else { return [] }
    if name == "find" { return FindLanguage.splices(words, table) }
    guard grepPrograms.contains(name) || ["rg", "diff"].contains(name) else { return [] }
    var reader = FlagsAndOperands(words.dropFirst().map { CommandArgument($0) }[...], title: name, entry: entry)
    guard let invocation = try? reader.all() else { return [] }
    if name == "diff" { return comparesFiles(invocation) ? [] : insertion(diffFlags, in: words) }
    guard name == "rg" || isRecursive(invocation) else { return [] }
    let operands = files(of: invocation)
    if !operands.isEmpty, operands.allSatisfy({ isLog(PathPattern($0.word, in: .start)) }) { return [] }
    return insertion(name == "rg" ? ripgrepFlags : grepFlags, in: words)
  }

  /// The last of two patterns that contradict each other counts, so these stand behind the others.
  private static func insertion(_ text: String, in words: ArraySlice<ShellWord>) -> [ShellSplice] {
    let dashes = words.first { $0.text == "--" }
    guard let place = dashes?.range.lowerBound ?? words.last?.range.upperBound else { return [] }
    return [ShellSplice(range: place..<place, text: dashes == nil ? " " + text : text + " ")]
  }

  private static let grepFlags =
    (SensitivePathRules.leftOut.map { "--exclude='\($0)'" }
    + SensitivePathRules.leftOutFolders.map { "--exclude-dir=\($0)" }).joined(separator: " ")
  private static let diffFlags =
    (SensitivePathRules.leftOut + SensitivePathRules.leftOutFolders).map { "-x '\($0)'" }.joined(separator: " ")
  private static let ripgrepFlags =
    (SensitivePathRules.leftOut + SensitivePathRules.leftOutFolders).map { "-g '!\($0)'" }.joined(separator: " ")

  /// What stands behind all words of `git grep`: files of the repository, wherever in it they lie.
  static let gitPathspecs =
    (SensitivePathRules.leftOut + SensitivePathRules.leftOutFolders.map { "\($0)/**" })
    .map { "':(exclude,top,glob,icase)**/\($0)'" }.joined(separator: " ")

  /// What stands in an expression of `find` before the action on what it found.
  static let findPredicates =
    (SensitivePathRules.leftOut.map { "! -name '\($0)'" }
    + SensitivePathRules.leftOutFolders.map { "! -path '*/\($0)/*'" }).joined(separator: " ")
}
