/// The program of `awk`: tokens that start something, write something or look into the environment are refused (G11).
struct AwkProgram {
  private static let forbidden: Set<String> = [
    "system", "getline", "close", "fflush", "ENVIRON", "ARGV", "ARGC", "PROCINFO", "SYMTAB", "FUNCTAB", "eval", "ENV",
    "extension", "load", "include", "namespace",
  ]

  /// Words behind which a `/` opens a pattern.
  private static let keywords: Set<String> = [
    "print", "printf", "return", "exit", "in", "else", "do", "case", "default", "if", "while", "for", "switch",
    "delete", "function", "func", "BEGIN", "END", "BEGINFILE", "ENDFILE",
  ]
  /// Words behind which a `/` may divide or open a pattern.
  private static let readTwoWays: Set<String> = ["length", "next", "nextfile", "break", "continue"]

  static func check(_ invocation: Invocation, _ judge: CommandReview) throws(Objection) {
    var files = invocation.operands[...]
    guard let program = files.popFirst() else {
      throw Objection("awk", "lacks its program", instead: "use `awk '{print $1}' FILE`")
    }
    if judge.added != .none, program.text == "./found" {
      throw Objection("awk", "would run a file's name as its program", instead: "write the program before `{}`")
    }
    guard let text = program.text else {
      throw Objection(
        "awk \(program.shown)", "has a program that is only known when it runs", instead: "put it in single quotes")
    }
    var reader = AwkProgram(bytes: Array(text.utf8))
    if let problem = reader.problem() {
      throw Objection("awk \(text)", "has \(problem)", instead: "use patterns, `print` and `printf` alone")
    }
    for assignment in invocation.flags where assignment.name == "-v" || assignment.name == "--assign" {
      guard let text = assignment.value?.text, text.contains("="),
        !forbidden.contains(String(text.prefix { $0 != "=" }))
      else {
        throw Objection("awk -v", "has no plain `name=value`", instead: "write it so")
      }
    }
    for file in files {
      if file.prefix.hasPrefix("-"), file.text != "-" {
        throw Objection("awk \(file.shown)", "may be a flag behind the program", instead: "begin it with `./`")
      }
      // An operand `name=value` sets a variable; so would a file of that name.
      if let text = file.text, let equals = text.firstIndex(of: "="), isName(text[..<equals]),
        !forbidden.contains(String(text[..<equals]))
      {
        continue
      }
      try judge.check(file, .file, of: "awk")
    }
  }

  private static func isName(_ text: Substring) -> Bool {
    text.utf8.first.map { ShellReader.isNameByte($0, first: true) } ?? false
      && text.utf8.allSatisfy { ShellReader.isNameByte($0, first: false) }
  }

  private let bytes: [UInt8]
  private var position = 0
  private var parentheses = 0
  /// True between `print` or `printf` and the end of the statement.
  private var isPrinting = false
  /// The parenthesis depth at which printing began.
  private var printDepth = 0
  /// True where a `/` would divide and not open a pattern.
  private var isBehindValue = false

  /// True behind `)`, `++` and the like, where a `/` may divide or open a pattern.
  private var isAmbiguous = false
  /// How often such a `/` was read both ways.
  private var forks = 0

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// What is wrong if the `/` here opens a pattern; a pattern that is not closed would not run at all.
  private mutating func problemOfPattern() -> String? {
    forks += 1
    guard forks <= 6 else { return "too many divisions behind parentheses" }
    var other = self
    guard other.skipDelimited(UInt8(ascii: "/")) else {
      return bytes[(position + 1)...].contains(UInt8(ascii: "/")) ? "a `/` that can be read in two ways" : nil
    }
    (other.isAmbiguous, other.isBehindValue) = (false, true)
    return other.problem()
  }

