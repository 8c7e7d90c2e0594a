/// `jq`: flags of one or two values, and a program that reads no environment and no other file.
enum JQLanguage {
  private static let letters = Set("rcsneRSMCja")
  private static let long: Set<String> = [
    "--raw-output", "--compact-output", "--slurp", "--null-input", "--exit-status", "--raw-input", "--sort-keys",
    "--monochrome-output", "--color-output", "--join-output", "--ascii-output", "--tab", "--unbuffered", "--stream",
    "--seq", "--raw-output0",
  ]

  static func check(
    _ arguments: [CommandArgument], _ judge: CommandReview, _ title: String, _ entry: ProgramEntry
  ) throws(Objection) {
    guard judge.added == .none || judge.added == .paths(areReadable: true) else {
      throw Objection(title, "would take flags from what it is given")
    }
    var rest = arguments[...]
    var program: CommandArgument?
    while let next = rest.popFirst() {
      let text = next.text
      if text == "--arg" || text == "--argjson" {
        guard rest.count >= 2, !rest.prefix(2).contains(where: \.word.maySplit) else {
          throw Objection("jq \(text ?? "")", "lacks its values")
        }
        rest.removeFirst(2)
      } else if text == "--indent" {
        try judge.check(rest.popFirst() ?? CommandArgument(text: ""), .number, of: title)
      } else if next.prefix.hasPrefix("-"), next.prefix.count > 1 {
        let isKnown =
          text.map { long.contains($0) || !$0.hasPrefix("--") && $0.dropFirst().allSatisfy(letters.contains) } ?? false
        guard isKnown else {
          throw Objection("jq \(next.shown)", "is not known to be read-only", instead: "leave it out")
        }
      } else if program == nil {
        program = next
      } else if next.mayBecomeFlag {
        throw Objection(next.shown, "may become a flag of `jq`", instead: "begin it with `./`")
      } else {
        try judge.checkPath(next, for: .content, of: title)
      }
    }
    guard let program else { throw Objection(title, "lacks its program", instead: "use `jq . FILE`") }
    try checkProgram(program, of: title)
  }

  static func checkProgram(_ program: CommandArgument, of title: String) throws(Objection) {
    guard let text = program.text else {
      throw Objection(
        "\(title) \(program.shown)", "has a program that is only known when it runs", instead: "put it in single quotes"
      )
    }
    for word in text.split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "$" || $0 == "@") }) {
      let name = word.drop { $0 == "$" }
      let words = [
        "env", "ENV", "import", "include", "input_filename", "debug", "stderr", "input_line_number", "getpath_env",
        "halt_error", "load", "load_str", "strenv", "envsubst", "eval", "system", "exec", "modulemeta",
        "get_search_list",
      ]
      guard words.contains(String(name)) else { continue }
      throw Objection("\(title) \(word)", "reads more than its input", instead: "leave it out")
    }
  }
}
