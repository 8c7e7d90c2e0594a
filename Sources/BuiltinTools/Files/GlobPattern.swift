/// A pattern for paths: `*`, `?`, `[a-z]`, `{a,b}` within a part, `**` for any number of parts.
///
/// Matching takes at most the product of the two lengths; patterns have at most 1,000 bytes and 64 alternatives.
package struct GlobPattern: Sendable, Hashable {
  private let alternatives: [[String]]

  static let longest = 1000
  static let mostAlternatives = 64

  /// Nil where the pattern is empty or beyond its limits.
  package init?(_ text: String) {
    guard !text.isEmpty, text.utf8.count <= Self.longest, let texts = Self.expanded(text) else { return nil }
    alternatives = texts.map { $0.split(separator: "/").map(String.init) }
  }

  /// True where the whole relative path matches.
  package func matches(_ path: String) -> Bool {
    let parts = path.split(separator: "/").map(String.init)
    return alternatives.contains { Self.matches($0[...], parts[...]) }
  }

  /// True where something beneath the folder at this relative path could match.
  package func mayMatch(beneath path: String) -> Bool {
    let parts = path.split(separator: "/").map(String.init)
    return alternatives.contains { pattern in
      for (index, part) in parts.enumerated() {
        guard index < pattern.count else { return false }
        if pattern[index] == "**" { return true }
        guard Self.matchesPart(pattern[index], part) else { return false }
      }
      return pattern.count > parts.count
    }
  }

  private static func matches(_ pattern: ArraySlice<String>, _ path: ArraySlice<String>) -> Bool {
    match(
      pattern, path, isStar: { $0 == "**" }, accepts: { matchesPart($0, $1) })
  }

  /// `*` stands for any run, `?` for any one character; a leading dot is a character like any other.
  static func matchesPart(_ pattern: String, _ text: String) -> Bool {
    let marks = PartMark.marks(of: pattern)
    return match(marks[...], Array(text)[...], isStar: { $0 == .run }, accepts: { $0.accepts($1) })
  }

  /// Matching with one place to return to: where a star fails, the last star takes one element more.
  private static func match<Mark, Element>(
    _ pattern: ArraySlice<Mark>, _ text: ArraySlice<Element>, isStar: (Mark) -> Bool, accepts: (Mark, Element) -> Bool
  ) -> Bool {
    var (mark, place) = (pattern.startIndex, text.startIndex)
    var back: (mark: Int, place: Int)?
    while place < text.endIndex {
      if mark < pattern.endIndex, isStar(pattern[mark]) {
        back = (mark, place)
        mark += 1
      } else if mark < pattern.endIndex, accepts(pattern[mark], text[place]) {
        mark += 1
        place += 1
      } else if let last = back {
        back = (last.mark, last.place + 1)
        (mark, place) = (last.mark + 1, last.place + 1)
      } else {
        return false
      }
    }
    return pattern[mark...].allSatisfy(isStar)
  }

  /// The pattern with each `{a,b}` written out; nil beyond the limit.
  static func expanded(_ text: String) -> [String]? {
    guard let open = text.firstIndex(of: "{"), let close = text[open...].firstIndex(of: "}") else { return [text] }
    var result: [String] = []
    for choice in text[text.index(after: open)..<close].split(separator: ",", omittingEmptySubsequences: false) {
      guard let rest = expanded(text[..<open] + String(choice) + text[text.index(after: close)...]) else { return nil }
      result += rest
      if result.count > mostAlternatives { return nil }
    }
    return result
  }
}

/// One element of a pattern for a part of a path.
private enum PartMark: Hashable {
  case run
  case any
  case exactly(Character)
  case oneOf([ClosedRange<Character>], isInverted: Bool)

  func accepts(_ character: Character) -> Bool {
    switch self {
    case .run: false
    case .any: true
    case .exactly(let wanted): wanted == character
    case .oneOf(let ranges, let isInverted): ranges.contains { $0.contains(character) } != isInverted
    }
  }

  static func marks(of pattern: String) -> [PartMark] {
    var marks: [PartMark] = []
    var rest = pattern[...]
    while let first = rest.popFirst() {
      switch first {
      case "*": if marks.last != .run { marks.append(.run) }
      case "?": marks.append(.any)
      case "\\": marks.append(.exactly(rest.popFirst() ?? "\\"))
      case "[": marks.append(set(&rest) ?? .exactly("["))
      default: marks.append(.exactly(first))
      }
    }
    return marks
  }

  /// The set whose `[` is already taken; nil (and nothing taken) where it has no end.
  private static func set(_ rest: inout Substring) -> PartMark? {
    var place = rest
    let isInverted = place.first == "!" || place.first == "^"
    if isInverted { place.removeFirst() }
    var ranges: [ClosedRange<Character>] = []
    while let character = place.popFirst() {
      if character == "]", !ranges.isEmpty {
        rest = place
        return .oneOf(ranges, isInverted: isInverted)
      }
      if place.first == "-", let upper = place.dropFirst().first, upper != "]", upper >= character {
        place.removeFirst(2)
        ranges.append(character...upper)
      } else {
        ranges.append(character...character)
      }
    }
    return nil
  }
}
