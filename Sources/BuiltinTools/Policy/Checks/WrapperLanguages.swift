/// Programs that start the command that stands behind them.
enum WrapperLanguages {
  /// `env NAME=value COMMAND`: harmless variables only.
  static func env(
    _ arguments: [CommandArgument], _ judge: CommandReview, _ title: String, _ entry: ProgramEntry
  ) throws(Objection) {
    var rest = arguments[...]
    while let text = rest.first?.text, let equals = text.firstIndex(of: "="), !text.hasPrefix("-") {
      let value = ShellWord(parts: [.literal(String(text[text.index(after: equals)...]), isQuoted: true)], range: 0..<0)
      try CommandReview.check(ShellCommand.Assignment(name: String(text[..<equals]), value: value))
      rest.removeFirst()
    }
    guard let first = rest.first else {
      throw Objection(
        title, "shows the environment, which holds secrets", instead: "use `printenv PATH` for one variable")
    }
    if first.prefix.hasPrefix("-") || first.text == nil {
      throw Objection("\(title) \(first.shown)", "is not known to be read-only", instead: "call the command itself")
    }
    try judge.check(Array(rest))
  }

  /// `sh -c 'script'` with a script that is there to read.
  static func sh(
    _ arguments: [CommandArgument], _ judge: CommandReview, _ title: String, _ entry: ProgramEntry
  ) throws(Objection) {
    guard arguments.count == 2, arguments[0].text == "-c", let text = arguments[1].text, judge.added == .none,
      judge.depth < 4
    else { throw Objection(title, "runs a script", instead: "run the commands themselves") }
    let reading: ShellReading
    do {
      reading = try ShellReader.reading(text)
    } catch {
      try HardRules.check(unreadable: text, in: judge)
      throw Objection(
        "\(title) -c", "runs a script that is not read-only: \(error.sentence)", instead: "run the commands themselves")
    }
    guard reading.splices.allSatisfy(\.isGuard) else {
      throw Objection(
        "\(title) -c", "has a variable without quotes, or uses what a plain sh does not know",
        instead: "quote it, or run the commands themselves")
    }
    var inner = judge
    inner.depth += 1
    inner.upstream = []
    inner.isBeyondPrologue = true
    try inner.check(reading.script)
  }

  /// `sudo -n COMMAND`, where the configuration allows it.
  static func sudo(
    _ arguments: [CommandArgument], _ judge: CommandReview, _ title: String, _ entry: ProgramEntry
  ) throws(Objection) {
    guard judge.configuration.sudo else {
      throw Objection(title, "is not configured for this host", instead: "run the command without it")
    }
    var rest = arguments[...]
    while let text = rest.first?.text, text == "-n" || text == "--non-interactive" || text == "--" {
      rest.removeFirst()
    }
    guard let first = rest.first, let name = first.text, !name.hasPrefix("-"), !name.contains("="), !judge.isSuper
    else {
      throw Objection("\(title) \(rest.first?.shown ?? "")", "is more than `sudo -n COMMAND`", instead: "use that form")
    }
    var inner = judge
    inner.isSuper = true
    try inner.check(Array(rest))
  }
}

/// `xargs`, whose operands come from data.
enum XargsLanguage {
  static func check(
    _ arguments: [CommandArgument], _ judge: CommandReview, _ title: String, _ entry: ProgramEntry
  ) throws(Objection) {
    guard judge.added == .none else { throw Objection(title, "would start what it is given", instead: "call it once") }
    var reader = FlagsAndOperands(arguments[...], title: title, entry: entry)
    let invocation = try reader.all()
    for (argument, kind, _) in reader.checks where kind == .number { try judge.check(argument, kind, of: title) }
    if invocation.command.isEmpty { return }
    var inner = judge
    inner.added = source(judge, [CommandArgument(text: "xargs")] + arguments)
    inner.isBeyondPrologue = true
    let mark = invocation.has("-I") ? invocation.value("-I")?.text : nil
    if invocation.has("-I"), mark?.isEmpty ?? true { throw Objection(title, "has an odd `-I`", instead: "use `-I{}`") }
    try inner.check(try command(invocation.command, mark: mark, added: inner.added))
  }

  /// The words that the text shows. Behind `-I`, a word that is the mark is what gets added.
  private static func command(
    _ words: [CommandArgument], mark: String?, added: AddedOperands
  ) throws(Objection) -> [CommandArgument] {
    guard let mark else { return added == .numbers ? words + [CommandArgument(text: "1")] : words }
    var kept: [CommandArgument] = []
    let isText = ["echo", "printf"].contains(words.first?.text)
    for (index, word) in words.enumerated() {
      let text = word.shown
      if !text.utf8Contains(mark) || isText && index > 1 {
        kept.append(word)
      } else if text == mark, index > 0 {
        kept.append(CommandArgument(text: added == .numbers ? "1" : "./found"))
      } else if added == .numbers, index > 0 {
        let pieces = text.split(separator: "{}", omittingEmptySubsequences: false).map(String.init)
        guard mark == "{}", !text.hasPrefix("-") else { throw Objection("xargs \(text)", "builds a flag from data") }
        kept.append(CommandArgument(text: pieces.joined(separator: "1")))
      } else {
        throw Objection("xargs \(text)", "builds a word from data", instead: "use `{}` as a word of its own")
      }
    }
    return kept
  }

  /// What the pipeline before gives: names of `find`, numbers of `pgrep`, or any text.
  private static func source(_ judge: CommandReview, _ words: [CommandArgument]) -> AddedOperands {
    if let first = judge.upstream.first, judge.upstream.count == 1, let name = first.words.first?.text,
      first.printsOnlyItsOutput, TameOutput.isNumbers(name, first.words), name != "nproc"
    {
      return .numbers
    }
    // Where nothing can be added, nothing keeps the names apart.
    guard !judge.isBeyondPrologue, !judge.mayVary,
      !judge.upstream.contains(where: { WordVariants.mayVary($0.words, in: judge) }), let first = judge.upstream.first,
      let pipe = NamePipe(judge.upstream, xargs: words.map(\.word))
    else { return .unknown }
    switch pipe.source {
    case .find:
      let arguments = first.words.dropFirst().map(judge.argument)
      guard let isReadable = FindLanguage.givesReadableFiles(arguments, judge) else { return .unknown }
      return .paths(areReadable: isReadable)
    case .grep(let isSure): return isSure ? .paths(areReadable: true) : .readable
    }
  }
}
