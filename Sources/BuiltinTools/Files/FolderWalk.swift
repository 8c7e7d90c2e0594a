import Platform

/// The files beneath an open folder: no link is followed, `.git` and what git ignores are left out.
///
/// Ends at limits of entries, depth and time, and says so.
struct FolderWalk {
  struct Found {
    /// Relative to the start.
    let path: String
    let facts: FileFacts
  }

  static let mostEntries = 500_000
  static let deepest = 64

  private let pattern: GlobPattern
  private let deadline: ContinuousClock.Instant
  /// The way from the top of the repository to the start, which the rules of its folders are about.
  private var prefix = ""
  private var entries = 0
  private(set) var found: [Found] = []
  /// True where a limit ended the walk early.
  private(set) var isIncomplete = false

  init(pattern: GlobPattern, time: Duration = .seconds(5)) {
    self.pattern = pattern
    deadline = .now + time
  }

  /// Walks the open folder, whose resolved path is needed for the rules of the folders above it.
  mutating func run(in folder: OpenFile, at path: String) {
    let (rules, prefix) = Self.rulesAbove(path)
    self.prefix = prefix
    visit(folder, path: "", depth: 0, rules)
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
    guard depth <= Self.deepest, let names = try? folder.names(limit: Self.mostEntries - entries) else {
      isIncomplete = isIncomplete || depth > Self.deepest
      return
    }
    entries += names.count
    var rules = inherited
    if names.contains(".gitignore"), let text = Self.ignoreFile(in: folder) { rules.add(text, in: whole(path)) }
    for name in names {
      guard entries < Self.mostEntries, ContinuousClock.now < deadline else {
        isIncomplete = true
        return
      }
      guard let facts = try? folder.facts(of: name) else { continue }
      let place = path.isEmpty ? name : path + "/" + name
      if facts.kind == .folder {
        guard name != ".git", pattern.mayMatch(beneath: place), !rules.ignores(whole(place), isFolder: true) else {
          continue
        }
        if let next = try? folder.folder(name) { visit(next, path: place, depth: depth + 1, rules) }
      } else if pattern.matches(place), !rules.ignores(whole(place), isFolder: false) {
        found.append(Found(path: place, facts: facts))
      }
    }
  }

  private func whole(_ path: String) -> String {
    prefix.isEmpty ? path : path.isEmpty ? prefix : prefix + "/" + path
  }

  private static func ignoreFile(in folder: OpenFile) -> String? {
    guard let file = try? FileAccess.open(".gitignore", beneath: folder), (try? file.facts())?.kind == .file,
      let bytes = try? file.read(at: 0, count: 1 << 18)
    else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}
