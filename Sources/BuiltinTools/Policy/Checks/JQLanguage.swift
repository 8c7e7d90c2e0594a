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
    if judge.added != .none, program.text == "./found" {
      throw Objection(title, "would run a file's name as its program", instead: "write the program before `{}`")
    }
    try checkProgram(program, of: title)
  }

  private static let forbidden: Set<String> = [
    "env", "ENV", "import", "include", "input_filename", "debug", "stderr", "halt_error", "modulemeta",
    "get_search_list",
    "load", "load_str", "load_xml", "load_props", "load_base64", "strenv", "envsubst", "eval", "system", "exec",
  ]

  static func checkProgram(_ program: CommandArgument, of title: String) throws(Objection) {
    guard let text = program.text else {
      throw Objection(
        "\(title) \(program.shown)", "has a program that is only known when it runs", instead: "put it in single quotes"
      )
    }
    let isWordByte = { (byte: UInt8) in ShellReader.isNameByte(byte, first: false) || byte >= 0x80 }
    let bytes = Array(text.utf8)
    var position = 0
    while position < bytes.count {
      let start = position
      while position < bytes.count, isWordByte(bytes[position]) { position += 1 }
      let word = String(decoding: bytes[start..<position], as: UTF8.self)
      // `.env` is a field of the input; `..env` is not.
      let isField =
        start > 0 && bytes[start - 1] == UInt8(ascii: ".") && (start < 2 || bytes[start - 2] != UInt8(ascii: "."))
      if forbidden.contains(word), !isField {
        throw Objection("\(title) \(word)", "reads more than its input", instead: "leave it out")
      }
      position = max(position, start + 1)
    }
  }
}
