// Blanks, operators, redirections and the words that may not stand in front.

extension ShellReader {
  static let space = UInt8(ascii: " ")
  static let tab = UInt8(ascii: "\t")
  static let newline = UInt8(ascii: "\n")
  static let bar = UInt8(ascii: "|")
  static let ampersand = UInt8(ascii: "&")
  static let bang = UInt8(ascii: "!")
  static let equals = UInt8(ascii: "=")
  static let backslash = UInt8(ascii: "\\")
  static let less = UInt8(ascii: "<")
  static let greater = UInt8(ascii: ">")
  static let endsCommand = Set("|&;()\n<>".utf8)

  /// Words that begin or end a compound command, in sh or in a shell that is near to it.
  static let reservedWords: Set<String> = [
    "if", "then", "else", "elif", "fi", "for", "foreach", "while", "until", "do", "done", "case", "esac", "in",
    "select", "function", "coproc", "repeat", "switch", "begin", "end", "{", "}", "[[", "]]", "!",
  ]

  func peek(_ ahead: Int = 0) -> UInt8? {
    position + ahead < bytes.count ? bytes[position + ahead] : nil
  }

  /// True for the bytes that end an unquoted word.
  static func endsWord(_ byte: UInt8) -> Bool {
    byte == space || byte == tab || endsCommand.contains(byte)
  }

  static func isNameByte(_ byte: UInt8, first: Bool) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): !first
    default: false
    }
  }

  /// Moves over blanks, line continuations and comments; over newlines too where they mean nothing.
  mutating func skipBlank(newlines: Bool) {
    while let byte = peek() {
      if byte == Self.space || byte == Self.tab || (newlines && byte == Self.newline) {
        position += 1
      } else if byte == Self.backslash, peek(1) == Self.newline {
        position += 2
      } else if byte == UInt8(ascii: "#") {
        while let next = peek(), next != Self.newline { position += 1 }
      } else {
        return
      }
    }
  }

  mutating func takeOperator() throws(ShellSyntaxError) -> Operator {
    let start = position
    guard let byte = peek() else { throw ShellSyntaxError("no operator", at: start) }
    let isDouble = peek(1) == byte
    position += isDouble ? 2 : 1
    switch (byte, isDouble) {
    case (Self.bar, true): return .or
    case (Self.bar, false):
      if peek() == Self.ampersand {
        position += 1
        return .pipeWithErrors
      }
      return .pipe
    case (Self.ampersand, true): return .and
    case (UInt8(ascii: ";"), false): return .semicolon
    case (Self.newline, _):
      position = start + 1
      return .newline
    case (Self.ampersand, false):
      throw ShellSyntaxError("a background `&`", at: start, instead: "run it in the foreground")
    case (UInt8(ascii: "("), _): throw ShellSyntaxError("a function or subshell `(`", at: start)
    case (UInt8(ascii: ")"), _): throw ShellSyntaxError("a `)` that nothing opened", at: start)
    default: throw ShellSyntaxError("`\(String(decoding: bytes[start..<position], as: UTF8.self))`", at: start)
    }
  }

  func checkCommandWord(_ word: ShellWord) throws(ShellSyntaxError) {
    let start = word.range.lowerBound
    if word.range.count > 1, bytes[start] != UInt8(ascii: "["), word.hasGlob,
      bytes[word.range].contains(UInt8(ascii: "["))
    {
      throw ShellSyntaxError("a `[` in the name of a program", at: start, instead: "quote it")
    }
    guard case .literal(let first, isQuoted: false)? = word.parts.first, word.parts.count == 1 else {
      switch bytes[start] {
      case UInt8(ascii: "^"): throw ShellSyntaxError("a leading `^`, history in some shells,", at: start)
      case Self.bang: throw ShellSyntaxError("the reserved word `!`", at: start)
      case UInt8(ascii: "[") where word.range.count > 1:
        throw ShellSyntaxError("the reserved word `[[`", at: start, instead: "use `[ … ]`")
      default: return
      }
    }
    if Self.reservedWords.contains(first) {
      throw ShellSyntaxError(
        "the reserved word `\(first)`", at: start, instead: "write the commands out, joined by `;`, `&&` or `|`")
    }
  }
}

