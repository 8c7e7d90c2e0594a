/// Judges a command that was read: throws the first `Objection`, the hard ones first.
///
/// A value that is copied where a part of the command runs in circumstances of its own: a substitution, a wrapper.
struct CommandReview {
  let configuration: PolicyConfiguration
  let table: ProgramTable
  let paths: SensitivePaths
  /// False for this machine.
  let isRemote: Bool
  /// Where the command runs, as far as `cd` says.
  var folder: PathPattern
  /// Where it may run instead, if a `cd` before it failed.
  var formerFolders: [PathPattern] = []
  /// True behind a `cd`.
  var hasMoved = false
  /// The commands before this one in its pipeline.
  var upstream: [ShellCommand] = []
  /// Operands that will be added and that the command's text does not show (`xargs`, `find -exec`).
  var added = AddedOperands.none
  /// True behind `sudo`.
  var isSuper = false
  /// True inside of `sh -c`, behind `xargs` and in `find -exec`, where the prologue adds nothing to the text.
  var isBeyondPrologue = false
  var depth = 0

  /// Judges every command of the script and throws the gravest objection.
  mutating func check(_ script: ShellScript) throws(Objection) {
    var first: Objection?
    for pipeline in script.pipelines {
      for (index, command) in pipeline.commands.enumerated() {
        upstream = Array(pipeline.commands[..<index])
        do {
          if pipeline.commands.count == 1, try changeFolder(command) { continue }
          try check(command)
        } catch {
          if error.isHard { throw error }
          first = first ?? error
        }
      }
    }
    if let first { throw first }
  }

  /// Follows `cd FOLDER`; false for any other command.
  private mutating func changeFolder(_ command: ShellCommand) throws(Objection) -> Bool {
    guard command.words.first?.text == "cd" else { return false }
    try checkSurroundings(command)
    var words = command.words.dropFirst()
    if words.first?.text == "--" { words.removeFirst() }
    let target = words.first ?? ShellWord(parts: [.tilde(user: "")], range: 0..<0)
    guard words.count < 2, !target.hasGlob, target.substitutions.isEmpty, !target.fixedPrefix.hasPrefix("-")
    else {
      throw Objection(
        command.shellText, "goes to a folder that is only known when it runs", instead: "write the folder out")
    }
    let next = PathPattern(target, in: folder)
    if next.climbsBehindLink { throw Self.climbing(CommandArgument(target)) }
    if paths.forbids(next, for: .content) { throw Self.secret(CommandArgument(target)) }
    formerFolders.append(folder)
    folder = next
    hasMoved = true
    return true
  }

  func check(_ command: ShellCommand) throws(Objection) {
    try checkSurroundings(command)
    try check(command.words.map(argument))
  }

  /// Assignments, redirections and substitutions of a command.
  private func checkSurroundings(_ command: ShellCommand) throws(Objection) {
    for script in (command.words + command.assignments.map(\.value)).flatMap(\.substitutions) {
      guard depth < 8 else { throw Objection(command.shellText, "is nested too deeply") }
      var inner = self
      inner.depth += 1
      inner.upstream = []
      try inner.check(script)
    }
    for assignment in command.assignments { try Self.check(assignment) }
    for case .input(let word) in command.redirections {
      if word.hasGlob { throw Objection("<\(word.shellText)", "reads a file that is only known when it runs") }
      try checkPath(argument(word), for: .content, of: "<")
    }
  }

  func argument(_ word: ShellWord) -> CommandArgument {
    var isTame = true
    var isNumeric = true
    for case .substitution(let script, let isQuoted) in word.parts {
      let kind = TameOutput.kind(of: script, isQuoted: isQuoted, in: table)
      isTame = isTame && kind != nil
      isNumeric = isNumeric && kind == .numbers
    }
    return CommandArgument(word, isTame: isTame, isNumeric: isNumeric && !word.substitutions.isEmpty)
  }

  private static let harmlessVariables: Set<String> = [
    "TZ", "COLUMNS", "LINES", "NO_COLOR", "SYSTEMD_COLORS", "DEBIAN_FRONTEND",
  ]
  private static let pagerVariables: Set<String> = ["PAGER", "SYSTEMD_PAGER", "GIT_PAGER", "MANPAGER"]

  /// The name of a locale, or nothing: no text that a shell or a program could take for more.
  private static func isLocaleName(_ value: String) -> Bool {
    !value.hasPrefix("-") && !value.utf8Contains("..")
      && value.utf8.allSatisfy { ShellReader.isNameByte($0, first: false) || Set(".@:-".utf8).contains($0) }
  }

  static func check(_ assignment: ShellCommand.Assignment) throws(Objection) {
    let shown = "\(assignment.name)=\(assignment.value.shellText)"
    let isLocale = assignment.name.hasPrefix("LC_") && assignment.name.count > 3
    guard let value = assignment.value.text else {
      throw Objection(shown, "is only known when it runs", instead: "write the value out")
    }
    let isNumber = !value.isEmpty && value.utf8.allSatisfy(ShellReader.isDigit)
    if assignment.name == "COLUMNS" || assignment.name == "LINES", !isNumber {
      throw Objection(shown, "is no number", instead: "write a number")
    }
    if pagerVariables.contains(assignment.name), value == "cat" || value.isEmpty { return }
    if isLocale || assignment.name == "LANG" || assignment.name == "LANGUAGE" {
      if isLocaleName(value) { return }
    } else if harmlessVariables.contains(assignment.name), !value.utf8Contains("/") || assignment.name == "TZ",
      !value.hasPrefix("/"), !value.hasPrefix(":"), !value.utf8Contains("..")
    {
      return
    }
    throw Objection(
      shown, "sets a variable that may change what the command does",
      instead: "leave it out; LANG, LC_ALL, TZ, COLUMNS and PAGER=cat may be set")
  }
}
