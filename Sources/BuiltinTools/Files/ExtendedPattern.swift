/// A regular expression as models write it, in the words of `grep -E` (POSIX, with the `\b`, `\<` of GNU and BSD).
///
/// Taken is what Rust's and Perl's expressions share, as far as it tells lines apart; the rest is refused with a sentence
/// that says what to write instead. What it means is the same with `rg`, except that grep compares bytes here
/// (`LC_ALL=C`). Outside of ASCII it finds lines too many: any character is a letter to `\w`, a few in a row may be one
/// (`CharacterReach`), and `\b` is left out beside such a character. `\d`, `\s` and `\B` know ASCII alone.
struct ExtendedPattern {
  let text: String
  /// True where the pattern began with `(?i)`.
  let ignoresCase: Bool

  /// The most bytes of the result; ranges outside of ASCII are written out.
  static let longestText = 32_768

  init(_ pattern: String) throws(ArgumentFault) {
    var rest = Array(pattern.unicodeScalars)[...]
    var ignoresCase = false
    while let flags = Self.takeFlags(&rest) { ignoresCase = ignoresCase || flags.contains("i") }
    var translation = PatternTranslation(rest: rest, ignoresCase: ignoresCase)
    try translation.run()
    guard translation.output.utf8.count <= Self.longestText else {
      throw ArgumentFault("The pattern of grep_search is too long once its ranges are written out; use shorter ranges.")
    }
    (text, self.ignoresCase) = (translation.output, ignoresCase)
  }

  /// A leading `(?i)`; `m` and `s` change nothing where each line is searched by itself.
  private static func takeFlags(_ rest: inout ArraySlice<Unicode.Scalar>) -> [Unicode.Scalar]? {
    guard rest.starts(with: ["(", "?"]) else { return nil }
    let flags = rest.dropFirst(2).prefix { $0 == "i" || $0 == "m" || $0 == "s" }
    guard !flags.isEmpty, rest.dropFirst(2 + flags.count).first == ")" else { return nil }
    rest = rest.dropFirst(3 + flags.count)
    return Array(flags)
  }

  /// A character outside of ASCII in both cases where case is ignored: `grep -i` knows those of ASCII alone.
  static func spellings(of scalar: Unicode.Scalar, ignoresCase: Bool) -> [String] {
    guard ignoresCase else { return [String(scalar)] }
    let (lower, upper) = (scalar.properties.lowercaseMapping, scalar.properties.uppercaseMapping)
    return lower == upper ? [lower] : [lower, upper]
  }
}

/// One pass over a pattern.
private struct PatternTranslation {
  var rest: ArraySlice<Unicode.Scalar>
  let ignoresCase: Bool
  private var pieces: [String] = []
  /// The repetition that was written last; nil where something else was.
  private var repetition: String?
  /// The borders that stand directly before the next character, as indexes of `pieces`.
  private var openBorders: [Int] = []
  /// True where a character outside of ASCII may stand directly before the next border.
  private var isBehindForeign = false
  /// The groups that are open, outermost first: the borders before each, and whether a choice ended outside of ASCII.
  private var groups: [(borders: [Int], isForeign: Bool)] = []

  init(rest: ArraySlice<Unicode.Scalar>, ignoresCase: Bool) {
    self.rest = rest
    self.ignoresCase = ignoresCase
  }

  var output: String { pieces.joined() }

