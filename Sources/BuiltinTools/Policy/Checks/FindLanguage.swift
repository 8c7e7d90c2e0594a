/// `find`: its predicates are a language of words; the ones that change nothing are listed.
enum FindLanguage {
  private static let plain: Set<String> = [
    "-print", "-print0", "-ls", "-prune", "-depth", "-d", "-xdev", "-mount", "-x", "-daystart", "-noleaf", "-empty",
    "-true", "-false", "-readable", "-writable", "-executable", "-nouser", "-nogroup", "-quit", "-o", "-or", "-a",
    "-and", "!", "-not", "(", ")", ",", "-warn", "-nowarn", "-ignore_readdir_race",
  ]
  private static let withValue: Set<String> = [
    "-name", "-iname", "-path", "-ipath", "-wholename", "-iwholename", "-lname", "-ilname", "-regex", "-iregex",
    "-regextype", "-type", "-xtype", "-size", "-mtime", "-atime", "-ctime", "-mmin", "-amin", "-cmin", "-maxdepth",
    "-mindepth", "-perm", "-user", "-group", "-uid", "-gid", "-links", "-inum", "-fstype", "-used", "-printf",
    "-newermt", "-newerat", "-newerct", "-flags", "-context", "-iregex",
  ]
  private static let withFile: Set<String> = ["-newer", "-anewer", "-cnewer", "-samefile", "-newermm", "-neweraa"]
  private static let actions: Set<String> = ["-print", "-print0", "-printf", "-ls", "-exec", "-quit"]
  private static let harmful: [String: String] = [
    "-delete": "deletes files", "-fprint": "writes a file", "-fprint0": "writes a file", "-fprintf": "writes a file",
    "-fls": "writes a file", "-ok": "asks at a terminal", "-okdir": "asks at a terminal",
    "-execdir": "runs a command in every folder", "-files0-from": "reads names from a file",
  ]

  /// The arguments in their parts.
  private struct Reading {
    var starts: [CommandArgument] = []
    var predicates: Set<String> = []
    var patterns: [CommandArgument] = []
    /// The names that whatever an action gets has to fit: those before the first action, outside of parentheses.
    var narrowing: [CommandArgument] = []
    var commands: [(words: [CommandArgument], isLong: Bool)] = []
    /// Where each `-exec` begins, the `!` before it included.
    var actions: [Int] = []
  }

  static func check(
    _ arguments: [CommandArgument], _ judge: CommandReview, _ title: String, _ entry: ProgramEntry
  ) throws(Objection) {
    guard judge.added == .none else { throw Objection(title, "would take predicates from what it is given") }
    let reading = try read(arguments)
    for start in reading.starts { try judge.checkPath(start, for: .name, of: title) }
    let isBounded = ["-xdev", "-mount", "-x", "-maxdepth", "-fstype", "-prune"].contains {
      reading.predicates.contains($0)
    }
    if !isBounded, let root = reading.starts.first(where: { isRoot($0, judge) }) {
      throw Objection(
        "find \(root.shown)", "walks every file system, network ones too", instead: "use `find \(root.shown) -xdev …`")
    }
    for command in reading.commands { try check(command.words, isLong: command.isLong, reading, judge) }
  }

  private static func isRoot(_ start: CommandArgument, _ judge: CommandReview) -> Bool {
    let path = PathPattern(start.word, in: judge.folder)
    return path.base == .root && path.names.allSatisfy(\.isOnlyWild)
  }

  private static func check(
    _ words: [CommandArgument], isLong: Bool, _ reading: Reading, _ judge: CommandReview
  ) throws(Objection) {
    var inner = judge
    inner.upstream = []
    inner.isBeyondPrologue = true
    var command: [CommandArgument] = []
    var count = 0
    for word in words {
      guard let text = word.text else {
        throw Objection(word.shown, "is only known when it runs", instead: "write it out")
      }
      if text == "{}" {
        count += 1
        command.append(CommandArgument(text: "./found"))
      } else if text.utf8Contains("{}") {
        throw Objection(
          "find -exec \(text)", "builds a word from a file name", instead: "use `{}` as a word of its own")
      } else {
        command.append(word)
      }
    }
    guard let name = command.first?.text.map(ProgramStarters.programName), !ProgramStarters.languages.contains(name)
    else {
      throw Objection(
        "find -exec \(command.first?.shown ?? "")", "starts another program starter", instead: "name the program itself"
      )
    }
    if count > 0 { inner.added = .paths(areReadable: areReadable(reading, judge)) }
    if count > 1 || isLong && command.last?.text != "./found" && count > 0 {
      throw Objection("find -exec", "has `{}` where it is not known to be harmless", instead: "put one `{}` last")
    }
    try inner.check(command)
  }

  /// True where every file that is found may be read; nil where the arguments do not read as file names alone.
  static func givesReadableFiles(_ arguments: [CommandArgument], _ judge: CommandReview) -> Bool? {
    guard let reading = try? read(arguments), reading.commands.isEmpty, !reading.predicates.contains("-printf"),
      !reading.predicates.contains("-ls")
    else { return nil }
    return areReadable(reading, judge)
  }

  /// True where the names of the files are of a kind that no secret file has.
  private static func hasHarmlessNames(_ reading: Reading, _ paths: SensitivePaths) -> Bool {
    let lets = ["-o", "-or", "!", "-not", ",", "-path", "-ipath", "-wholename", "-iwholename"]
    return !lets.contains(where: reading.predicates.contains)
      && reading.narrowing.contains { SecretNames.isHarmless($0, paths) }
  }

