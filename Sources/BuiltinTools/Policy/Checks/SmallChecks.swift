/// Checks of single programs that flags and kinds of operands cannot express.
enum SmallChecks {
  /// `date` sets the clock from an operand that is no format.
  static func date(_ invocation: Invocation, _ judge: CommandReview) throws(Objection) {
    for operand in invocation.operands where !operand.prefix.hasPrefix("+") {
      throw Objection("date \(operand.shown)", "sets the clock", instead: "use `date +FORMAT`")
    }
  }

  /// `vmstat 1` never ends: an interval needs a count, and both together an end.
  static func interval(_ invocation: Invocation, _ judge: CommandReview) throws(Objection) {
    let numbers = invocation.operands.compactMap { operand in operand.text.flatMap { Int($0) } }
    let title = invocation.title
    if numbers.count == 1 {
      throw Objection("\(title) \(numbers[0])", "never ends", instead: "use `\(title) \(numbers[0]) 5`")
    }
    if numbers.count == 2, numbers[0] * numbers[1] > 600 || numbers[0] > 600 || numbers[1] > 600 {
      throw Objection(
        "\(title) \(numbers[0]) \(numbers[1])", "takes more than ten minutes", instead: "use `\(title) 1 5`")
    }
  }

  /// `curl` reads from this machine's own pages alone (G11).
  static func curl(_ invocation: Invocation, _ judge: CommandReview) throws(Objection) {
    for operand in invocation.operands {
      guard let text = operand.word.textWithQuestionMarks, isLocalPage(text), !hasControl(text) else {
        throw Objection(
          "curl \(operand.shown)", "talks to another host", instead: "only `http://localhost…` may be read")
      }
    }
    for flag in invocation.flags {
      guard let value = flag.value else { continue }
      guard let text = value.text, !text.hasPrefix("@"), !text.utf8Contains("%output{"), !text.utf8Contains("%header{")
      else {
        throw Objection("curl \(flag.name) \(value.shown)", "may read or write a file", instead: "leave it out")
      }
      // A line of its own in a request is a command to a server that speaks another protocol.
      if hasControl(text) {
        throw Objection("curl \(flag.name)", "has a newline or another control character", instead: "leave it out")
      }
    }
  }

  private static func hasControl(_ text: String) -> Bool { text.utf8.contains { $0 < 0x20 || $0 == 0x7F } }

  private static func isLocalPage(_ text: String) -> Bool {
    var rest = text[...]
    for scheme in ["http://", "https://"] where rest.hasPrefix(scheme) { rest = rest.dropFirst(scheme.count) }
    guard let host = ["localhost", "127.0.0.1", "[::1]"].first(where: rest.hasPrefix) else { return false }
    rest = rest.dropFirst(host.count)
    if rest.first == ":" {
      rest = rest.dropFirst()
      let port = rest.prefix { $0.isASCII && $0.isNumber }
      guard !port.isEmpty else { return false }
      rest = rest.dropFirst(port.count)
    }
    return rest.isEmpty || (rest.first == "/" || rest.first == "?") && !rest.contains { "{}[]@\\ ".contains($0) }
  }

  /// Secrets of a cluster are secrets.
  static func kubectl(_ invocation: Invocation, _ judge: CommandReview) throws(Objection) {
    for operand in invocation.operands where operand.text?.lowercased().utf8Contains("secret") ?? true {
      throw Objection(
        "\(invocation.title) \(operand.shown)", "shows secrets", instead: "use other resources",
        isHard: operand.text != nil)
    }
  }

  /// `lsof` takes `+D` and its like as operands.
  static func lsof(_ invocation: Invocation, _ judge: CommandReview) throws(Objection) {
    for operand in invocation.operands {
      let text = operand.text ?? ""
      if text.hasPrefix("+"), text != "+D", text != "+d", text != "+L1", text != "+c0", text != "+L" {
        throw Objection("lsof \(text)", "is not known to be read-only", instead: "leave it out")
      }
    }
  }

  /// `yq` has verbs in front of its program, and operators that read files.
  static func yq(_ invocation: Invocation, _ judge: CommandReview) throws(Objection) {
    guard let program = invocation.operands.first, let text = program.text, text.hasPrefix("."),
      !text.utf8Contains("load")
    else {
      throw Objection(
        "yq \(invocation.operands.first?.shown ?? "")", "is no plain path", instead: "use `yq '.a.b' FILE`")
    }
    try JQLanguage.checkProgram(program, of: "yq")
  }

  /// Macros of `rpm` run programs, in the names of files and packages too; only a format may hold a `%`.
  static func rpm(_ invocation: Invocation, _ judge: CommandReview) throws(Objection) {
    let readsFiles = invocation.has("-p", "--package")
    if readsFiles, invocation.has("-V", "--verify") {
      throw Objection("rpm -Vp", "runs the script of a package that is not installed", instead: "use `rpm -qip FILE`")
    }
    let formats = invocation.flags.filter { ["--qf", "--queryformat"].contains($0.name) }.compactMap(\.value)
    let others = invocation.flags.filter { !["--qf", "--queryformat"].contains($0.name) }.compactMap(\.value)
    let macros = ["%(", "%[", "%{lua", "%{expand", "%{load", "%{shrink", "%!"]
    let odd =
      formats.first { format in macros.contains(where: format.shown.utf8Contains) }
      ?? (invocation.operands + others).first { $0.shown.utf8Contains("%") }
    if let odd {
      throw Objection("rpm \(odd.shown)", "has a macro, which may run a program", instead: "use tags such as `%{NAME}`")
    }
    // A file that is no package is read as a list of packages, and its lines are shown.
    if readsFiles { for operand in invocation.operands { try judge.check(operand, .file, of: invocation.title) } }
  }

