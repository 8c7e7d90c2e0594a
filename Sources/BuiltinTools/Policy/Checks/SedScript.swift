/// The script of `sed`: addresses and the commands that only print (rule G11).
struct SedScript {
  private var rest: ArraySlice<UInt8>
  private var depth = 0

  static func check(_ invocation: Invocation, _ judge: CommandReview) throws(Objection) {
    var scripts = invocation.flags.filter { $0.name == "-e" || $0.name == "--expression" }.compactMap(\.value)
    var files = invocation.operands[...]
    if scripts.isEmpty {
      guard let first = files.popFirst() else {
        throw Objection("sed", "lacks its script", instead: "use `sed -n 1,10p FILE`")
      }
      scripts = [first]
    }
    for file in files { try judge.check(file, .file, of: "sed") }
    for script in scripts {
      guard let text = script.text else {
        throw Objection(
          "sed \(script.shown)", "has a script that is only known when it runs", instead: "put it in single quotes")
      }
      var reader = SedScript(rest: Array(text.utf8)[...])
      guard reader.readsAll() else {
        throw Objection(
          "sed \(text)", "has a command that writes, reads other files, runs something, or is not known",
          instead: "use `p`, `d`, `q` and `s` without the flags `w` and `e`")
      }
    }
  }

  /// True where the whole script is read and harmless.
  private mutating func readsAll() -> Bool {
    while true {
      skip(" \t;\n")
      if rest.isEmpty { return depth == 0 }
      if rest.first == UInt8(ascii: "}") {
        if depth == 0 { return false }
        depth -= 1
        rest.removeFirst()
        continue
      }
      guard addresses(), command() else { return false }
    }
  }

  private mutating func skip(_ bytes: String) {
    let set = Set(bytes.utf8)
    rest = rest.drop { set.contains($0) }
  }

  private mutating func addresses() -> Bool {
    guard address() else { return false }
    skip(" \t")
    if rest.first == UInt8(ascii: ",") {
      rest.removeFirst()
      skip(" \t")
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "~") { rest.removeFirst() }
      guard address() else { return false }
    }
    skip(" \t")
    while rest.first == UInt8(ascii: "!") {
      rest.removeFirst()
      skip(" \t")
    }
    return true
  }

  /// A line number, `$`, `/regex/` or `\%regex%`; nothing at all is fine too.
  private mutating func address() -> Bool {
    guard let first = rest.first else { return true }
    if ShellReader.isDigit(first) {
      rest = rest.drop { ShellReader.isDigit($0) || $0 == UInt8(ascii: "~") }
      return true
    }
    if first == UInt8(ascii: "$") {
      rest.removeFirst()
      return true
    }
    if first == UInt8(ascii: "\\") { rest.removeFirst() }
    guard first == UInt8(ascii: "/") || first == UInt8(ascii: "\\"), let delimiter = rest.popFirst(), delimiter > 0x20,
      delimiter != UInt8(ascii: "\\"), delimited(delimiter)
    else { return first != UInt8(ascii: "/") && first != UInt8(ascii: "\\") }
    rest = rest.drop { $0 == UInt8(ascii: "I") || $0 == UInt8(ascii: "M") }
    return true
  }

  /// Reads up to the delimiter. In GNU sed a bracket does not protect it, so it counts there as well.
  private mutating func delimited(_ delimiter: UInt8) -> Bool {
    while let byte = rest.popFirst() {
      if byte == delimiter { return true }
      if byte == UInt8(ascii: "\n") { return false }
      if byte == UInt8(ascii: "\\") {
        guard rest.popFirst() != nil else { return false }
      } else if byte == UInt8(ascii: "[") {
        // Some versions let a bracket protect the delimiter: what may be read in two ways is not read.
        let inside = rest.prefix { $0 != UInt8(ascii: "]") }
        let isOdd = inside.isEmpty || Array(inside) == [UInt8(ascii: "^")]
        if inside.contains(delimiter) || inside.count == rest.count || isOdd { return false }
      }
    }
    return false
  }

  private mutating func command() -> Bool {
    guard let name = rest.popFirst() else { return false }
    switch name {
    case UInt8(ascii: "{"):
      depth += 1
      return depth < 8
    case UInt8(ascii: "s"): return substitution()
    case UInt8(ascii: "y"):
      guard let delimiter = rest.popFirst(), delimiter > 0x20, delimiter != UInt8(ascii: "\\") else { return false }
      return delimited(delimiter) && delimited(delimiter) && ends()
    case UInt8(ascii: ":"), UInt8(ascii: "b"), UInt8(ascii: "t"), UInt8(ascii: "T"):
      skip(" ")
      rest = rest.drop { ShellReader.isNameByte($0, first: false) }
      return ends()
    case UInt8(ascii: "q"), UInt8(ascii: "Q"), UInt8(ascii: "l"):
      skip(" \t")
      rest = rest.drop(while: ShellReader.isDigit)
      return ends()
    default: return Set("pPdDnNgGhHx=".utf8).contains(name) && ends()
    }
  }

  private mutating func substitution() -> Bool {
    guard let delimiter = rest.popFirst(), delimiter > 0x20, delimiter < 0x7F, delimiter != UInt8(ascii: "\\"),
      delimited(delimiter), replacement(delimiter)
    else { return false }
    rest = rest.drop { ShellReader.isDigit($0) || Set("gpiIMm".utf8).contains($0) }
    return ends()
  }

  private mutating func replacement(_ delimiter: UInt8) -> Bool {
    while let byte = rest.popFirst() {
      if byte == delimiter { return true }
      if byte == UInt8(ascii: "\n") { return false }
      if byte == UInt8(ascii: "\\"), rest.popFirst() == nil { return false }
    }
    return false
  }

  /// True where a command ends here.
  private mutating func ends() -> Bool {
    skip(" \t")
    guard let next = rest.first else { return true }
    return Set(";\n}".utf8).contains(next)
  }
}
