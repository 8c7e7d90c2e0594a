/// `test` and `[`: comparisons of texts, numbers and files.
enum TestLanguage {
  private static let onFile: Set<String> = [
    "-e", "-f", "-d", "-r", "-w", "-x", "-s", "-L", "-h", "-S", "-p", "-b", "-c", "-u", "-g", "-k", "-O", "-G", "-N",
  ]
  private static let onText: Set<String> = ["-n", "-z", "-t"]
  private static let between: Set<String> = [
    "=", "==", "!=", "-eq", "-ne", "-gt", "-ge", "-lt", "-le", "-nt", "-ot", "-ef",
  ]

  static func check(
    _ arguments: [CommandArgument], _ judge: CommandReview, _ title: String, _ entry: ProgramEntry
  ) throws(Objection) {
    guard judge.added == .none else { throw Objection(title, "would take operators from what it is given") }
    var words = arguments[...]
    if title == "[" {
      guard words.last?.text == "]" else { throw Objection("[", "lacks its `]`", instead: "add it") }
      words.removeLast()
    }
    if words.first?.text == "!" { words.removeFirst() }
    let operands: [CommandArgument]
    switch words.count {
    case 1: operands = Array(words)
    case 2:
      // `[ -gt 4 ]` is an error, which `[ $(nproc) -gt 4 ]` becomes where `nproc` is missing.
      guard let name = words.first?.text, onFile.contains(name) || onText.contains(name) || between.contains(name)
      else {
        throw unknown(words, title)
      }
      operands = Array(words.dropFirst())
      if onFile.contains(name) { try judge.checkPath(operands[0], for: .name, of: title) }
    case 3:
      guard let name = words.dropFirst().first?.text, between.contains(name) else { throw unknown(words, title) }
      operands = [words[words.startIndex], words[words.startIndex + 2]]
    default: throw unknown(words, title)
    }
    for operand in operands {
      for case .literal(let text, _) in operand.word.parts
      where text.utf8.contains(where: { Set("[]$`".utf8).contains($0) }) {
        throw Objection(
          "\(title) \(operand.shown)", "has `\(text)`, which some shells evaluate", instead: "leave it out")
      }
      if operand.word.maySplit, operand.isUnknown || operand.word.hasGlob {
        throw Objection("\(title) \(operand.shown)", "may become several words", instead: "quote it")
      }
    }
  }

  private static func unknown(_ words: ArraySlice<CommandArgument>, _ title: String) -> Objection {
    Objection(
      "\(title) \(words.map(\.shown).joined(separator: " "))", "is a test that is not known to be read-only",
      instead: "use one comparison a `test`, joined by `&&` or `||`")
  }
}
