/// Names of files on their way from `find` or `grep -l` to `xargs`, through filters that only choose among them.
///
/// A name may hold spaces and newlines, and with them a second path. So `prepared` text separates names by zero bytes
/// wherever the policy trusts them: `find … -print0 | head -z -n 5 | xargs -0 …`.
struct NamePipe {
  enum Source {
    case find
    /// `isSure` is true where each name begins with an operand that is written out and begins with no dash.
    case grep(isSure: Bool)
  }

  var source: Source
  /// What `prepared` text needs in addition.
  var splices: [ShellSplice] = []

  /// Reads the commands before `xargs`, and the words of `xargs` itself, its name first; nil for anything else.
  ///
  /// `isRead` is true where the files will be read, so that those with secret names are left out.
  init?(_ upstream: [ShellCommand], xargs words: [ShellWord], isRead: Bool = false) {
    guard let first = upstream.first, let name = first.words.first,
      upstream.allSatisfy(\.printsOnlyItsOutput)
    else { return nil }
    switch name.text {
    case "find":
      source = .find
      let leaves = isRead && FindLanguage.mayFindSecrets(first.words)
      let action = leaves ? SecretNames.findPredicates + " -print0" : "-print0"
      guard let found = Self.findSplices(first.words, action) else { return nil }
      splices = found
    case "grep":
      guard let isSure = Self.listsNames(first.words) else { return nil }
      source = .grep(isSure: isSure)
      splices.append(Self.insertion(" -Z", behind: name))
    default: return nil
    }
    for filter in upstream.dropFirst() {
      guard let added = Self.filterSplices(filter.words) else { return nil }
      splices += added
    }
    guard let added = Self.xargsSplices(words) else { return nil }
    splices += added
  }

  /// Nil where `grep` may print anything but names of files; else whether the names begin as the operands are written.
  private static func listsNames(_ words: [ShellWord]) -> Bool? {
    // `--label` names the standard input as it likes.
    guard !words.contains(where: { $0.fixedPrefix.hasPrefix("--l") || $0.text == nil && $0.fixedPrefix.isEmpty })
    else { return nil }
    let flags = words.dropFirst().prefix { $0.fixedPrefix.hasPrefix("-") }
    var lists = false
    for flag in flags {
      guard let text = flag.text else { return nil }
      if text.hasPrefix("--") {
        guard ["--include=", "--exclude=", "--exclude-dir=", "--color="].contains(where: text.hasPrefix) else {
          return nil
        }
      } else {
        // A letter that takes a value would make a value of what looks like a flag.
        guard text.dropFirst().allSatisfy("EFGPiyvwxlsHhnITaUrR".contains) else { return nil }
        lists = lists || text.contains("l")
      }
    }
    guard lists else { return nil }
    let operands = words.dropFirst(1 + flags.count)
    return operands.count > 1 && operands.allSatisfy { !$0.fixedPrefix.isEmpty && !$0.fixedPrefix.hasPrefix("-") }
  }

  private static func insertion(_ text: String, behind word: ShellWord) -> ShellSplice {
    ShellSplice(range: word.range.upperBound..<word.range.upperBound, text: text)
  }

  /// `action` is what prints the names.
  private static func findSplices(_ words: [ShellWord], _ action: String) -> [ShellSplice]? {
    let texts = words.map { $0.text ?? "" }
    if texts.contains(where: { ["-printf", "-ls", "-exec"].contains($0) }) { return nil }
    let prints = words.indices.filter { texts[$0] == "-print" || texts[$0] == "-print0" }
    if prints.contains(where: { $0 > 0 && ["!", "-not"].contains(texts[$0 - 1]) }) { return nil }
    if !prints.isEmpty { return prints.map { ShellSplice(range: words[$0].range, text: action) } }
    guard let last = words.last else { return nil }
    guard texts.contains(where: { ["-o", "-or", ","].contains($0) }) else {
      return [insertion(" " + action, behind: last)]
    }
    // `find . -name a -o -name b` prints both; an added predicate would belong to the second.
    let opening = words.dropFirst().first { word in
      let text = word.text ?? ""
      return text.hasPrefix("-") && !["-H", "-L", "-P", "--"].contains(text) || text == "(" || text == "!"
    }
    guard let start = opening?.range.lowerBound else { return nil }
    return [ShellSplice(range: start..<start, text: "\\( "), insertion(" \\) " + action, behind: last)]
  }

  /// A filter that reads files of its own, or prints anything but its lines, gives other names.
  private static func filterSplices(_ words: [ShellWord]) -> [ShellSplice]? {
    guard let program = words.first, let name = program.text,
      ["head", "tail", "sort", "uniq", "grep"].contains(name)
    else { return nil }
    let flags = words.dropFirst().compactMap(\.text).filter { $0.hasPrefix("-") }
    let operands = words.count - 1 - flags.count
    let harmless = ["-v", "-i", "-E", "-F", "-e", "-vE", "-iE", "-vi"]
    switch name {
    case "grep": guard flags.allSatisfy(harmless.contains), operands <= 1 else { return nil }
    case "uniq": guard flags.isEmpty, operands == 0 else { return nil }
    case "sort":
      guard operands == 0, !flags.contains(where: { $0.hasPrefix("-o") || $0.hasPrefix("--") }) else { return nil }
    default: guard operands == 0 || operands == 1 && flags.contains("-n") else { return nil }
    }
    // `head -20 -z` is not read: the old form stands alone.
    if let old = words.dropFirst().first(where: { isOldCount($0.text) }), let count = old.text?.dropFirst() {
      return [ShellSplice(range: old.range, text: "-z -n \(count)")]
    }
    return [insertion(" -z", behind: program)]
  }

  private static func isOldCount(_ text: String?) -> Bool {
    guard let text, text.count > 1, text.hasPrefix("-") else { return false }
    return text.utf8.dropFirst().allSatisfy(ShellReader.isDigit)
  }

  /// ` -0` for `xargs`, in the place of a delimiter where one is given.
  private static func xargsSplices(_ words: [ShellWord]) -> [ShellSplice]? {
    var index = 1
    while index < words.count, let text = words[index].text, text.hasPrefix("-") {
      if text == "-d" || text == "--delimiter" {
        guard index + 1 < words.count, words[index + 1].text != nil else { return nil }
        return [ShellSplice(range: words[index].range.lowerBound..<words[index + 1].range.upperBound, text: "-0")]
      }
      if text.hasPrefix("-d") || text.hasPrefix("--delimiter=") {
        return [ShellSplice(range: words[index].range, text: "-0")]
      }
      if text == "--null" || isCluster(text), text.contains("0") || text == "--null" { return [] }
      // Other spellings of a delimiter are not looked for.
      if !text.hasPrefix("--"), !isCluster(text), text.dropFirst().prefix(while: { "0rtx".contains($0) }).count > 0 {
        return nil
      }
      index += ["-I", "-n", "-L", "-P", "-s", "--max-args", "--max-lines", "--max-procs"].contains(text) ? 2 : 1
    }
    return [insertion(" -0", behind: words[0])]
  }

  private static func isCluster(_ text: String) -> Bool {
    text.count > 1 && !text.hasPrefix("--") && text.dropFirst().allSatisfy { "0rtx".contains($0) }
  }
}
