/// Values behind the name of a secret: where they end, and whether they are one.
struct SecretValue {
  let source: UnsafeBufferPointer<UInt8>

  /// The end of the word at `start`: the next space, quote or mark of punctuation.
  func wordEnd(from start: Int) -> Int {
    var end = start
    while end < source.count, !Self.endsWord(source[end]) { end += 1 }
    return end
  }

  /// The end of the value without quotes at `start`. Punctuation is a part of it unless something new begins behind:
  /// `PASSWORD=ab;cdef` is one value, `Pwd=ab;Server=x` and `f(token=ab)` are not.
  func end(from start: Int) -> Int {
    var end = start
    while end < source.count, !Self.endsText(source[end]) {
      if Self.endsWord(source[end]), isBorder(end) { break }
      end += 1
    }
    return end
  }

  /// The end of a value between quotes: the next quote that no backslash takes back, or the end of the line.
  func quotedEnd(from start: Int, _ quote: UInt8) -> Int {
    var end = start
    while end < source.count, source[end] != quote, source[end] != 0x0A {
      end += source[end] == UInt8(ascii: "\\") && end + 1 < source.count && source[end + 1] != 0x0A ? 2 : 1
    }
    return min(end, source.count)
  }

  /// True where the punctuation at `place` ends a value: at an end, before a quote, a colon, a tag or the next `name=`.
  private func isBorder(_ place: Int) -> Bool {
    var next = place
    while next < source.count, next - place < 8, Self.endsWord(source[next]), !Self.endsText(source[next]) { next += 1 }
    guard next < source.count, !Self.endsText(source[next]) else { return true }
    if ":=[".utf8.contains(source[next]) { return true }
    if source[next] == UInt8(ascii: "/"), source[next - 1] == UInt8(ascii: "<") { return true }
    let start = next
    while next < source.count, next - start < 40,
      SecretName.isNameByte(source[next]) || source[next] == UInt8(ascii: ".")
    {
      next += 1
    }
    return next > start && next < source.count && ":=".utf8.contains(source[next])
  }

  /// True for what stands in place of a secret and shows it by its first bytes: `${NAME}`, `$(command)`, `<name>`,
  /// `%(name)s`, `[masked]`, `{{ name }}`.
  ///
  /// It is asked before the end is looked for: `token={token={…` has as many ends to look for as names.
  func isPlaceholder(at start: Int) -> Bool {
    let rest = source[(start + 1)...]
    switch source[start] {
    case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "("): return true
    case UInt8(ascii: "$"), UInt8(ascii: "%"): return rest.first.map { "{(".utf8.contains($0) } ?? true
    case UInt8(ascii: "<"):
      guard let first = rest.first, SecretScan.isLetter(first) else { return false }
      return rest.prefix(40).first { $0 == 0x0A || $0 == UInt8(ascii: ">") } == UInt8(ascii: ">")
    default: return false
    }
  }

  /// True for what stands in place of a secret and shows it by all of it: `$NAME`, `****`, `%s`, `%NAME%`.
  func isPlaceholder(_ range: Range<Int>) -> Bool {
    let rest = source[range.dropFirst()]
    switch source[range.lowerBound] {
    case UInt8(ascii: "$"): return !(rest.first.map(Self.isDigit) ?? false) && rest.allSatisfy(SecretScan.isWord)
    case UInt8(ascii: "*"): return rest.allSatisfy { $0 == UInt8(ascii: "*") }
    case UInt8(ascii: "%"):
      return rest.count < 2 || (rest.last == UInt8(ascii: "%") && rest.dropLast().allSatisfy(SecretScan.isWord))
    default: return false
    }
  }

  /// True for the form of crypt(5): `$2b$…`, `$6$…`, `$argon2id$…`. It holds commas, and no space, quote or colon.
  func isHash(at start: Int) -> Bool {
    guard source[start] == UInt8(ascii: "$") else { return false }
    let name = source[(start + 1)...].prefix(16).prefix { SecretScan.isWord($0) || $0 == UInt8(ascii: "-") }
    return !name.isEmpty && name.endIndex < source.count && source[name.endIndex] == UInt8(ascii: "$")
  }

  func hashEnd(from start: Int) -> Int {
    var end = start
    while end < source.count, !Self.endsText(source[end]), source[end] != UInt8(ascii: ":") { end += 1 }
    return end
  }

  /// After a colon prose may stand (`token: expired`), so the value must look like no word.
  func looksLikeSecret(_ range: Range<Int>) -> Bool {
    range.count >= 6 && source[range].contains { !SecretScan.isLetter($0) && !Self.endsWord($0) }
  }

  /// What no language has as a word: a digit, or capitals behind the first letter and small ones beside them.
  func isOpaque(_ range: Range<Int>) -> Bool {
    if source[range].contains(where: Self.isDigit) { return true }
    return source[range.dropFirst()].contains(where: Self.isCapital)
      && source[range].contains { SecretScan.isLetter($0) && !Self.isCapital($0) }
  }

  /// True for a number with its unit, and for the `1:` that grep(1) puts before a line.
  func isNumber(_ range: Range<Int>) -> Bool {
    let rest = source[range].drop(while: Self.isDigit)
    guard rest.count < range.count else { return false }
    return rest.first == UInt8(ascii: ":") || rest.allSatisfy { Self.isDigit($0) || ".,;:/%)]".utf8.contains($0) }
  }

  /// True for the `12:` that begins the rest of a line of grep(1), and a number with a colon behind it in general.
  func isNumbered(at start: Int) -> Bool {
    let rest = source[start...].drop(while: Self.isDigit)
    return rest.startIndex > start && rest.first == UInt8(ascii: ":")
  }

  /// Words that follow the name of a flag or a setting in a text about it.
  private static let prose: Set<String> = [
    "a", "an", "and", "as", "be", "can", "file", "flag", "for", "from", "has", "if", "in", "instead", "is", "may",
    "must",
    "not", "of", "on", "option", "options", "or", "set", "string", "strings", "text", "the", "to", "value", "was",
    "with", "without",
  ]

  /// True for a word of a manual: one of `prose`, or a name in capitals that stands for a value.
  func isManual(_ range: Range<Int>) -> Bool {
    guard range.count <= 16 else { return false }
    if source[range].allSatisfy({ Self.isCapital($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") }) {
      return true
    }
    return Self.prose.contains(String(decoding: source[range], as: UTF8.self).lowercased())
  }

  /// What ends every value without quotes.
  static func endsText(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`")
  }

  private static func endsWord(_ byte: UInt8) -> Bool { endsText(byte) || ",;&)]}<>".utf8.contains(byte) }

  static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private static func isCapital(_ byte: UInt8) -> Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) }
}