  mutating func run() throws(ArgumentFault) {
    while let scalar = rest.popFirst() {
      switch scalar {
      case "*", "+", "?": try repeatLast(String(scalar))
      case "{": try takeInterval()
      case "\\": try takeEscape()
      case "(": try takeGroup()
      case ")": endGroup()
      case "|": endChoice()
      case ".": write(".", reaching: .any)
      case "[":
        let set = try BracketExpression(&rest, ignoresCase: ignoresCase)
        write(set.text, reaching: set.reach)
      case "}": write(#"\}"#)
      case _ where !scalar.isASCII: writeForeign(scalar)
      default: write(String(scalar))
      }
    }
  }

  private mutating func write(_ text: String, isForeign: Bool = false) {
    if isForeign { for border in openBorders { pieces[border] = "" } }
    pieces.append(text)
    (repetition, openBorders, isBehindForeign) = (nil, [], isForeign)
  }

  /// A border beside `\w+` only says where it ends, which it does by itself.
  private mutating func write(_ words: String, reaching reach: CharacterReach) {
    let isEndless = isNextEndless
    let isForeign = reach == .spelled || reach == .letters && isEndless
    write(reach.text(words, isEndless: isEndless), isForeign: isForeign)
  }

  /// grep sees no border between a byte that is not of ASCII and a space, so none is written there.
  private mutating func writeBorder(_ border: String) {
    guard !isBehindForeign else { return }
    openBorders.append(pieces.count)
    pieces.append(border)
    repetition = nil
  }

  /// A group, so that a repetition is not one of the last byte alone.
  private mutating func writeForeign(_ scalar: Unicode.Scalar) {
    let spellings = ExtendedPattern.spellings(of: scalar, ignoresCase: ignoresCase)
    let isRepeated = rest.first.map { "*+?{".unicodeScalars.contains($0) } ?? false
    let text = spellings.joined(separator: "|")
    write(spellings.count > 1 || isRepeated ? "(\(text))" : text, isForeign: true)
  }

  /// A lazy repetition finds the same lines as a greedy one; a possessive one does not.
  private mutating func repeatLast(_ mark: String) throws(ArgumentFault) {
    if let repetition {
      if mark == "?" { return self.repetition = nil }
      if mark == "+" { throw .unsearchable("\(repetition)+", "write `\(repetition)` alone") }
    }
    pieces.append(mark)
    (repetition, openBorders) = (mark, [])
  }

  private mutating func takeInterval() throws(ArgumentFault) {
    guard let interval = PatternInterval(rest) else { return write(#"\{"#) }
    rest = interval.rest
    try repeatLast(interval.text)
  }

  /// True where what is written next is repeated without end, or so often that it might as well be.
  private var isNextEndless: Bool {
    switch rest.first {
    case "*", "+": true
    case "{": (PatternInterval(rest.dropFirst())?.most).map { $0 > CharacterReach.longestRepetition } ?? false
    default: false
    }
  }

  private mutating func takeEscape() throws(ArgumentFault) {
    switch try PatternEscape(&rest) {
    case .kind(let kind, true): write("[^\(kind)]", reaching: .any)
    case .kind(let kind, false): write("[\(kind)]", reaching: kind == PatternEscape.word ? .letters : .ascii)
    case .border(let border): if border.hasPrefix("\\") { writeBorder(border) } else { write(border) }
    case .character("\n"):
      throw .unsearchable(#"\n"#, "search for the text of one line")
    case .character("\0"): throw .unsearchable(#"\0"#, "search for the text beside the NUL")
    case .character(let scalar) where !scalar.isASCII: writeForeign(scalar)
    case .character(let scalar):
      write(#".[]()*+?{}|^$\"#.unicodeScalars.contains(scalar) ? "\\\(scalar)" : String(scalar))
    }
  }

  private static let refusedGroups: [(mark: String, advice: String)] = [
    ("?<=", lookAdvice), ("?<!", lookAdvice), ("?=", lookAdvice), ("?!", lookAdvice),
    ("?P=", "write out the text that comes again"), ("?P<", nameAdvice), ("?<", nameAdvice),
    ("?'", nameAdvice), ("?i", flagAdvice), ("?-", flagAdvice), ("?", "write a plain group, `(…)`"),
  ]
  private static let lookAdvice = "leave it out and pick from the lines that match the rest"
  private static let nameAdvice = "write `(` alone"
  private static let flagAdvice = "write `(?i)` at the beginning of the pattern, for all of it"

  private mutating func takeGroup() throws(ArgumentFault) {
    if rest.starts(with: ["?", ":"]) {
      rest = rest.dropFirst(2)
    } else if let refused = Self.refusedGroups.first(where: { rest.starts(with: $0.mark.unicodeScalars) }) {
      let next = refused.mark == "?" ? rest.dropFirst().first.map { String($0) } ?? "" : ""
      throw .unsearchable("(\(refused.mark)\(next)", refused.advice)
    }
    groups.append((openBorders, false))
    let borders = openBorders
    write("(")
    openBorders = borders
  }

  /// A border before a group is one before each of its choices.
  private mutating func endChoice() {
    let borders = groups.last?.borders ?? []
    if let last = groups.indices.last, isBehindForeign { groups[last].isForeign = true }
    write("|")
    openBorders = borders
  }

  private mutating func endGroup() {
    let group = groups.popLast()
    let isForeign = isBehindForeign || group?.isForeign == true
    write(")")
    isBehindForeign = isForeign
  }
}