// Redirections: only those that change nothing (rule G4).
extension ShellReader {
  /// True where a redirection begins at the current byte, its descriptor included.
  func isRedirection() -> Bool {
    var ahead = 0
    if let byte = peek(), byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { ahead = 1 }
    if ahead == 0, peek() == Self.ampersand { return peek(1) == Self.greater }
    return peek(ahead) == Self.less || peek(ahead) == Self.greater
  }

  mutating func redirection() throws(ShellSyntaxError) -> ShellRedirection? {
    guard isRedirection(), let first = peek() else { return nil }
    let start = position
    var descriptor: Int?
    if first >= UInt8(ascii: "0"), first <= UInt8(ascii: "9") {
      descriptor = Int(first - UInt8(ascii: "0"))
      position += 1
    }
    let isBoth = first == Self.ampersand
    if isBoth { position += 1 }
    guard peek() == Self.greater else { return try input(descriptor, from: start) }
    position += 1
    guard descriptor ?? 1 == 1 || descriptor == 2 else { throw refused(from: start) }
    if peek() == Self.ampersand, !isBoth { return try duplicate(descriptor ?? 1, from: start) }
    let isAppending = peek() == Self.greater
    if isAppending { position += 1 }
    if let byte = peek(), [Self.bar, Self.ampersand, Self.greater, UInt8(ascii: "(")].contains(byte) {
      throw refused(from: start)
    }
    skipBlank(newlines: false)
    guard let byte = peek(), !Self.endsWord(byte) else { throw refused(from: start) }
    let target = try word()
    guard target.text == "/dev/null" else { throw refused(from: start) }
    if isBoth {
      // A digit before it would become the descriptor.
      let text = isAppending ? " >>/dev/null 2>&1" : " >/dev/null 2>&1"
      splices.append(ShellSplice(range: start..<position, text: text))
      return .discard(descriptor: nil, appending: isAppending)
    }
    return .discard(descriptor: descriptor ?? 1, appending: isAppending)
  }

  private mutating func input(_ descriptor: Int?, from start: Int) throws(ShellSyntaxError) -> ShellRedirection {
    position += 1
    if let byte = peek(), [Self.less, Self.greater, Self.ampersand, UInt8(ascii: "(")].contains(byte) {
      position += 1
      throw ShellSyntaxError(
        "`\(String(decoding: bytes[start..<position], as: UTF8.self))`, a here-document or substitution,", at: start,
        instead: "read from a file or a pipe")
    }
    guard descriptor ?? 0 == 0 else { throw refused(from: start) }
    skipBlank(newlines: false)
    guard let byte = peek(), !Self.endsWord(byte) else { throw refused(from: start) }
    return .input(try word())
  }

  private mutating func duplicate(_ descriptor: Int, from start: Int) throws(ShellSyntaxError) -> ShellRedirection {
    position += 1
    let target = try word().text
    switch target {
    case "1": return .duplicate(descriptor: descriptor, target: 1)
    case "2": return .duplicate(descriptor: descriptor, target: 2)
    case "-":
      // What the program opens first would take the place of a descriptor that is closed.
      splices.append(ShellSplice(range: start..<position, text: " \(descriptor)>/dev/null"))
      return .duplicate(descriptor: descriptor, target: nil)
    default: throw refused(from: start)
    }
  }

  private mutating func refused(from start: Int) -> ShellSyntaxError {
    while let byte = peek(), !Self.endsWord(byte) || byte == Self.greater || byte == Self.bar { position += 1 }
    return ShellSyntaxError(
      "the redirection `\(String(decoding: bytes[start..<position], as: UTF8.self))`", at: start,
      instead: "only /dev/null and the descriptors 1 and 2 may be written to")
  }
}
