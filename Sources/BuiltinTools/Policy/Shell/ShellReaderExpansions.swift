// Double quotes and what begins with a dollar sign (rule G5).

extension ShellReader {
  mutating func doubleQuoted(into word: inout ShellWord) throws(ShellSyntaxError) {
    let start = position
    position += 1
    var text: [UInt8] = []
    func flush(_ text: inout [UInt8], _ word: inout ShellWord) {
      if text.isEmpty { return }
      appendQuoted(String(decoding: text, as: UTF8.self), to: &word)
      text = []
    }
    while let byte = peek(), byte != UInt8(ascii: "\"") {
      switch byte {
      case UInt8(ascii: "`"): throw backtick()
      case UInt8(ascii: "$"):
        flush(&text, &word)
        try dollar(into: &word, isQuoted: true)
      case Self.backslash:
        guard let next = peek(1) else { throw ShellSyntaxError("a backslash at the end", at: position) }
        position += 2
        if next == Self.newline {
          throw ShellSyntaxError("a line continued inside quotes", at: position - 2, instead: "write it on one line")
        }
        if !Set("$`\"\\".utf8).contains(next) { text.append(Self.backslash) }
        text.append(next)
      default:
        text.append(byte)
        position += 1
      }
    }
    flush(&text, &word)
    guard position < bytes.count else { throw ShellSyntaxError("a double quote that is not closed", at: start) }
    position += 1
  }

  private func appendQuoted(_ text: String, to word: inout ShellWord) {
    if case .literal(let before, isQuoted: true)? = word.parts.last {
      word.parts[word.parts.count - 1] = .literal(before + text, isQuoted: true)
    } else {
      word.parts.append(.literal(text, isQuoted: true))
    }
  }

  func backtick() -> ShellSyntaxError {
    ShellSyntaxError("a backtick", at: position, instead: "write `$(…)`, or single quotes if it is part of the text")
  }

  /// A variable, a substitution, or a dollar sign that stands for itself.
  mutating func dollar(into word: inout ShellWord, isQuoted: Bool) throws(ShellSyntaxError) {
    let start = position
    guard let next = peek(1) else { return loneDollar(into: &word) }
    switch next {
    case UInt8(ascii: "("): try substitution(into: &word, isQuoted: isQuoted)
    case UInt8(ascii: "{"): try bracedVariable(into: &word, isQuoted: isQuoted)
    case UInt8(ascii: "?"):
      position += 2
      word.parts.append(.variable("?", isQuoted: isQuoted))
    case UInt8(ascii: "'"), UInt8(ascii: "["):
      throw ShellSyntaxError("`$\(UnicodeScalar(next))`", at: start, instead: "use plain single quotes")
    case UInt8(ascii: "\"") where !isQuoted: throw ShellSyntaxError("`$\"`", at: start, instead: "use plain quotes")
    case UInt8(ascii: "@"), UInt8(ascii: "*"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "!"),
      UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      throw ShellSyntaxError("the shell's own `$\(UnicodeScalar(next))`", at: start)
    case let byte where Self.isNameByte(byte, first: true):
      position += 1
      while let byte = peek(), Self.isNameByte(byte, first: false) { position += 1 }
      let name = String(decoding: bytes[start + 1..<position], as: UTF8.self)
      try variable(name, from: start, into: &word, isQuoted: isQuoted)
    default: loneDollar(into: &word)
    }
  }

  private mutating func loneDollar(into word: inout ShellWord) {
    position += 1
    appendQuoted("$", to: &word)
  }

  private mutating func bracedVariable(into word: inout ShellWord, isQuoted: Bool) throws(ShellSyntaxError) {
    let start = position
    position += 2
    while let byte = peek(), Self.isNameByte(byte, first: position == start + 2) || byte == UInt8(ascii: "?") {
      position += 1
    }
    let name = String(decoding: bytes[start + 2..<position], as: UTF8.self)
    guard peek() == UInt8(ascii: "}"), !name.isEmpty else {
      throw ShellSyntaxError("a `${` that is more than a name", at: start, instead: "write the value out")
    }
    position += 1
    try variable(name, from: start, into: &word, isQuoted: isQuoted)
  }

  /// Adds a variable. Its value may hold spaces, so one that is not quoted is quoted in the `prepared` text.
  ///
  /// An empty `$HOME` would make `$HOME/x` a path below the root, so there the shell stops; `echo` shows it as it is.
  private mutating func variable(
    _ name: String, from start: Int, into word: inout ShellWord, isQuoted: Bool
  ) throws(ShellSyntaxError) {
    guard Self.readableVariables.contains(name) else {
      throw ShellSyntaxError("the variable `$\(name)`", at: start, instead: "write its value out")
    }
    word.parts.append(.variable(name, isQuoted: isQuoted))
    if name == "?" { return }
    let isGuarded = Self.guardedVariables.contains(name) && program != "echo"
    let text = "${\(name)\(isGuarded ? ":?" : "")}"
    if !isQuoted {
      splices.append(ShellSplice(range: start..<position, text: "\"\(text)\""))
    } else if isGuarded {
      splices.append(ShellSplice(range: start..<position, text: text, isGuard: true))
    }
  }

  private mutating func substitution(into word: inout ShellWord, isQuoted: Bool) throws(ShellSyntaxError) {
    let start = position
    if peek(2) == UInt8(ascii: "(") { throw ShellSyntaxError("`$((`", at: start, instead: "write the number out") }
    guard depth < Self.maximumDepth else {
      throw ShellSyntaxError("more than \(Self.maximumDepth) substitutions in each other", at: start)
    }
    position += 2
    depth += 1
    let script = try list(closedBy: UInt8(ascii: ")"))
    depth -= 1
    word.parts.append(.substitution(script, isQuoted: isQuoted))
  }
}
