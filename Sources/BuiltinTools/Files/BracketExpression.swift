/// A set of characters such as `[\w.-]`, as POSIX writes it: no escapes, and `]`, `[`, `^` and `-` in their own places.
///
/// grep compares bytes, so characters outside of ASCII and complements stand beside the set: `[äx\D]` is
/// `([^0-9]|ä|[x])`. In an inverted set such characters can only leave out each of their bytes.
struct BracketExpression {
  let text: String
  let reach: CharacterReach

  /// The most characters of a range that is written out, because one of its ends is no letter or digit of ASCII.
  static let longestRange = 512

  /// Takes the set whose `[` is already taken.
  init(_ rest: inout ArraySlice<Unicode.Scalar>, ignoresCase: Bool) throws(ArgumentFault) {
    if let name = Self.lonelyClass(rest) { throw .unsearchable("[\(name)]", "write `[[\(name)]]`") }
    var set = CharacterCollection()
    let isInverted = rest.first == "^"
    if isInverted { rest.removeFirst() }
    var isFirst = true
    while let scalar = rest.popFirst() {
      if scalar == "]", !isFirst {
        text = try isInverted ? set.inverted() : set.positive(ignoresCase: ignoresCase)
        reach = isInverted ? set.invertedReach : set.reach
        return
      }
      isFirst = false
      try Self.take(scalar, &rest, into: &set)
    }
    throw .unsearchable("[", #"write `\[` for the character, or end the set with `]`"#)
  }

  /// Takes one character, class or range that begins with `scalar`.
  private static func take(
    _ scalar: Unicode.Scalar, _ rest: inout ArraySlice<Unicode.Scalar>, into set: inout CharacterCollection
  ) throws(ArgumentFault) {
    let low: Unicode.Scalar
    let name = rest.first.map { String($0) } ?? ""
    switch try member(scalar, &rest) {
    case .kind(let kind, let isInverted): return set.add(kind, isInverted: isInverted)
    case .character(let character): low = character
    case .border: throw .unsearchable("[\\\(name)]", "leave it out of the set")
    }
    if rest.first == "-", let next = rest.dropFirst().first, next != "]" {
      var ahead = rest.dropFirst(2)
      if case .character(let high) = try member(next, &ahead) {
        rest = ahead
        return try set.add(low, through: high)
      }
    }
    set.add(low)
  }

  private static func member(
    _ scalar: Unicode.Scalar, _ rest: inout ArraySlice<Unicode.Scalar>
  ) throws(ArgumentFault) -> PatternEscape {
    if scalar == "[", let kind = takeClass(&rest) { return kind }
    guard scalar == "\\" else { return .character(scalar) }
    switch rest.first {
    case "b":
      rest.removeFirst()
      return .character("\u{8}")
    case let literal? where literal == "<" || literal == ">":
      rest.removeFirst()
      return .character(literal)
    default: return try PatternEscape(&rest)
    }
  }

  /// `:alpha:]` or `:^alpha:]`, whose `[` is already taken; nil (and nothing taken) where it is something else.
  private static func takeClass(_ rest: inout ArraySlice<Unicode.Scalar>) -> PatternEscape? {
    var place = rest
    guard place.popFirst() == ":" else { return nil }
    let isInverted = place.first == "^"
    if isInverted { place.removeFirst() }
    let letters = place.prefix { ("a"..."z").contains($0) }
    place = place.dropFirst(letters.count)
    guard !letters.isEmpty, place.popFirst() == ":", place.popFirst() == "]" else { return nil }
    rest = place
    let name = letters.map { String($0) }.joined()
    return .kind(name == "word" ? PatternEscape.word : "[:\(name):]", isInverted: isInverted)
  }

  /// The `:alpha:` of `[:alpha:]`, a set of five letters and a colon that nobody means.
  private static func lonelyClass(_ rest: ArraySlice<Unicode.Scalar>) -> String? {
    var place = rest
    guard case .kind(let name, false)? = takeClass(&place), name.hasPrefix("[:"), name.hasSuffix(":]") else {
      return nil
    }
    return String(name.dropFirst().dropLast())
  }
}

/// The members of a set, gathered from the pattern in any order.
private struct CharacterCollection {
  /// The insides of bracket expressions, such as `0-9` and `[:space:]`.
  private var kinds: [String] = []
  private var invertedKinds: [String] = []
  private var characters: [Unicode.Scalar] = []
  private var known: Set<Unicode.Scalar> = []

