/// Reads a command text in the language that sh and bash share, in one pass (rules G1 to G6).
///
/// Refuses, by a `ShellSyntaxError` with the byte offset, whatever it cannot read exactly and whatever shells read
/// differently. It reads at most 8 KiB, 64 commands, and substitutions four deep.
package struct ShellReader {
  static let maximumCommands = 64
  static let maximumDepth = 4

  /// Operators read in full, so that `&>` is not taken for `&`.
  enum Operator: String {
    case pipe = "|"
    case pipeWithErrors = "|&"
    case and = "&&"
    case or = "||"
    case semicolon = ";"
    case newline = "\n"
  }

  let bytes: [UInt8]
  var position = 0
  var depth = 0
  var commandCount = 0
  /// The program of the command that is being read, once its word was read.
  var program: String?
  /// Where `prepared` text differs from what was written.
  var splices: [ShellSplice] = []

  /// Reads the whole of `text`.
  package static func script(_ text: String) throws(ShellSyntaxError) -> ShellScript { try reading(text).script }

  static func reading(_ text: String) throws(ShellSyntaxError) -> ShellReading {
    try ShellScreen.check(text)
    var reader = ShellReader(bytes: Array(text.utf8))
    let script = try reader.list(closedBy: nil)
    return ShellReading(source: reader.bytes, script: script, splices: reader.splices)
  }
}

/// A script and the text it was read from.
struct ShellReading {
  var source: [UInt8]
  var script: ShellScript
  /// What a plain `sh` spells differently (`&>` and `|&`), and variables that need quotes or a value.
  var splices: [ShellSplice]
}

extension ShellReader {
  /// A list of pipelines up to the end of the text, or up to `)`, which is consumed.
  mutating func list(closedBy close: UInt8?) throws(ShellSyntaxError) -> ShellScript {
    var pipelines: [ShellScript.Pipeline] = []
    var connector = ShellScript.Connector.sequence
    var joined: (name: String, offset: Int)?
    while true {
      skipBlank(newlines: true)
      if isAtEnd(close) {
        if let joined { throw ShellSyntaxError("nothing after `\(joined.name)`", at: joined.offset) }
        break
      }
      pipelines.append(try pipeline(connector))
      joined = nil
      skipBlank(newlines: false)
      if isAtEnd(close) { break }
      let start = position
      switch try takeOperator() {
      case .and: (connector, joined) = (.and, ("&&", start))
      case .or: (connector, joined) = (.or, ("||", start))
      default: connector = .sequence
      }
    }
    guard close != nil else {
      if pipelines.isEmpty { throw ShellSyntaxError("no command", at: 0) }
      return ShellScript(pipelines: pipelines)
    }
    guard position < bytes.count else { throw ShellSyntaxError("a `$(` that is not closed", at: position) }
    if pipelines.isEmpty { throw ShellSyntaxError("an empty substitution", at: position) }
    position += 1
    return ShellScript(pipelines: pipelines)
  }

  private func isAtEnd(_ close: UInt8?) -> Bool {
    position >= bytes.count || (close != nil && bytes[position] == close)
  }

  private mutating func pipeline(
    _ connector: ShellScript.Connector
  ) throws(ShellSyntaxError) -> ShellScript.Pipeline {
    var result = ShellScript.Pipeline(connector: connector, isNegated: false, commands: [])
    if peek() == Self.bang {
      guard let next = peek(1), next == Self.space || next == Self.tab else {
        throw ShellSyntaxError("a `!` that some shells take for their history", at: position)
      }
      result.isNegated = true
      position += 1
      skipBlank(newlines: false)
    }
    while true {
      result.commands.append(try command())
      skipBlank(newlines: false)
      guard peek() == Self.bar, peek(1) != Self.bar else { return result }
      let start = position
      if try takeOperator() == .pipeWithErrors {
        result.commands[result.commands.count - 1].pipesErrors = true
        splices.append(ShellSplice(range: start..<position, text: " 2>&1 |"))
      }
      skipBlank(newlines: true)
      if position >= bytes.count { throw ShellSyntaxError("nothing after `|`", at: start) }
    }
  }

  private mutating func command() throws(ShellSyntaxError) -> ShellCommand {
    let start = position
    commandCount += 1
    guard commandCount <= Self.maximumCommands else {
      throw ShellSyntaxError(
        "more than \(Self.maximumCommands) commands", at: position, instead: "split it into several calls")
    }
    var result = ShellCommand(assignments: [], words: [], redirections: [], pipesErrors: false)
    let outer = program
    program = nil
    defer { program = outer }
    while true {
      skipBlank(newlines: false)
      guard let byte = peek(), !Self.endsCommand.contains(byte) || isRedirection() else { break }
      if let redirection = try redirection() {
        result.redirections.append(redirection)
      } else if result.words.isEmpty, let assignment = try assignment() {
        result.assignments.append(assignment)
      } else {
        let word = try word()
        if result.words.isEmpty {
          try checkCommandWord(word)
          program = word.text
        }
        result.words.append(word)
      }
    }
    if result.words.isEmpty { throw emptyCommand(result, at: start) }
    return result
  }

  private func emptyCommand(_ command: ShellCommand, at start: Int) -> ShellSyntaxError {
    if let first = command.assignments.first {
      return ShellSyntaxError(
        "the assignment of `\(first.name)` without a command", at: start, instead: "put it before a command")
    }
    if !command.redirections.isEmpty { return ShellSyntaxError("a redirection without a command", at: start) }
    switch peek() {
    case UInt8(ascii: "("):
      return ShellSyntaxError("a subshell `(`", at: position, instead: "write the commands plainly")
    case let byte?:
      return ShellSyntaxError("`\(Character(UnicodeScalar(byte)))` without a command before it", at: position)
    case nil: return ShellSyntaxError("no command", at: start)
    }
  }

  private mutating func assignment() throws(ShellSyntaxError) -> ShellCommand.Assignment? {
    var end = position
    while end < bytes.count, Self.isNameByte(bytes[end], first: end == position) { end += 1 }
    guard end > position, end < bytes.count else { return nil }
    if bytes[end] == UInt8(ascii: "+"), end + 1 < bytes.count, bytes[end + 1] == Self.equals {
      throw ShellSyntaxError("`+=`", at: end)
    }
    guard bytes[end] == Self.equals else { return nil }
    let name = String(decoding: bytes[position..<end], as: UTF8.self)
    position = end + 1
    guard let byte = peek(), !Self.endsWord(byte) else {
      return ShellCommand.Assignment(name: name, value: ShellWord(parts: [], range: position..<position))
    }
    return ShellCommand.Assignment(name: name, value: try word())
  }
}