  private mutating func problem() -> String? {
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "\""):
        guard skipDelimited(byte) else { return "a string that is not closed" }
        isBehindValue = true
      case UInt8(ascii: "/") where isAmbiguous:
        if let problem = problemOfPattern() { return problem }
        isAmbiguous = false
        if let problem = punctuation(byte) { return problem }
      case UInt8(ascii: "/") where !isBehindValue:
        guard skipDelimited(byte) else { return "a pattern that is not closed" }
        isBehindValue = true
      case UInt8(ascii: " "), UInt8(ascii: "\t"): position += 1
      case UInt8(ascii: "#"): return "a comment"
      case UInt8(ascii: "@"): return "an `@`"
      case UInt8(ascii: "\\"):
        // Inside of a name, a line that goes on may be read as one name.
        guard position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "\n"), position > 0,
          !ShellReader.isNameByte(bytes[position - 1], first: false)
        else {
          return "a backslash outside of text"
        }
        position += 2
      case let byte where ShellReader.isNameByte(byte, first: true):
        if let problem = name() { return problem }
      default:
        if let problem = punctuation(byte) { return problem }
      }
    }
    return nil
  }

  /// A string or a pattern. A `/` inside brackets is read in two ways by different versions, so it is not read.
  private mutating func skipDelimited(_ delimiter: UInt8) -> Bool {
    position += 1
    var isInBracket = false
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == delimiter {
        isAmbiguous = false
        return !isInBracket
      }
      if byte == UInt8(ascii: "\n") { return false }
      if byte == UInt8(ascii: "\\") { position += 1 }
      guard delimiter == UInt8(ascii: "/") else { continue }
      if isInBracket, byte == UInt8(ascii: "["), position < bytes.count, bytes[position] == UInt8(ascii: ":") {
        guard skipClass() else { return false }
      } else if byte == UInt8(ascii: "[") {
        // A `]` in front stands for itself in some versions.
        if bytes[position...].starts(with: "]".utf8) || bytes[position...].starts(with: "^]".utf8) { return false }
        isInBracket = true
      } else if byte == UInt8(ascii: "]") {
        isInBracket = false
      }
    }
    return false
  }

  /// The rest of `[:alpha:]`, whose bracket is not the end of the outer one.
  private mutating func skipClass() -> Bool {
    position += 1
    while position < bytes.count, ShellReader.isNameByte(bytes[position], first: true) { position += 1 }
    guard bytes[position...].starts(with: ":]".utf8) else { return false }
    position += 2
    return true
  }

  private mutating func name() -> String? {
    let start = position
    while position < bytes.count, ShellReader.isNameByte(bytes[position], first: false) { position += 1 }
    let name = String(decoding: bytes[start..<position], as: UTF8.self)
    if Self.forbidden.contains(name) { return "`\(name)`" }
    if name == "print" || name == "printf" { (isPrinting, printDepth) = (true, parentheses) }
    isBehindValue = !Self.keywords.contains(name)
    isAmbiguous = Self.readTwoWays.contains(name)
    return nil
  }

  /// True where a newline ends what is before it. Behind an operator or a comma it goes on, in some versions.
  private func endsStatement(at newline: Int) -> Bool {
    let line = bytes[..<newline]
    guard let last = line.last(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }) else { return true }
    let word = line.reversed().drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      .prefix { ShellReader.isNameByte($0, first: false) }
    if word.elementsEqual("ni".utf8) { return false }
    return ShellReader.isNameByte(last, first: false) || Set("\")]};".utf8).contains(last)
  }

  private mutating func punctuation(_ byte: UInt8) -> String? {
    position += 1
    let next = position < bytes.count ? bytes[position] : 0
    switch byte {
    case UInt8(ascii: "|"):
      if next != byte { return "a pipe" }
      position += 1
    case UInt8(ascii: ">"):
      // Behind `print`, a comparison needs parentheses around it.
      if next == byte { return "an output redirection" }
      if isPrinting && parentheses <= printDepth { return "an output redirection" }
      if next == UInt8(ascii: "=") { position += 1 }
    case UInt8(ascii: "<"):
      if next == UInt8(ascii: "=") { position += 1 }
    case UInt8(ascii: "("): parentheses += 1
    case UInt8(ascii: ")"): parentheses -= 1
    case UInt8(ascii: "\n"): isPrinting = isPrinting && !endsStatement(at: position - 1)
    case UInt8(ascii: ";"), UInt8(ascii: "}"), UInt8(ascii: "{"): isPrinting = false
    case UInt8(ascii: "`"), 0x80...: return "a character outside of text"
    default: break
    }
    let isStep = (byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")) && position > 1 && bytes[position - 2] == byte
    isAmbiguous = byte == UInt8(ascii: ")") || byte == UInt8(ascii: "$") || isStep
    isBehindValue = byte == UInt8(ascii: "]") || byte == UInt8(ascii: ".") || ShellReader.isDigit(byte)
    return nil
  }
}
