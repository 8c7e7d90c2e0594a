import Platform

/// The files beneath an open folder: no link is followed, `.git` is left out, and what git ignores is kept apart.
///
/// Ends at limits of entries, depth and time, and says so. The folders that git ignores come last and have limits of their
/// own, so that they take no time from the others.
struct FolderWalk {
  struct Found {
    /// Relative to the start.
    let path: String
    let facts: FileFacts
  }

  static let mostEntries = 500_000
  static let deepest = 64
  /// The limits of what is looked at in folders that git ignores.
  static let mostIgnoredEntries = 100_000
  static let timeForIgnored = Duration.seconds(1)

  private let pattern: GlobPattern
  private var deadline: ContinuousClock.Instant
  private var entriesLeft = Self.mostEntries
  /// The way from the top of the repository to the start, which the rules of its folders are about.
  private var prefix = ""
  private var ignoredFolders: [(path: String, depth: Int)] = []
  /// True while the walk is in one of them.
  private var isInIgnored = false
  private(set) var found: [Found] = []
  /// The files that match and that git ignores.
  private(set) var ignored: [Found] = []
  /// True where a limit ended the walk early.
  private(set) var isIncomplete = false
  /// True where there may be more in `ignored`.
  private(set) var isIgnoredIncomplete = false

  init(pattern: GlobPattern, time: Duration = .seconds(5)) {
    self.pattern = pattern
    deadline = .now + time
  }

  /// Walks the open folder, whose resolved path is needed for the rules of the folders above it.
  mutating func run(in folder: OpenFile, at path: String) {
    let (rules, prefix) = Self.rulesAbove(path)
    self.prefix = prefix
    visit(folder, path: "", depth: 0, rules)
    if isIncomplete { isIgnoredIncomplete = true } else { visitIgnored(in: folder) }
  }

  private mutating func visitIgnored(in start: OpenFile) {
    (deadline, entriesLeft, isInIgnored) = (.now + Self.timeForIgnored, Self.mostIgnoredEntries, true)
    for place in ignoredFolders where !isIncomplete {
      guard let folder = try? FileAccess.open(place.path, beneath: start) else { continue }
      visit(folder, path: place.path, depth: place.depth, IgnoreRules())
    }
    (isIncomplete, isIgnoredIncomplete) = (false, isIncomplete)
  }

  /// The rules of the folders from the top of the repository down to the start, and the way between them.
  private static func rulesAbove(_ path: String) -> (rules: IgnoreRules, prefix: String) {
    let parts = path.split(separator: "/")
    for count in stride(from: parts.count, through: 1, by: -1) {
      let top = "/" + parts[..<count].joined(separator: "/")
      guard let folder = try? FileAccess.openFolder(top), (try? folder.facts(of: ".git")) != nil else { continue }
      var rules = IgnoreRules()
      for depth in count..<parts.count {
        let place = "/" + parts[..<depth].joined(separator: "/")
        guard let above = try? FileAccess.openFolder(place), let text = ignoreFile(in: above) else { continue }
        rules.add(text, in: parts[count..<depth].joined(separator: "/"))
      }
      return (rules, parts[count...].joined(separator: "/"))
    }
    return (IgnoreRules(), "")
  }

  private mutating func visit(_ folder: OpenFile, path: String, depth: Int, _ inherited: IgnoreRules) {
    guard depth <= Self.deepest, let names = try? folder.names(limit: entriesLeft) else {
      isIncomplete = isIncomplete || depth > Self.deepest
      return
    }
    entriesLeft -= names.count
    var rules = inherited
    if !isInIgnored, names.contains(".gitignore"), let text = Self.ignoreFile(in: folder) {
      rules.add(text, in: whole(path))
    }
    for name in names {
      guard entriesLeft > 0, ContinuousClock.now < deadline else {
        isIncomplete = true
        return
      }
      guard let facts = try? folder.facts(of: name) else { continue }
      let place = path.isEmpty ? name : path + "/" + name
      let isFolder = facts.kind == .folder
      guard isFolder ? name != ".git" && pattern.mayMatch(beneath: place) : pattern.matches(place) else { continue }
      let isIgnored = isInIgnored || rules.ignores(whole(place), isFolder: isFolder)
      switch (isFolder, isIgnored) {
      case (true, true) where !isInIgnored: ignoredFolders.append((place, depth + 1))
      case (true, _): if let next = try? folder.folder(name) { visit(next, path: place, depth: depth + 1, rules) }
      case (false, true): ignored.append(Found(path: place, facts: facts))
      case (false, false): found.append(Found(path: place, facts: facts))
      }
    }
  }

  private func whole(_ path: String) -> String {
    prefix.isEmpty ? path : path.isEmpty ? prefix : prefix + "/" + path
  }

  private static func ignoreFile(in folder: OpenFile) -> String? {
    // A look before the opening, because to open a FIFO and close it again ends its writer.
    guard (try? folder.facts(of: ".gitignore"))?.kind == .file,
      let file = try? FileAccess.open(".gitignore", beneath: folder), (try? file.facts())?.kind == .file,
      let bytes = try? file.read(at: 0, count: 1 << 18)
    else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}
