/// The steps into which a line pattern is compiled.
enum PatternProgram {
  enum Step: Sendable {
    case scalar(Unicode.Scalar)
    case any
    case set(PatternSet)
    case jump(Int)
    case fork(Int, Int)
    case lineStart
    case lineEnd
    case wordBorder(Bool)
    case match

    func accepts(_ scalar: Unicode.Scalar) -> Bool {
      switch self {
      case .scalar(let wanted): wanted == scalar
      case .any: true
      case .set(let set): set.contains(scalar)
      default: false
      }
    }
  }

  static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.isAlphabetic || isDigit(scalar)
  }

  static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar.value &- 48 < 10 }

  static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar.value &- 9 < 5 }

  /// ASCII capitals as small letters.
  static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    scalar.value &- 65 < 26 ? Unicode.Scalar(UInt8(scalar.value + 32)) : scalar
  }
}

/// A set of characters: `[a-z_]`, `\d`, and the opposites.
struct PatternSet: Sendable {
  enum Kind: Sendable { case word, digit, space }

  var ranges: [ClosedRange<Unicode.Scalar>] = []
  var kinds: [(kind: Kind, isNegated: Bool)] = []
  var isNegated = false

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    let found =
      ranges.contains { $0.contains(scalar) }
      || kinds.contains { kind, isNegated in
        switch kind {
        case .word: PatternProgram.isWord(scalar) != isNegated
        case .digit: PatternProgram.isDigit(scalar) != isNegated
        case .space: PatternProgram.isSpace(scalar) != isNegated
        }
      }
    return found != isNegated
  }
}

/// Why a text is no pattern, as a sentence without its first word's capital.
struct PatternError: Error, Hashable, Sendable {
  let sentence: String
}
