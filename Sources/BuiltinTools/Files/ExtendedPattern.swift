/// A regular expression as models write it, in the words of `grep -E` (POSIX, with the `\b`, `\<` of GNU and BSD).
///
/// Taken is what Rust's and Perl's expressions share, as far as it tells lines apart; the rest is refused with a sentence
/// that says what to write instead. What it means is the same with `rg`, except that grep compares bytes here
/// (`LC_ALL=C`): `.` is one byte, `\w` and `\b` know the letters of ASCII alone.
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
  private(set) var output = ""
  /// The repetition that was written last; nil where something else was.
  private var repetition: String?

  init(rest: ArraySlice<Unicode.Scalar>, ignoresCase: Bool) {
    self.rest = rest
    self.ignoresCase = ignoresCase
  }

  mutating func run() throws(ArgumentFault) {
    while let scalar = rest.popFirst() {
      switch scalar {
      case "*", "+", "?": try repeatLast(String(scalar))
      case "{": try takeInterval()
      case "\\": try takeEscape()
      case "(": try takeGroup()
      case "[": write(try BracketExpression(&rest, ignoresCase: ignoresCase).text)
      case "}": write(#"\}"#)
      case _ where !scalar.isASCII: writeForeign(scalar)
      default: write(String(scalar))
      }
    }
  }

  private mutating func write(_ text: String) {
    output += text
    repetition = nil
  }

  /// A group, so that a repetition is not one of the last byte alone.
  private mutating func writeForeign(_ scalar: Unicode.Scalar) {
    let spellings = ExtendedPattern.spellings(of: scalar, ignoresCase: ignoresCase)
    let isRepeated = rest.first.map { "*+?{".unicodeScalars.contains($0) } ?? false
    write(spellings.count > 1 || isRepeated ? "(\(spellings.joined(separator: "|")))" : spellings.joined())
  }

  /// A lazy repetition finds the same lines as a greedy one; a possessive one does not.
  private mutating func repeatLast(_ mark: String) throws(ArgumentFault) {
    if let repetition {
      if mark == "?" { return self.repetition = nil }
      if mark == "+" { throw .unsearchable("\(repetition)+", "write `\(repetition)` alone") }
    }
    output += mark
    repetition = mark
  }

  /// `{2}`, `{2,}`, `{2,3}` and `{,3}`; any other brace is a character.
  private mutating func takeInterval() throws(ArgumentFault) {
    let digits = { (place: ArraySlice<Unicode.Scalar>) in place.prefix { ("0"..."9").contains($0) } }
    let least = digits(rest)
    var place = rest.dropFirst(least.count)
    var most: ArraySlice<Unicode.Scalar>?
    if place.first == "," {
      place.removeFirst()
      let bound = digits(place)
      place = place.dropFirst(bound.count)
      most = bound
    }
    guard place.popFirst() == "}", !(least.isEmpty && most?.isEmpty ?? true) else { return write(#"\{"#) }
    rest = place
    let text = { (scalars: ArraySlice<Unicode.Scalar>) in scalars.map { String($0) }.joined() }
    try repeatLast("{\(least.isEmpty ? "0" : text(least))\(most.map { "," + text($0) } ?? "")}")
  }

  private mutating func takeEscape() throws(ArgumentFault) {
    switch try PatternEscape(&rest) {
    case .kind(let kind, let isInverted): write("[\(isInverted ? "^" : "")\(kind)]")
    case .border(let border): write(border)
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
    write("(")
  }
}
