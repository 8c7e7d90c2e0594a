/// `tar`, which may only list.
enum TarLanguage {
  private static let long: Set<String> = [
    "--list", "--verbose", "--gzip", "--bzip2", "--xz", "--zstd", "--auto-compress", "--wildcards", "--full-time",
    "--numeric-owner", "--gunzip", "--lzma",
  ]

  static func check(
    _ arguments: [CommandArgument], _ judge: CommandReview, _ title: String, _ entry: ProgramEntry
  ) throws(Objection) {
    guard judge.added == .none || judge.added == .paths(areReadable: true) else {
      throw Objection(title, "would take flags from what it is given")
    }
    var rest = arguments[...]
    var lists = false
    var isFirst = true
    while let next = rest.popFirst() {
      defer { isFirst = false }
      guard let text = next.text else {
        if !next.mayBecomeFlag, !next.isUnknown { continue }
        throw Objection("tar \(next.shown)", "is only known when it runs", instead: "write it out")
      }
      if text.hasPrefix("--") {
        if text == "--list" { lists = true }
        if text.hasPrefix("--file=") {
          try checkArchive(next.dropping(7), judge)
        } else if !long.contains(text) {
          throw unknown(text)
        }
      } else if isFirst || text.hasPrefix("-") {
        let letters = text.hasPrefix("-") ? text.dropFirst() : text[...]
        for letter in letters {
          guard "tvzjJfapnZ".contains(letter), letter != "f" || letters.filter({ $0 == "f" }).count == 1 else {
            throw unknown(text)
          }
          lists = lists || letter == "t"
        }
        if let place = letters.firstIndex(of: "f") {
          guard letters[place...] == "f" || !text.hasPrefix("-") else { throw unknown(text) }
          guard let archive = rest.popFirst() else {
            throw Objection("tar \(text)", "lacks its archive", instead: "name it")
          }
          try checkArchive(archive, judge)
        }
      }
    }
    guard lists else { throw unknown(arguments.first?.shown ?? "") }
  }

  private static func checkArchive(_ archive: CommandArgument, _ judge: CommandReview) throws(Objection) {
    if archive.word.hasGlob || archive.shown.utf8Contains(":") {
      throw Objection(
        "tar \(archive.shown)", "may name another host or several files", instead: "name one local archive")
    }
    try judge.checkPath(archive, for: .content, of: "tar")
  }

  private static func unknown(_ text: String) -> Objection {
    Objection("tar \(text)", "is more than listing", instead: "use `tar -tvf ARCHIVE`")
  }
}