  /// A database's name may be a whole connection with a host of its own.
  static func databaseName(_ invocation: Invocation, _ judge: CommandReview) throws(Objection) {
    for name in invocation.flags.filter({ $0.name == "-d" || $0.name == "--dbname" }).compactMap(\.value) {
      guard let text = name.text, !text.utf8.contains(where: { Set("=:/ ".utf8).contains($0) }) else {
        throw Objection(
          "\(invocation.title) -d \(name.shown)", "may name another host", instead: "use the database's name and `-h`")
      }
    }
  }

  /// The journal keeps the environment of processes that crashed.
  static func journalFields(_ invocation: Invocation, _ judge: CommandReview) throws(Objection) {
    let names = ["-F", "--field", "--output-fields"]
    for value in invocation.flags.filter({ names.contains($0.name) }).compactMap(\.value) {
      guard let text = value.text, !text.uppercased().utf8Contains("ENVIRON") else {
        throw Objection(
          "\(invocation.title) \(value.shown)", "shows environments, which hold secrets", instead: "use other fields")
      }
    }
  }

  /// `@FILE` reads more options from a file, those that load a plugin too.
  static func noOptionFile(_ invocation: Invocation, _ judge: CommandReview) throws(Objection) {
    for argument in invocation.operands + invocation.flags.compactMap(\.value) where argument.prefix.hasPrefix("@") {
      throw Objection(
        "\(invocation.title) \(argument.shown)", "reads options from a file", instead: "begin the name with `./`")
    }
  }

  /// Programs that look up a host among their words: `ss dst HOST`, `lsof -i@HOST`, `-n rabbit@HOST`, `fuser 1,HOST/tcp`.
  static func hostFilter(_ invocation: Invocation, _ judge: CommandReview) throws(Objection) {
    for argument in invocation.operands + invocation.flags.compactMap(\.value) {
      guard let text = argument.text else {
        if argument.prefix.hasPrefix("/") || argument.isTame && !argument.word.hasGlob { continue }
        throw Objection(argument.shown, "is only known when it runs", instead: "write it out")
      }
      for word in placeOfHosts(text, invocation.title).split(whereSeparator: { " \t\n()[]@,=!<>&|".contains($0) }) {
        let pieces = word.prefix { $0 != "/" }.split(separator: ":")
        for piece in pieces where piece.contains(".") || piece.utf8.count > 24 {
          try HostNames.check(CommandArgument(text: String(piece)), of: invocation.title)
        }
      }
    }
  }

  /// The part of a word in which a program looks for hosts; the rest may be the name of a file.
  private static func placeOfHosts(_ text: String, _ title: String) -> Substring {
    if title == "ss" { return text[...] }
    return text.drop { $0 != (title == "fuser" ? "," : "@") }
  }

  /// A compressor lists, tests, or prints what it unpacks: `bzip2 -td` would put the file in the place of the archive.
  static func toStandardOutput(_ invocation: Invocation, _ judge: CommandReview) throws(Objection) {
    let title = invocation.title
    let unpacks = invocation.has("-d", "--decompress")
    let prints = invocation.has("-c", "--stdout", "--to-stdout")
    let lists = invocation.has("-l", "-t", "--list", "--test")
    let isUnpacker = ["gunzip", "bunzip2", "unxz", "unzstd"].contains(title)
    guard prints && !lists && (unpacks || isUnpacker) || lists && !prints && !unpacks else {
      throw Objection(title, "writes a file, or packs one", instead: "use `zcat FILE` or `\(title) -dc FILE`")
    }
  }

  /// `tail +1f FILE` is an old spelling of `-f`.
  static func oldFollow(_ invocation: Invocation, _ judge: CommandReview) throws(Objection) {
    for operand in invocation.operands where operand.prefix.hasPrefix("+") && operand.text?.hasSuffix("f") ?? true {
      throw Objection("tail \(operand.shown)", "never ends", instead: "use `tail -n +1 FILE`")
    }
  }

  /// `host:path` names another host for some programs.
  static func noRemoteName(_ invocation: Invocation, _ judge: CommandReview) throws(Objection) {
    for operand in invocation.operands where operand.shown.utf8Contains(":") {
      throw Objection("\(invocation.title) \(operand.shown)", "may name another host", instead: "name a local file")
    }
  }

  /// `ls -R /` and `tree /` walk every file system.
  static func walk(_ invocation: Invocation, _ judge: CommandReview) throws(Objection) {
    guard invocation.title == "tree" && !invocation.has("-L") || invocation.has("-R", "--recursive") else { return }
    for operand in invocation.operands {
      let path = PathPattern(operand.word, in: judge.folder)
      guard path.base == .root, path.names.allSatisfy(\.isOnlyWild) else { continue }
      throw Objection(
        "\(invocation.title) \(operand.shown)", "walks every file system, network ones too",
        instead: "use `find \(operand.shown) -xdev -maxdepth 3`")
    }
  }

  /// `name=value` sets something.
  static func noEquals(_ invocation: Invocation, _ judge: CommandReview) throws(Objection) {
    for operand in invocation.operands where operand.text?.contains("=") ?? true {
      throw Objection(
        "\(invocation.title) \(operand.shown)", "changes a setting", instead: "leave `=` and the value out")
    }
  }

  /// `service NAME` does what the second word says.
  static func service(_ invocation: Invocation, _ judge: CommandReview) throws(Objection) {
    if invocation.has("--status-all"), invocation.operands.isEmpty { return }
    guard invocation.operands.count == 2, invocation.operands[1].text == "status",
      let name = invocation.operands[0].text, !name.contains("/")
    else { throw Objection(invocation.title, "may change a service", instead: "use `\(invocation.title) NAME status`") }
  }
}
