/// What a part of a pattern that is one character takes outside of ASCII, where grep compares bytes (`LC_ALL=C`).
///
/// Such a character is two to four bytes of UTF-8, and a pattern of ASCII cannot say where one ends. So up to four bytes
/// in a row count as one character: lines too many are found rather than lines too few.
enum CharacterReach {
  /// Nothing, or what is spelled out byte by byte in an inverted set.
  case ascii
  /// Characters that are written out, such as `ä` and `[äöü]`.
  case spelled
  /// Any, in words of grep that take none: `\w`.
  case letters
  /// Any, in words of grep that take each byte as one character: `.`, `\S`, `[^,]`.
  case any

  /// One byte that is not of ASCII.
  static let byte = "[^[:print:][:cntrl:]]"

  /// The longest bounded repetition whose bytes are gathered to characters, because grep's time grows with it.
  static let longestRepetition = 255

  /// `words` with the characters outside of ASCII that they leave out; repeated without end, bytes do as well.
  func text(_ words: String, isEndless: Bool) -> String {
    switch self {
    case .ascii, .spelled: words
    // One byte alone is a letter of Latin-1.
    case .letters: "(\(words)|\(Self.byte)\(isEndless ? "" : "{1,4}"))"
    case .any: isEndless ? words : "(\(words)|\(Self.byte){2,4})"
    }
  }
}