  /// What leaves secret files out of what is found: before the action where it reads, `find … ! -name .env -exec cat {} +`.
  static func splices(_ words: ArraySlice<ShellWord>, _ table: ProgramTable) -> [ShellSplice] {
    guard let reading = try? read(words.dropFirst().map { CommandArgument($0) }), mayFindSecrets(reading) else {
      return []
    }
    return zip(reading.actions, reading.commands).compactMap { start, command in
      let program = ProgramStarters.place(in: command.words.map(\.word), table).flatMap { command.words[$0].text }
      guard let program, table[ProgramStarters.programName(program)]?.readsOperands ?? true else { return nil }
      return ShellSplice(range: start..<start, text: SecretNames.findPredicates + " ")
    }
  }

  /// True where secret files may be among what is found, so that a reader needs them left out.
  static func mayFindSecrets(_ words: [ShellWord]) -> Bool {
    (try? read(words.dropFirst().map { CommandArgument($0) })).map(mayFindSecrets) ?? true
  }

  private static func mayFindSecrets(_ reading: Reading) -> Bool {
    let areLogs =
      !reading.starts.isEmpty && reading.starts.allSatisfy { SecretNames.isLog(PathPattern($0.word, in: .start)) }
    return !areLogs && !hasHarmlessNames(reading, .standard)
  }

  private static func areReadable(_ reading: Reading, _ judge: CommandReview) -> Bool {
    // Inside of another command nothing can be left out.
    if judge.isBeyondPrologue, mayFindSecrets(reading) { return false }
    let names = reading.patterns
    for pattern in names where judge.paths.forbids(rulePath(pattern), for: .content) { return false }
    if reading.predicates.contains("-regex") || reading.predicates.contains("-iregex") { return false }
    let starts = reading.starts.isEmpty ? [CommandArgument(text: ".")] : reading.starts
    let isOpen = starts.allSatisfy { start in
      (try? judge.checkPath(start, for: .tree, of: "find")) != nil
    }
    if isOpen { return true }
    // A name such as `*.log` excludes the secret ones, where nothing else of the expression lets other names in.
    return !judge.isSuper && hasHarmlessNames(reading, judge.paths)
      && starts.allSatisfy { (try? judge.checkPath($0, for: .content, of: "find")) != nil }
  }

  private static func rulePath(_ pattern: CommandArgument) -> PathPattern {
    let names = (pattern.text ?? "*").split(separator: "/").map { NamePattern(rule: $0) }
    return PathPattern(base: .start, names: names)
  }

  private static func read(_ arguments: [CommandArgument]) throws(Objection) -> Reading {
    var reading = Reading()
    var rest = arguments[...]
    while let next = rest.first?.text, ["-H", "-L", "-P", "--"].contains(next) { rest.removeFirst() }
    while let next = rest.first, !["(", "!", ","].contains(next.text), !next.prefix.hasPrefix("-") {
      if next.mayBecomeFlag {
        throw Objection(next.shown, "may become a predicate of `find`", instead: "begin it with `./`")
      }
      reading.starts.append(next)
      rest.removeFirst()
    }
    var negation: Int?
    var parentheses = 0
    while let next = rest.popFirst() {
      let start = negation ?? next.word.range.lowerBound
      negation = next.text == "!" || next.text == "-not" ? start : nil
      guard let name = next.text else {
        throw Objection("find \(next.shown)", "has a predicate that is only known when it runs", instead: "quote it")
      }
      if let reason = harmful[name] {
        throw Objection("find \(name)", reason, instead: "leave it out: `find` prints what it finds")
      }
      if name == "(" { parentheses += 1 }
      if name == ")" { parentheses -= 1 }
      let isNarrowing = parentheses == 0 && actions.isDisjoint(with: reading.predicates)
      reading.predicates.insert(name)
      if plain.contains(name) { continue }
      if name == "-exec" {
        reading.commands.append(try command(&rest))
        reading.actions.append(start)
      } else if withValue.contains(name) || withFile.contains(name) {
        guard let value = rest.popFirst() else { throw Objection("find \(name)", "lacks its value", instead: "add it") }
        try check(value, of: name)
        if ["-name", "-iname", "-path", "-ipath", "-wholename", "-iwholename"].contains(name) {
          reading.patterns.append(value)
        }
        if isNarrowing, name == "-name" || name == "-iname" { reading.narrowing.append(value) }
      } else {
        throw Objection("find \(name)", "is not known to be read-only", instead: "leave it out")
      }
    }
    return reading
  }

  /// An unquoted pattern may become several words: harmless only where none of them can be a predicate.
  private static func check(_ value: CommandArgument, of name: String) throws(Objection) {
    let literal = value.word.parts.contains {
      if case .literal(let text, _) = $0 { text.utf8Contains(".") } else { false }
    }
    if value.isUnknown && value.word.maySplit || value.word.hasGlob && !literal {
      throw Objection("find \(name) \(value.shown)", "may become several words", instead: "quote it")
    }
  }

  private static func command(_ rest: inout ArraySlice<CommandArgument>) throws(Objection) -> (
    words: [CommandArgument], isLong: Bool
  ) {
    var words: [CommandArgument] = []
    while let next = rest.popFirst() {
      if next.text == ";" { return (words, false) }
      if next.text == "+", words.last?.text == "{}" { return (words, true) }
      words.append(next)
    }
    throw Objection("find -exec", "is not closed", instead: "end it with `{} +` or `\\;`")
  }
}
