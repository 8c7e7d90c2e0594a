import Platform
import ToolCalling

/// `glob_search`: the files whose path matches a pattern, newest first; those that git ignores where there are no others.
struct GlobSearchTool: FileTool {
  let roots: FileRoots
  let policy: ToolPolicy

  /// The most paths that are shown.
  static let mostPaths = 1000

  let definition = ToolDefinition(
    name: "glob_search", description: "Find files by name pattern.",
    arguments: [
      Argument("pattern", required: true, "glob such as **/*.py"), Argument("path", .string, "where to start"),
    ])

  func result(of arguments: CallArguments, within limit: WorkLimit) throws -> ToolResult {
    let text = try arguments.text("pattern", limit: GlobPattern.longest)
    let (start, rest) = Self.split(text, path: try arguments.optionalText("path") ?? "")
    guard let pattern = GlobPattern(rest) else {
      throw ArgumentFault("The pattern `\(text)` of glob_search cannot be read; for example `**/*.log`.")
    }
    let folder = try roots.openFolder(start.isEmpty ? "." : start)
    var walk = FolderWalk(pattern: pattern)
    walk.run(in: folder.file, at: folder.path)
    let isIgnored = walk.found.isEmpty && !walk.ignored.isEmpty
    let found = (isIgnored ? walk.ignored : walk.found).sorted {
      ($0.facts.modified, $1.path) > ($1.facts.modified, $0.path)
    }
    let lines = found.prefix(Self.mostPaths).map {
      start.isEmpty ? $0.path : start.hasSuffix("/") ? start + $0.path : start + "/" + $0.path
    }
    let notes = Self.notes(on: walk, count: found.count)
    if found.isEmpty { return ToolResult(text: "No file matches \(text).", notes: notes) }
    let clean = CleanText(lines.joined(separator: "\n"))
    return ToolResult(text: clean.text, notes: notes + clean.notes)
  }

  /// What is not among the `count` files that matched, or not shown of them.
  private static func notes(on walk: FolderWalk, count: Int) -> [String] {
    var notes: [String] = []
    if count > mostPaths { notes.append("the newest \(mostPaths) of \(count) files are shown") }
    if walk.isIncomplete { notes.append("the search ended early at its limit; start it in a smaller folder") }
    if walk.found.isEmpty {
      if !walk.ignored.isEmpty { notes.append("git ignores these files") }
      if walk.isIgnoredIncomplete, !walk.isIncomplete {
        notes.append("the folders that git ignores were searched in part; start in one of them")
      }
    } else if !walk.ignored.isEmpty {
      let (count, least) = (walk.ignored.count, walk.isIgnoredIncomplete ? "at least " : "")
      notes.append(
        count == 1
          ? "\(least)1 file that git ignores is left out; list_directory shows it"
          : "\(least)\(count) files that git ignores are left out; list_directory shows them")
    }
    return notes
  }

  /// Moves the leading parts of the pattern that hold no wildcard into the start, so that `/var/log/**/*.log` works.
  private static func split(_ pattern: String, path: String) -> (start: String, pattern: String) {
    var parts = pattern.split(separator: "/")[...]
    var fixed: [Substring] = []
    while parts.count > 1, let part = parts.first, !part.contains(where: { "*?[{\\".contains($0) }) {
      fixed.append(part)
      parts.removeFirst()
    }
    let rest = parts.joined(separator: "/")
    if pattern.hasPrefix("/") { return ("/" + fixed.joined(separator: "/"), rest) }
    let prefix = fixed.joined(separator: "/")
    if prefix.isEmpty { return (path, rest) }
    return (path.isEmpty ? prefix : path + "/" + prefix, rest)
  }
}
