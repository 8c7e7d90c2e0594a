/// Judges a command that was read: throws the first `Objection`, the hard ones first.
///
/// A value that is copied where a part of the command runs in circumstances of its own: a substitution, a wrapper.
struct CommandReview {
  let configuration: PolicyConfiguration
  let table: ProgramTable
  let paths: SensitivePaths
  /// False for this machine.
  let isRemote: Bool
  /// Where the first command runs.
  let start: PathPattern
  /// Where the command runs that is being judged.
  var folder: PathPattern
  /// Where it may run: a `cd` before it may have failed.
  var folders: [PathPattern]
  /// True where a value of the command may be nothing, or several words.
  var mayVary = false
  /// How often one command may be judged: in so many folders times so many variants.
  var budget = WordVariants.maximum
  /// The commands before this one in its pipeline.
  var upstream: [ShellCommand] = []
  /// Operands that will be added and that the command's text does not show (`xargs`, `find -exec`).
  var added = AddedOperands.none
  /// True behind `sudo`.
  var isSuper = false
  /// True inside of `sh -c`, behind `xargs` and in `find -exec`, where the prologue adds nothing to the text.
  var isBeyondPrologue = false
  var depth = 0

  init(
    configuration: PolicyConfiguration, table: ProgramTable, paths: SensitivePaths, isRemote: Bool, start: PathPattern
  ) {
    self.configuration = configuration
    self.table = table
    self.paths = paths
    self.isRemote = isRemote
    self.start = start
    folder = start
    folders = [start]
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

  /// The name of a locale, or nothing, with a charset in which no byte of a letter is a backslash or a quote.
  private static func isLocaleName(_ value: String) -> Bool {
    if ["", "C", "POSIX", "C.UTF-8", "C.utf8"].contains(value) { return true }
    let modified = value.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    let parts = modified[0].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let names = parts[0].split(separator: "_", maxSplits: 1, omittingEmptySubsequences: false)
    func isCode(_ text: Substring, _ lengths: ClosedRange<Int>, _ letters: ClosedRange<Unicode.Scalar>) -> Bool {
      lengths.contains(text.utf8.count) && text.unicodeScalars.allSatisfy(letters.contains)
    }
    guard isCode(names[0], 2...3, "a"..."z"), names.count == 1 || isCode(names[1], 2...2, "A"..."Z"),
      modified.count == 1 || isCode(modified[1], 4...8, "a"..."z")
    else { return false }
    // Without a charset, Chinese may be Big5, which has such letters.
    return parts.count == 1 ? names[0] != "zh" : ["UTF-8", "utf8"].contains(parts[1])
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
    if isLocale || assignment.name == "LANG" {
      if isLocaleName(value) { return }
    } else if assignment.name == "LANGUAGE" {
      if value.split(separator: ":").allSatisfy({ isLocaleName(String($0)) }) { return }
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
