/// `ps` with its two kinds of options: those with a dash, and BSD's without, of which `e` shows environments.
enum ProcessListLanguage {
  private static let letters = Set("aAdefFHjlLmNTwyMZxuV")
  private static let lettersWithValue = Set("oOpCuUgGtsqk")
  private static let bsdLetters = Set("aTrxjlsuvXZfhwcSnHmL")
  private static let bsdWithValue = Set("oOptUkq")
  private static let long: Set<String> = [
    "--forest", "--no-headers", "--no-heading", "--headers", "--cumulative", "--deselect", "--info", "--no-header",
    "--noheaders", "--noheader", "--noheading", "--noheadings",
  ]
  private static let longWithValue: Set<String> = [
    "--sort", "--format", "--pid", "--ppid", "--user", "--User", "--group", "--Group", "--cols", "--columns", "--rows",
    "--lines", "--width", "--tty", "--sid", "--quick-pid",
  ]
  private static let unixAux: Set<String> = [
    "-aux", "-auxw", "-auxww", "-auxf", "-auxwf", "-auxwwf", "-auxh", "-auxH", "-auwx", "-auxm",
  ]

  static func check(
    _ arguments: [CommandArgument], _ judge: CommandReview, _ title: String, _ entry: ProgramEntry
  ) throws(Objection) {
    if judge.added == .numbers || judge.added == .none {
    } else {
      throw Objection(title, "would take options from what it is given")
    }
    try checkSecondReading(arguments)
    var rest = arguments[...]
    while let next = rest.popFirst() {
      guard let text = next.text else {
        if next.isTame, isNumberList(next.word) { continue }
        throw Objection("ps \(next.shown)", "is only known when it runs", instead: "write it out")
      }
      if text.hasPrefix("--") {
        try checkLong(text, &rest)
      } else if text.hasPrefix("-") {
        try checkCluster(text, letters, lettersWithValue, &rest)
      } else if text.utf8.allSatisfy({ ShellReader.isDigit($0) || $0 == UInt8(ascii: ",") }) {
        continue
      } else {
        try checkCluster(" " + text, bsdLetters, bsdWithValue, &rest)
      }
    }
  }

  /// True where digits and commas are all that stands around what is put in, perhaps behind `-p`.
  private static func isNumberList(_ word: ShellWord) -> Bool {
    word.parts.enumerated().allSatisfy { index, part in
      guard case .literal(let text, _) = part else { return if case .glob = part { false } else { true } }
      let list = index == 0 && text.hasPrefix("-p") ? text.dropFirst(2) : text[...]
      return list.utf8.allSatisfy { ShellReader.isDigit($0) || $0 == UInt8(ascii: ",") }
    }
  }

  /// Options of BSD without a value.
  private static let bsdPlain = Set("aceghjlmnrsuvwxfSTXZHLV")

  /// Where an option with a dash does not read, `ps` reads all of them again as BSD's, of which `e` shows environments:
  /// `-ef -x`, `-esx`, and `-eu NAME` for a user who does not exist and whose name reads as options.
  private static func checkSecondReading(_ arguments: [CommandArgument]) throws(Objection) {
    let words = arguments.compactMap(\.text)
    // What stands behind a letter that takes a value in both languages is its value in both.
    let clusters = words.filter { $0.hasPrefix("-") && !$0.hasPrefix("--") }.map { word in
      word.dropFirst().prefix { !"oOpkqtU".contains($0) }
    }
    let glued = clusters.compactMap { cluster in
      cluster.firstIndex(where: "ugsGC".contains).map { cluster[cluster.index(after: $0)...] }
    }
    let separate = zip(words, words.dropFirst()).filter { endsBeforeValue($0.0) }.map { $0.1[...] }
    let values = (glued + separate).filter { !$0.isEmpty && $0.allSatisfy(bsdPlain.contains) }
    let read = clusters + values
    guard read.contains(where: { $0.contains("e") }), !values.isEmpty || read.contains(where: { $0.contains("x") })
    else { return }
    throw Objection(
      "ps \(words.joined(separator: " "))", "may show environments, which hold secrets",
      instead: "use `ps aux` or `ps -ef`")
  }

  /// True for an option whose value is the next word in the one language and more options in the other.
  private static func endsBeforeValue(_ word: String) -> Bool {
    word.hasPrefix("-") && !word.hasPrefix("--") && word.last.map("ugsGC".contains) ?? false
      && !word.contains(where: "oOpkqtU".contains)
  }

  private static func checkLong(_ text: String, _ rest: inout ArraySlice<CommandArgument>) throws(Objection) {
    let name = String(text.prefix { $0 != "=" })
    if long.contains(text) { return }
    guard longWithValue.contains(name) else {
      throw Objection("ps \(text)", "is not known to be read-only", instead: "use `ps aux` or `ps -ef`")
    }
    if name == text {
      try checkValue(rest.popFirst(), text)
    } else {
      try checkValue(CommandArgument(text: String(text.dropFirst(name.count + 1))), text)
    }
  }

  private static func checkCluster(
    _ text: String, _ plain: Set<Character>, _ valued: Set<Character>, _ rest: inout ArraySlice<CommandArgument>
  ) throws(Objection) {
    if unixAux.contains(text) { return }
    let cluster = text.dropFirst()
    for (index, letter) in zip(cluster.indices, cluster) {
      if valued.contains(letter), letter != "u" || text.hasPrefix("-") {
        let glued = cluster[cluster.index(after: index)...]
        // Without a list of numbers behind it, `ps` shows nothing but an error.
        if letter == "p", glued.isEmpty, !(rest.first?.text?.utf8.contains(where: ShellReader.isDigit) ?? true) {
          rest = []
          return
        }
        if letter == "p", glued.isEmpty, rest.isEmpty { return }
        return try checkValue(glued.isEmpty ? rest.popFirst() : CommandArgument(text: String(glued)), text)
      }
      guard plain.contains(letter) else {
        let reason = letter == "e" ? "shows environments, which hold secrets" : "is not known to be read-only"
        throw Objection("ps \(text.drop { $0 == " " })", reason, instead: "use `ps aux` or `ps -ef`")
      }
    }
  }

  private static func checkValue(_ value: CommandArgument?, _ option: String) throws(Objection) {
    guard let value else { throw Objection("ps \(option)", "lacks a value", instead: "add it") }
    if value.text == nil, value.isTame, !value.word.hasGlob, !value.shown.lowercased().utf8Contains("env") { return }
    guard let text = value.text, !text.hasPrefix("-") || text.hasPrefix("-%") || option.contains("sort"),
      !text.lowercased().utf8Contains("env")
    else {
      throw Objection(
        "ps \(option) \(value.shown)", "may show environments, which hold secrets", instead: "use `-o pid,user,args`")
    }
  }
}
