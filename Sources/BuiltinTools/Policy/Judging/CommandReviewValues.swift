// Values of flags and operands, by the kind that the table gives.

extension CommandReview {
  func check(_ argument: CommandArgument, _ kind: ValueKind, of title: String) throws(Objection) {
    switch kind {
    case .text, .command: return
    case .number: try checkNumber(argument, of: title)
    case .word: try checkWord(argument, of: title)
    case .file: try checkPath(argument, for: .content, of: title)
    case .certificate: try checkCertificate(argument, of: title)
    case .tree: try checkPath(argument, for: .tree, of: title)
    case .name, .device: try checkPath(argument, for: .name, of: title)
    case .host: try HostNames.check(argument, of: title)
    case .choice(let words): try checkChoice(argument, words, of: title)
    }
  }

  private func checkNumber(_ argument: CommandArgument, of title: String) throws(Objection) {
    if argument.text == nil, argument.isTame, !argument.word.hasGlob { return }
    // No program takes an empty word for a number.
    guard let text = argument.text, !text.isEmpty else {
      if argument.text != nil { return }
      throw Objection(
        "\(title) \(argument.shown)", "has `\(argument.shown)` where a number belongs", instead: "write a number")
    }
    let unit = text.utf8.reversed().prefix { ShellReader.isNameByte($0, first: true) || $0 == UInt8(ascii: "%") }.count
    let digits = text.utf8.dropLast(unit)
    guard unit <= 3, digits.contains(where: ShellReader.isDigit),
      digits.allSatisfy({ ShellReader.isDigit($0) || Set(",.:-+".utf8).contains($0) })
    else {
      throw Objection(
        "\(title) \(argument.shown)", "has `\(argument.shown)` where a number belongs", instead: "write a number")
    }
  }

  private func checkWord(_ argument: CommandArgument, of title: String) throws(Objection) {
    if argument.isUnknown {
      guard table[title]?.isPlain == true else {
        throw Objection(argument.shown, "is only known when it runs", instead: "write the value out")
      }
      return
    }
    guard argument.prefix.utf8Contains("/") else { return }
    let path = PathPattern(argument.word, in: folder)
    if path.climbsBehindLink { throw Self.climbing(argument) }
    if paths.forbids(path, for: .content) { throw Self.secret(argument) }
  }

  /// `site.pem` holds a certificate where one is asked for; places that are secret stay so.
  private func checkCertificate(_ argument: CommandArgument, of title: String) throws(Objection) {
    guard let text = argument.text, text.hasSuffix(".pem"), !text.lowercased().utf8Contains("key") else {
      return try checkPath(argument, for: .content, of: title)
    }
    try checkPath(CommandArgument(text: text.dropLast(4) + ".crt"), for: .content, of: title)
  }

  private func checkChoice(_ argument: CommandArgument, _ words: [String], of title: String) throws(Objection) {
    if words.contains(where: { $0.hasSuffix("*") }), argument.prefix.utf8Contains("/") {
      try checkPath(argument, for: .content, of: title)
    }
    let fits = words.contains { word in
      word == "NUMBER" && argument.text?.utf8.allSatisfy(ShellReader.isDigit) ?? false
        || word.hasSuffix("*") && !argument.shown.utf8Contains("..")
          && argument.prefix.hasPrefix(word.dropLast()) && argument.isTame
        || argument.text == word
    }
    guard fits else {
      let known = words.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
      throw Objection(
        "\(title) \(argument.shown)", "has a value that is not known to be read-only", instead: "known are \(known)")
    }
  }

  /// Judges a path that the program opens or shows.
  func checkPath(_ argument: CommandArgument, for use: SensitivePaths.Use, of title: String) throws(Objection) {
    if argument.text == "-" { return }
    if argument.isUnknown {
      if use == .name { return }
      throw Objection(argument.shown, "is a file that is only known when it runs", instead: "write its path out")
    }
    if argument.prefix.utf8Contains("://") {
      throw Objection("\(title) \(argument.shown)", "may open a connection", instead: "name a local file")
    }
    let path = PathPattern(argument.likelyWord, in: folder)
    if paths.forbids(path, for: use == .name ? .name : .content) { throw Self.secret(argument) }
    if use != .name, path.climbsBehindLink { throw Self.climbing(argument) }
    if use != .name, argument.word.hasGlob, path.endsInAnyName, !Self.mayBeReadWhole(path) {
      throw Objection(
        "\(title) \(argument.shown)", "would read whatever lies there, secret files too",
        instead: "add what the names have in common, such as `*.log`")
    }
    if use == .tree { try checkTree(path, argument, of: title) }
    if use != .name { try checkRoots(path, argument, of: title) }
  }

  /// Places in which every file may be read that no rule names.
  private static let readableFolders = [
    ["proc"], ["sys"], ["var", "log"], ["usr", "share"], ["usr", "lib"], ["usr", "include"],
  ]

  /// True where `*` at the end means files of the system: below /proc, /var/log and in folders of /etc.
  private static func mayBeReadWhole(_ path: PathPattern) -> Bool {
    guard path.base == .root, !path.mayLeaveBase else { return false }
    let folders = path.names.dropLast().map(\.literal)
    return folders.count > 1 && folders[0] == "etc"
      || readableFolders.contains { folders.starts(with: $0.map(Optional.some)) }
  }

  /// Judges a folder that is read with all below it.
  func checkTree(_ path: PathPattern, _ argument: CommandArgument, of title: String) throws(Objection) {
    let isUnknownHome = isRemote && path.base == .start && path.names.isEmpty
    if paths.reachesSecret(path) || isUnknownHome || path.mayLeaveBase {
      throw Objection(
        "\(title) \(argument.shown)", "would read secret files below `\(argument.shown)`",
        instead: "name the folder that you need, such as /var/log or /etc/nginx")
    }
  }

  private static let publicFolders: Set<String> = [
    "etc", "var", "usr", "proc", "sys", "opt", "srv", "run", "boot", "lib", "lib64", "bin", "sbin", "dev", "tmp",
  ]

  /// With roots, local commands read files of the system and of the roots, and nobody's home folder.
  private func checkRoots(_ path: PathPattern, _ argument: CommandArgument, of title: String) throws(Objection) {
    guard !isRemote, !configuration.roots.isEmpty else { return }
    if path.base == .root, let top = path.names.first?.literal, Self.publicFolders.contains(top) { return }
    if path.base == .start, !path.mayLeaveBase { return }
    let isInside = configuration.roots.contains { root in
      let names = PathPattern(root).names
      return path.base == PathPattern(root).base && !path.mayLeaveBase && path.names.count >= names.count
        && zip(names, path.names).allSatisfy { $0 == $1 }
    }
    guard isInside else {
      throw Objection(
        "\(title) \(argument.shown)", "reads outside of the project's folders",
        instead: "stay in \(configuration.roots.map { "`\($0)`" }.joined(separator: ", ")) or the system's folders")
    }
  }

  static func climbing(_ argument: CommandArgument) -> Objection {
    Objection(
      argument.shown, "leads upwards behind a name that may be a link", instead: "write the path without `..`")
  }

  static func secret(_ argument: CommandArgument) -> Objection {
    Objection(
      argument.shown, "is, or may become, a secret file, a device or a way around that check",
      instead: "name a file that holds no secrets", isHard: true)
  }
}
