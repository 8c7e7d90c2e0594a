/// Reads the text form of the program tables.
///
/// ```
/// # a comment
/// head                                  names of programs, at the left border
///   -qvz --quiet --verbose              flags without a value, short ones in one cluster
///   -n=NUMBER --lines=NUMBER            a value is required (glued or the next word; long: also `=`)
///   -i[TEXT] --color[auto|never]        a value may be glued on
///   -NUMBER                             a number as a flag: `-20`
///   not -f --follow : never ends        a flag that does harm, with the reason that is told
///   needs -c --count                    one of these must be given
///   hint use `ping -c 4 HOST`           told with every refusal
///   takes WORD FILE*                    operands: `?` may be missing, `*` any number, `+` at least one
///   check sed                           a check in Swift on top
///   language find                       a reader in Swift instead of the flags
///   reads                                 files are read whose names are operands of the kind TEXT
///   plain, tame, strict, words, separate   see `ProgramEntry`
///   asks : starts a shell               never runs by itself
///   verb status show                    the same again for a subcommand, indented below
/// ```
/// Kinds of values are in `ValueKind`. Indentation is two spaces a level.
struct ProgramTableReader {
  private struct Line {
    var number: Int
    var indent: Int
    var words: [String]
  }

  /// What the lines of one entry, without those that it inherits, say of a flag.
  private enum Meaning: Hashable {
    case known(ProgramEntry.FlagValue)
    case refused
  }

  private var lines: [Line] = []
  private var index = 0
  private var meanings: [String: Meaning] = [:]

  init(_ text: String) {
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let words = line.split(separator: " ").map(String.init)
      if words.isEmpty || words[0].hasPrefix("#") { continue }
      lines.append(Line(number: number + 1, indent: line.prefix { $0 == " " }.count, words: words))
    }
  }

  /// All entries, each under each of its names.
  mutating func entries() throws(ProgramTableError) -> [(String, ProgramEntry)] {
    var result: [(String, ProgramEntry)] = []
    while index < lines.count {
      let line = lines[index]
      guard line.indent == 0 else { throw ProgramTableError(line: line.number, problem: "no program above this line") }
      index += 1
      let entry = try body(deeperThan: 0, from: ProgramEntry())
      result += line.words.map { ($0, entry) }
    }
    return result
  }

  private mutating func body(
    deeperThan indent: Int, from start: ProgramEntry
  ) throws(ProgramTableError) -> ProgramEntry {
    let outer = meanings
    defer { meanings = outer }
    meanings = [:]
    var entry = start
    while index < lines.count, lines[index].indent > indent {
      let line = lines[index]
      index += 1
      if line.words[0] == "verb" {
        // A verb takes the flags of what it belongs to as well.
        var inherited = ProgramEntry()
        if !entry.hasSeparateFlags {
          inherited.flags = entry.flags
          inherited.refused = entry.refused
          inherited.needs = entry.needs
        }
        inherited.hint = entry.hint
        inherited.hasWordFlags = entry.hasWordFlags
        let verb = try body(deeperThan: line.indent, from: inherited)
        for name in line.words.dropFirst() { entry.verbs[name] = verb }
      } else {
        try read(line, into: &entry)
      }
    }
    return entry
  }

  private mutating func read(_ line: Line, into entry: inout ProgramEntry) throws(ProgramTableError) {
    let rest = line.words.dropFirst()
    switch line.words[0] {
    case "takes": entry.operands = try operands(Array(rest), line)
    case "needs": entry.needs.append(Array(rest))
    case "hint": entry.hint = rest.joined(separator: " ")
    case "check": entry.checks += rest
    case "language": entry.language = rest.first
    case "asks": entry.asks = reason(line)
    case "not":
      for flag in rest.prefix(while: { $0 != ":" }) {
        try note(.refused, of: flag, line)
        entry.refused[flag] = reason(line)
      }
    default:
      for word in line.words { try readWord(word, line, into: &entry) }
    }
  }

  private func reason(_ line: Line) -> String {
    line.words.drop { $0 != ":" }.dropFirst().joined(separator: " ")
  }

  private mutating func readWord(_ word: String, _ line: Line, into entry: inout ProgramEntry) throws(ProgramTableError)
  {
    switch word {
    case "plain": entry.isPlain = true
    case "tame": entry.isTame = true
    case "reads": entry.readsTexts = true
    case "strict": entry.stopsAtOperand = true
    case "separate": entry.hasSeparateFlags = true
    case "words": entry.hasWordFlags = true
    case "-NUMBER": entry.takesNumberFlag = true
    default:
      guard word.hasPrefix("-"), word.count > 1 else {
        throw ProgramTableError(line: line.number, problem: "`\(word)` is neither a flag nor a keyword")
      }
      try addFlag(word, line, to: &entry)
    }
  }

  /// A flag that two lines read differently would hide an operand from the checks, so it is an error.
  private mutating func note(_ meaning: Meaning, of flag: String, _ line: Line) throws(ProgramTableError) {
    guard let former = meanings.updateValue(meaning, forKey: flag), former != meaning else { return }
    throw ProgramTableError(line: line.number, problem: "`\(flag)` is defined twice, with two meanings")
  }

  private mutating func addFlag(
    _ word: String, _ line: Line, to entry: inout ProgramEntry
  ) throws(ProgramTableError) {
    let name = String(word.prefix { $0 != "=" && $0 != "[" })
    let rest = word.dropFirst(name.count)
    let value: ProgramEntry.FlagValue =
      rest.first == "="
      ? .required(ValueKind(String(rest.dropFirst())))
      : rest.first == "[" ? .optional(ValueKind(String(rest.dropFirst().dropLast()))) : .none
    let isOne = name.hasPrefix("--") || entry.hasWordFlags || value != .none
    for flag in isOne ? [name] : name.dropFirst().map({ "-\($0)" }) {
      try note(.known(value), of: flag, line)
      entry.flags[flag] = value
    }
  }

  private typealias FlagValue = ProgramEntry.FlagValue

  private func operands(_ words: [String], _ line: Line) throws(ProgramTableError) -> ProgramEntry.Operands {
    var result = ProgramEntry.Operands()
    for word in words {
      let mark = word.last
      let name = mark == "*" || mark == "?" || mark == "+" ? String(word.dropLast()) : word
      guard !name.isEmpty, !result.repeats else {
        throw ProgramTableError(line: line.number, problem: "`\(word)` stands behind an operand that repeats")
      }
      result.kinds.append(ValueKind(name))
      if mark != "*" && mark != "?" { result.minimum += 1 }
      result.repeats = mark == "*" || mark == "+"
    }
    return result
  }
}
