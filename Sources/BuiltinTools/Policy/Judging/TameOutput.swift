/// Tells whether a substitution gives numbers or harmless words only, so that its text may become words of a command.
enum TameOutput {
  enum Kind {
    /// Digits, with spaces or commas between them; perhaps nothing at all.
    case numbers
    /// Harmless words.
    case words
  }

  /// Nil for any other output. `isQuoted` is true where a shell does not split it.
  static func kind(of script: ShellScript, isQuoted: Bool, in table: ProgramTable) -> Kind? {
    guard script.pipelines.count == 1, let commands = script.pipelines.first?.commands, let first = commands.first,
      commands.allSatisfy(\.printsOnlyItsOutput), first.assignments.isEmpty, let name = first.words.first?.text,
      let entry = table[name], entry.isTame, !isAboutItself(first),
      // `getconf INT_MIN` begins with a dash, and `getconf PATH` with a slash.
      name != "getconf"
    else { return nil }
    let kind = isNumbers(name, first.words) ? Kind.numbers : .words
    if kind == .words {
      if name == "pgrep" { return nil }
      if name == "date", !isTameDate(first.words, isQuoted: isQuoted) { return nil }
    }
    return commands.dropFirst().allSatisfy { onlyCuts($0, kind) } ? kind : nil
  }

  /// True for a quoted `$(date +FORMAT)` whose text begins with a letter or a digit, whatever follows: no flag.
  static func beginsHarmlessly(_ script: ShellScript) -> Bool {
    guard script.pipelines.count == 1, let commands = script.pipelines.first?.commands, let command = commands.first,
      commands.count == 1, command.printsOnlyItsOutput, command.assignments.isEmpty,
      command.words.first?.text == "date", let format = command.words.last?.text, format.hasPrefix("+%")
    else { return false }
    return format.dropFirst(2).first.map(dateFields.contains) ?? false
  }

  /// True for `$(date +%F)` and `$(uname -r)`, which every system has and which always print something.
  static func isNeverEmpty(_ script: ShellScript) -> Bool {
    guard script.pipelines.count == 1, let command = script.pipelines.first?.commands.first,
      script.pipelines.first?.commands.count == 1, command.redirections.isEmpty, !command.pipesErrors,
      command.assignments.isEmpty, command.words.count == 2
    else { return false }
    switch command.words[0].text {
    case "date": return beginsHarmlessly(script)
    case "uname": return ["-r", "-s", "-m"].contains(command.words[1].text)
    default: return false
    }
  }

  /// True where the output may be several words, each of them tame.
  static func mayBeSeveral(_ script: ShellScript, in table: ProgramTable) -> Bool {
    guard kind(of: script, isQuoted: false, in: table) != nil, let words = script.pipelines.first?.commands.first?.words
    else { return false }
    switch words.first?.text {
    case "nproc", "whoami": return false
    case "uname": return !isNeverEmpty(script)
    // `%e` may begin with a blank, and a name of a day or a month may hold one.
    case "date": return ["e", "a", "A", "b", "B", "h"].contains { words.last?.text?.utf8Contains("%\($0)") ?? true }
    case "pgrep": return !words.dropFirst().contains { ["-c", "-n", "-o"].contains($0.text) }
    default: return true
    }
  }

  /// A program's help holds flags, among other words.
  private static func isAboutItself(_ command: ShellCommand) -> Bool {
    command.words.contains { ["--help", "--version"].contains($0.text) }
  }

  /// True for `pgrep` and `pidof` without what makes them print text: names, command lines, a delimiter of any text.
  static func isNumbers(_ name: String, _ words: [ShellWord]) -> Bool {
    if words.contains(where: { $0.fixedPrefix.hasPrefix("--") }) { return false }
    if name == "nproc" || name == "pidof" { return true }
    guard name == "pgrep" else { return false }
    var rest = words.dropFirst()
    while let word = rest.popFirst() {
      guard let text = word.text else { return false }
      if text.hasPrefix("-d") {
        let delimiter = text == "-d" ? rest.popFirst()?.text ?? "x" : String(text.dropFirst(2))
        guard delimiter.allSatisfy({ ", ".contains($0) }) else { return false }
      } else if text.hasPrefix("-"), !text.dropFirst().allSatisfy({ "fnoxicPuUgGst".contains($0) || $0.isNumber }) {
        return false
      }
    }
    return true
  }

  /// `head`, `tail` and `sort` leave words as they are; a piece of a word may begin with a dash, a piece of a number not.
  private static func onlyCuts(_ command: ShellCommand, _ kind: Kind) -> Bool {
    guard command.assignments.isEmpty, let name = command.words.first?.text else { return false }
    let flags = command.words.dropFirst()
    guard flags.allSatisfy({ $0.text?.hasPrefix("-") ?? false && !($0.text ?? "").hasPrefix("--") }) else {
      return false
    }
    switch name {
    case "head", "tail":
      return flags.allSatisfy { flag in
        (flag.text ?? "").dropFirst(flag.text?.hasPrefix("-n") ?? false ? 2 : 1).allSatisfy(\.isNumber)
      }
    case "sort": return true
    case "cut": return kind == .numbers
    default: return false
    }
  }

  private static let dateFields = Set("YmdHMSFTjsbBaAyCGgVuwhNIRe")

  /// A format of fields with digits and points between them. What `%Z` and `%z` give may begin with a dash.
  private static func isTameDate(_ words: [ShellWord], isQuoted: Bool) -> Bool {
    guard let format = words.last?.text, format.hasPrefix("+") else { return false }
    var rest = format.dropFirst()
    guard let first = rest.first, first == "%" || first.isASCII && (first.isLetter || first.isNumber),
      !format.utf8Contains("..")
    else { return false }
    while let character = rest.popFirst() {
      if character == "%" {
        if rest.first == "-" { rest.removeFirst() }
        guard let field = rest.popFirst(), dateFields.contains(field) else { return false }
      } else if character == " " {
        guard isQuoted else { return false }
      } else if !character.isNumber, !"._:,+-TZ".contains(character) {
        return false
      }
    }
    return true
  }
}

extension ShellCommand {
  /// True where nothing but the program's own output goes on: no error text, and no file in place of the pipe.
  var printsOnlyItsOutput: Bool {
    !pipesErrors && redirections.allSatisfy { if case .discard = $0 { true } else { false } }
  }
}
