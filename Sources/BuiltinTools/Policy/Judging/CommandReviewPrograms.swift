// One command: its program, its flags, its operands.

extension CommandReview {
  private static let systemFolders: Set<String> = [
    "/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin", "/opt/homebrew/bin",
  ]

  /// Judges the words of a command, its program first.
  func check(_ arguments: [CommandArgument]) throws(Objection) {
    guard let first = arguments.first else { throw Objection("", "is no command") }
    try HardRules.check(arguments, in: self)
    do {
      try checkProgram(first, arguments)
    } catch {
      if !error.isHard { try HardRules.checkPaths(arguments, in: self) }
      throw error
    }
  }

  private func checkProgram(_ first: CommandArgument, _ arguments: [CommandArgument]) throws(Objection) {
    guard let spelled = first.text else {
      throw Objection(first.shown, "is a program that is only known when it runs", instead: "write its name out")
    }
    let name = try Self.programName(spelled)
    let words = [name] + arguments.dropFirst().map(\.text)
    if let rule = configuration.deny.first(where: { $0.fits(words) }) {
      throw Objection(
        rule.prefix.joined(separator: " "), "is forbidden by a deny rule of the configuration",
        instead: "ask the operator", isHard: true)
    }
    if configuration.extraReadOnly.contains(where: { $0.fits(words) }), arguments.allSatisfy({ $0.text != nil }) {
      return
    }
    guard let entry = table[name] else { throw Self.unknown(name) }
    try check(arguments.dropFirst(), title: name, entry: entry)
  }

  static func unknown(_ name: String) -> Objection {
    Objection(
      name, "is not known to be read-only", instead: "use a program that only shows things, or let a human allow it")
  }

  private static func programName(_ spelled: String) throws(Objection) -> String {
    guard let slash = spelled.lastIndex(of: "/") else { return spelled }
    guard systemFolders.contains(String(spelled[..<slash])) else {
      throw Objection(spelled, "is a program outside of the system's folders", instead: "name it without its folder")
    }
    return String(spelled[spelled.index(after: slash)...])
  }

  func check(_ arguments: ArraySlice<CommandArgument>, title: String, entry: ProgramEntry) throws(Objection) {
    if isBeyondPrologue ? PolicyPrologue.helps(title) : isSuper && PolicyPrologue.needsVariable(title) {
      throw Objection(title, "cannot be made safe inside of another command", instead: "call it directly")
    }
    if !title.contains(" "), isOnlyAboutItself(arguments, entry) { return }
    if let language = entry.language.flatMap({ Languages.all[$0] }) {
      return try language(Array(arguments), self, title, entry)
    }
    if !entry.verbs.isEmpty { return try checkVerb(arguments, title: title, entry: entry) }
    if let reason = entry.asks { throw Objection(title, reason) }
    var reader = FlagsAndOperands(arguments, title: title, entry: entry)
    let invocation = try reader.all()
    try check(reader.checks, of: title)
    try checkAddedOperands(invocation)
    for name in entry.checks {
      guard let check = Checks.all[name] else { throw Objection(title, "has the unknown check `\(name)` in its table") }
      try check(invocation, self)
    }
    if !invocation.command.isEmpty { try check(invocation.command) }
  }

  /// `--version` and `--help` alone; for a program that asks otherwise, also a flag that its table names.
  private func isOnlyAboutItself(_ arguments: ArraySlice<CommandArgument>, _ entry: ProgramEntry) -> Bool {
    guard arguments.count == 1, added == .none, let text = arguments.first?.text else { return false }
    if entry.asks != nil, entry.language == nil, entry.flags[text] == .some(.none) { return true }
    return ["--version", "--help"].contains(text)
      && (entry.asks == nil || entry.language != nil || entry.flags["--version"] != nil)
  }

  private func checkVerb(_ arguments: ArraySlice<CommandArgument>, title: String, entry: ProgramEntry) throws(Objection)
  {
    var head = entry
    if let bare = entry.verbs["-"] {
      head.flags.merge(bare.flags) { $1 }
      head.takesNumberFlag = bare.takesNumberFlag
    }
    var reader = FlagsAndOperands(arguments, title: title, entry: head)
    let rest = try reader.flagsBeforeVerb()
    try check(reader.checks, of: title)
    guard let word = rest.first else {
      guard let bare = entry.verbs["-"] else {
        throw Objection(title, "has no subcommand that is known to be read-only", instead: entry.hint ?? "name one")
      }
      return try check(arguments, title: title, entry: bare)
    }
    guard let verb = word.text, let inner = entry.verbs[verb] ?? entry.verbs["*"] else {
      let known = entry.verbs.keys.filter { $0 != "-" && $0 != "*" }.sorted().prefix(12).map { "`\($0)`" }
      throw Objection(
        "\(title) \(word.shown)", "is not known to be read-only",
        instead: entry.hint ?? "read-only are \(known.joined(separator: ", "))")
    }
    // Flags before the verb count as if they stood behind it, so that what a verb needs is found.
    let flags = arguments.prefix(arguments.count - rest.count)
    let passed = entry.hasSeparateFlags ? [] : flags
    let all = entry.verbs["*"] != nil && entry.verbs[verb] == nil ? passed + rest : passed + rest.dropFirst()
    try check(all, title: entry.verbs[verb] == nil ? title : "\(title) \(verb)", entry: inner)
  }

  private func check(
    _ values: [(CommandArgument, ValueKind, isBehindOperand: Bool)], of title: String
  ) throws(Objection) {
    for (argument, kind, isBehindOperand) in values {
      try check(argument, kind, of: title)
      // Where a program does not look for flags behind operands, this value is an operand too.
      // So is a text, where names from a pipe may be flags that make it one.
      if isBehindOperand || added != .none, kind == .text,
        argument.prefix.hasPrefix("/") || argument.prefix.hasPrefix("~")
      {
        try checkPath(argument, for: .content, of: title)
      }
    }
  }

  /// Names from a pipe or from `find` become operands: they may, where the program cannot do harm with them.
  private func checkAddedOperands(_ invocation: Invocation) throws(Objection) {
    guard added != .none, added != .numbers, invocation.command.isEmpty else { return }
    let entry = invocation.entry
    guard entry.operands.repeats, entry.isPlain || added.arePaths else {
      throw Objection(
        invocation.title, "would take flags from what it is given",
        instead: "let `find` give the names, or use cat, head, ls or stat there")
    }
    if entry.readsOperands, !added.areReadable {
      throw Objection(
        invocation.title, "would read files that are only known when it runs",
        instead: "let `find` in a folder give the names, for example `find /var/log -name '*.log' -exec …`")
    }
  }
}