  mutating func add(_ kind: String, isInverted: Bool) {
    if isInverted { invertedKinds.append(kind) } else { kinds.append(kind) }
  }

  /// A line holds no newline, and an argument no NUL.
  mutating func add(_ scalar: Unicode.Scalar) {
    if scalar != "\n", scalar.value != 0, known.insert(scalar).inserted { characters.append(scalar) }
  }

  mutating func add(_ low: Unicode.Scalar, through high: Unicode.Scalar) throws(ArgumentFault) {
    guard low <= high else {
      throw .unsearchable("\(low)-\(high)", "write the lower character first")
    }
    if Self.isPlain(low), Self.isPlain(high) { return kinds.append("\(low)-\(high)") }
    guard high.value - low.value < BracketExpression.longestRange else {
      throw .unsearchable(
        "\(low)-\(high)",
        #"use a shorter range, or `[^\x00-\x7F]` for any character outside of ASCII"#)
    }
    for value in low.value...high.value {
      if let scalar = Unicode.Scalar(value) { add(scalar) }
    }
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    ("0"..."9").contains(scalar) || ("A"..."Z").contains(scalar) || ("a"..."z").contains(scalar)
  }

  func positive(ignoresCase: Bool) throws(ArgumentFault) -> String {
    let own = characters.filter(\.isASCII)
    var choices = invertedKinds.map { "[^\($0)]" }
    for scalar in characters where !scalar.isASCII {
      choices += ExtendedPattern.spellings(of: scalar, ignoresCase: ignoresCase)
    }
    let isOneSet = choices.count + (own.isEmpty && kinds.isEmpty ? 0 : 1) == 1 && characters.count == own.count
    if own == ["^"], kinds.isEmpty {
      choices.append(#"\^"#)
    } else if !own.isEmpty || !kinds.isEmpty {
      choices.append("[\(Self.inside(kinds, own))]")
    }
    guard !choices.isEmpty else {
      throw .unsearchable(#"[\n]"#, "search for the text of one line")
    }
    return isOneSet ? choices.joined() : "(\(choices.joined(separator: "|")))"
  }

  func inverted() throws(ArgumentFault) -> String {
    if let kind = invertedKinds.first {
      guard invertedKinds.count == 1, kinds.isEmpty, characters.isEmpty else {
        throw .unsearchable(#"[^\S…]"#, #"write the characters that you look for, such as `[ \t]`"#)
      }
      return "[\(kind)]"
    }
    return kinds.isEmpty && characters.isEmpty ? "." : "[^\(Self.inside(kinds, characters))]"
  }

  var reach: CharacterReach {
    if !invertedKinds.isEmpty { return .any }
    if kinds.contains(PatternEscape.word) { return .letters }
    return characters.allSatisfy(\.isASCII) ? .ascii : .spelled
  }

  var invertedReach: CharacterReach {
    if let kind = invertedKinds.first { return kind == PatternEscape.word ? .letters : .ascii }
    return characters.allSatisfy(\.isASCII) ? .any : .ascii
  }

  /// `]` comes first, `-` last, `^` not first, and `[` not before a `:`, `.` or `=`.
  private static func inside(_ kinds: [String], _ characters: [Unicode.Scalar]) -> String {
    let special: Set<Unicode.Scalar> = ["]", "[", "^", "-"]
    let holds = { (scalar: Unicode.Scalar) in characters.contains(scalar) ? String(scalar) : "" }
    let middle = kinds.joined() + characters.filter { !special.contains($0) }.map { String($0) }.joined() + holds("[")
    let beginning = holds("]") + middle
    return beginning.isEmpty ? holds("-") + holds("^") : beginning + holds("^") + holds("-")
  }
}
