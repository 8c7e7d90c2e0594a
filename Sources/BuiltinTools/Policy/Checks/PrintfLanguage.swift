/// `printf`, which sets variables with `-v` in bash and evaluates `a[…]` in zsh.
enum PrintfLanguage {
  static func check(
    _ arguments: [CommandArgument], _ judge: CommandReview, _ title: String, _ entry: ProgramEntry
  ) throws(Objection) {
    var words = arguments[...]
    if words.first?.text == "--" { words.removeFirst() }
    guard let format = words.first, !format.prefix.hasPrefix("-"), !format.mayBecomeFlag else {
      throw Objection(
        "\(title) \(words.first?.shown ?? "")", "has a flag, or no format", instead: "begin with the format")
    }
    for word in words {
      for case .literal(let text, _) in word.word.parts
      where text.utf8Contains("[") && (text.utf8Contains("$(") || text.utf8Contains("`")) {
        throw Objection("\(title) \(word.shown)", "has text that some shells evaluate", instead: "leave it out")
      }
    }
  }
}
