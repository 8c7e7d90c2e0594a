/// What a backslash and the characters behind it mean in a pattern, as Rust's and Perl's expressions have it.
enum PatternEscape {
  /// One character; NUL and newline are among them, because a range may begin or end with one.
  case character(Unicode.Scalar)
  /// The inside of a bracket expression of POSIX, or everything that is not in it.
  case kind(String, isInverted: Bool)
  /// A place between characters, as grep writes it.
  case border(String)

  /// The inside of `\w`.
  static let word = "[:alnum:]_"

  private static let kinds: [Unicode.Scalar: String] = [
    "d": "0-9", "w": word, "s": "[:space:]", "h": "[:blank:]",
  ]
  private static let borders: [Unicode.Scalar: String] = [
    "b": #"\b"#, "B": #"\B"#, "<": #"\<"#, ">": #"\>"#, "A": "^", "z": "$", "Z": "$",
  ]
  private static let characters: [Unicode.Scalar: Unicode.Scalar] = [
    "t": "\t", "n": "\n", "r": "\r", "f": "\u{C}", "v": "\u{B}", "a": "\u{7}", "e": "\u{1B}",
  ]

  /// Takes what stands behind a backslash that is already taken.
  init(_ rest: inout ArraySlice<Unicode.Scalar>) throws(ArgumentFault) {
    guard let scalar = rest.popFirst() else {
      throw .unsearchable(#"\"#, #"write `\\` for a backslash"#)
    }
    if let kind = Self.kinds[scalar] {
      self = .kind(kind, isInverted: false)
    } else if let kind = Self.kinds[scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar] {
      self = .kind(kind, isInverted: true)
    } else if let border = Self.borders[scalar] {
      self = .border(border)
    } else if let character = Self.characters[scalar] {
      self = .character(character)
    } else if scalar == "x" || scalar == "u" {
      self = .character(try Self.number(&rest, named: scalar))
    } else if scalar == "0" {
      self = .character(Self.octal(&rest))
    } else if scalar.isASCII, scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
      throw Self.refusal(scalar)
    } else {
      self = .character(scalar)
    }
  }

  private static func refusal(_ scalar: Unicode.Scalar) -> ArgumentFault {
    let part = "\\\(scalar)"
    switch scalar {
    case "1"..."9", "g", "k":
      return .unsearchable(part, "write out the text that comes again")
    case "p", "P": return .unsearchable(part, "write a class such as `[[:alpha:]]` or `[[:upper:]]`")
    default: return .unsearchable(part, #"leave it out, or write `\\` for a backslash"#)
    }
  }

  /// `\xHH`, `\x{H…}`, `\uHHHH` and `\u{H…}`, whose letter is already taken.
  private static func number(
    _ rest: inout ArraySlice<Unicode.Scalar>, named name: Unicode.Scalar
  ) throws(ArgumentFault) -> Unicode.Scalar {
    let isBraced = rest.first == "{"
    if isBraced { rest.removeFirst() }
    let digits = rest.prefix(isBraced ? 6 : name == "x" ? 2 : 4).prefix { $0.properties.isASCIIHexDigit }
    rest = rest.dropFirst(digits.count)
    let isWhole = isBraced ? rest.popFirst() == "}" : digits.count == (name == "x" ? 2 : 4)
    var text = String.UnicodeScalarView()
    text.append(contentsOf: digits)
    guard isWhole, let value = UInt32(String(text), radix: 16), let scalar = Unicode.Scalar(value) else {
      throw .unsearchable("\\\(name)", #"write two hexadecimal digits such as `\x1B`, or the character itself"#)
    }
    return scalar
  }

  /// `\0`, `\0O` and `\0OO`, whose zero is already taken.
  private static func octal(_ rest: inout ArraySlice<Unicode.Scalar>) -> Unicode.Scalar {
    let digits = rest.prefix(2).prefix { ("0"..."7").contains($0) }
    rest = rest.dropFirst(digits.count)
    return Unicode.Scalar(digits.reduce(UInt8(0)) { $0 << 3 | UInt8(truncatingIfNeeded: $1.value & 7) })
  }
}

extension ArgumentFault {
  /// A part of a pattern that `grep -E` has no words for, and what to write instead.
  static func unsearchable(_ part: String, _ advice: String) -> ArgumentFault {
    ArgumentFault("The pattern of grep_search holds `\(part)`, which grep cannot search for; \(advice).")
  }
}
