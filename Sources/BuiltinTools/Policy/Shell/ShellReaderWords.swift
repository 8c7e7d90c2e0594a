// Words: quotes, backslashes, expansions (rules G2, G3 and G5).

extension ShellReader {
  /// Variables whose values are harmless to show and cannot begin with a dash.
  static let readableVariables: Set<String> = [
    "HOME", "USER", "HOSTNAME", "PWD", "UID", "LOGNAME", "SHELL", "PATH", "?",
  ]

  /// Those whose values are paths.
  static let pathVariables: Set<String> = ["HOME", "PWD", "SHELL", "PATH"]
  /// Those without which the shell stops: every login sets them.
  static let guardedVariables = pathVariables.union(["USER", "LOGNAME"])

  /// The word at the current byte, which is not a blank.
  mutating func word() throws(ShellSyntaxError) -> ShellWord {
    let start = position
    var word = ShellWord(parts: [], range: start..<start)
    if peek() == UInt8(ascii: "~") { word.parts.append(try tilde()) }
    while let byte = peek(), !Self.endsWord(byte) {
      switch byte {
      case UInt8(ascii: "'"): try singleQuoted(into: &word)
      case UInt8(ascii: "\""): try doubleQuoted(into: &word)
      case Self.backslash: try escaped(into: &word)
      case UInt8(ascii: "$"): try dollar(into: &word, isQuoted: false)
      case UInt8(ascii: "`"): throw backtick()
      case UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "["): globCharacter(byte, into: &word, from: start)
      case UInt8(ascii: "{"), UInt8(ascii: "}"): try brace(into: &word)
      case UInt8(ascii: "~"), UInt8(ascii: "#"), UInt8(ascii: "^"), Self.bang:
        try special(byte, into: &word, from: start)
      default: plain(into: &word)
      }
    }
    if peek() == UInt8(ascii: "(") {
      throw ShellSyntaxError("a `(` behind a word", at: position, instead: "quote it if it is part of the text")
    }
    word.range = start..<position
    try check(word)
    return word
  }

  /// Refuses words that some shells do not take as they stand.
  private func check(_ word: ShellWord) throws(ShellSyntaxError) {
    let start = word.range.lowerBound
    let source = bytes[word.range]
    if source.first == Self.equals, word.text != "=", word.text != "==" {
      throw ShellSyntaxError("a leading `=`, which zsh replaces,", at: start, instead: "quote the word")
    }
    if peek() == Self.less || peek() == Self.greater, let text = word.text, text.utf8.allSatisfy(Self.isDigit) {
      throw ShellSyntaxError("a number glued to a redirection", at: start, instead: "put a space between them")
    }
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  /// Adds text to the last literal of the same kind, so that equal words have equal parts.
  private func append(_ text: String, isQuoted: Bool, to word: inout ShellWord) {
    if text.isEmpty { return }
    if case .literal(let before, isQuoted)? = word.parts.last {
      word.parts[word.parts.count - 1] = .literal(before + text, isQuoted: isQuoted)
    } else {
      word.parts.append(.literal(text, isQuoted: isQuoted))
    }
  }

  private mutating func plain(into word: inout ShellWord) {
    let start = position
    let special = Set("'\"\\$`*?[{}~#^!".utf8)
    while let byte = peek(), !Self.endsWord(byte), !special.contains(byte) { position += 1 }
    append(String(decoding: bytes[start..<position], as: UTF8.self), isQuoted: false, to: &word)
  }

  private mutating func tilde() throws(ShellSyntaxError) -> ShellWord.Part {
    let start = position
    position += 1
    while let byte = peek(), Self.isNameByte(byte, first: position == start + 1) || byte == UInt8(ascii: "-") {
      position += 1
    }
    if let byte = peek(), byte != UInt8(ascii: "/"), !Self.endsWord(byte) {
      throw ShellSyntaxError("a `~` that is no home folder", at: start, instead: "quote it")
    }
    let user = String(decoding: bytes[start + 1..<position], as: UTF8.self)
    if user.hasPrefix("-") { throw ShellSyntaxError("`~-`", at: start, instead: "write the folder out") }
    return .tilde(user: user)
  }

  private mutating func globCharacter(_ byte: UInt8, into word: inout ShellWord, from start: Int) {
    let isAlone = byte == UInt8(ascii: "[") && position == start && peek(1).map(Self.endsWord) ?? true
    position += 1
    let text = String(UnicodeScalar(byte))
    if isAlone {
      append(text, isQuoted: false, to: &word)
    } else if case .glob(let before)? = word.parts.last {
      word.parts[word.parts.count - 1] = .glob(before + text)
    } else {
      word.parts.append(.glob(text))
    }
  }

  /// Characters that are special in the front of a word; inside it they stand for themselves.
  private mutating func special(_ byte: UInt8, into word: inout ShellWord, from start: Int) throws(ShellSyntaxError) {
    if byte == Self.bang, let next = peek(1), !Self.endsWord(next), next != Self.equals {
      throw ShellSyntaxError("a `!` that some shells take for their history", at: position, instead: "quote it")
    }
    position += 1
    append(String(UnicodeScalar(byte)), isQuoted: true, to: &word)
  }

  /// `{}`, `@{1}` and `{{…}}` stand for themselves; other braces expand in some shells.
  private mutating func brace(into word: inout ShellWord) throws(ShellSyntaxError) {
    let start = position
    let depth = peek(1) == UInt8(ascii: "{") ? 2 : 1
    let stop = Set("{},'\"\\$`*?[~#^! \t\n|&;()<>".utf8)
    var end = min(start + depth, bytes.count)
    while end < bytes.count, !stop.contains(bytes[end]) { end += 1 }
    let inside = String(decoding: bytes[min(start + depth, end)..<end], as: UTF8.self)
    let closing = bytes[end...].prefix(depth)
    let isRevision = start > 0 && bytes[start - 1] == UInt8(ascii: "@")
    guard peek() == UInt8(ascii: "{"), closing.elementsEqual(Array(repeating: UInt8(ascii: "}"), count: depth)),
      depth == 2 || inside.isEmpty || isRevision, !inside.utf8Contains("..")
    else { throw ShellSyntaxError("a brace", at: start, instead: "quote it, or write the words out") }
    position = end + depth
    append(String(decoding: bytes[start..<position], as: UTF8.self), isQuoted: true, to: &word)
  }

  private mutating func escaped(into word: inout ShellWord) throws(ShellSyntaxError) {
    guard let next = peek(1) else { throw ShellSyntaxError("a backslash at the end", at: position) }
    if next == Self.newline {
      throw ShellSyntaxError(
        "a line continued inside a word", at: position, instead: "put a space before the backslash")
    }
    position += 1
    let width = scalarWidth(next)
    append(String(decoding: bytes[position..<position + width], as: UTF8.self), isQuoted: true, to: &word)
    position += width
  }

  private func scalarWidth(_ byte: UInt8) -> Int {
    byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
  }

  private mutating func singleQuoted(into word: inout ShellWord) throws(ShellSyntaxError) {
    let start = position
    position += 1
    while let byte = peek(), byte != UInt8(ascii: "'") { position += 1 }
    guard position < bytes.count else { throw ShellSyntaxError("a single quote that is not closed", at: start) }
    let inside = bytes[start + 1..<position]
    if inside.reversed().prefix(while: { $0 == Self.backslash }).count % 2 == 1 {
      throw ShellSyntaxError(
        "a backslash before a closing single quote, which fish reads otherwise,", at: position - 1,
        instead: "use double quotes")
    }
    position += 1
    append(String(decoding: inside, as: UTF8.self), isQuoted: true, to: &word)
  }
}
