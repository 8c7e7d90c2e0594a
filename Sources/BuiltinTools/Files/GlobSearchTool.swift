package import JSON
import Platform
package import ToolCalling

/// `glob_search`: the files whose path matches a pattern, newest first.
package struct GlobSearchTool: Tool {
  private let roots: FileRoots
  private let policy: ToolPolicy

  /// The most paths that are shown.
  static let mostPaths = 1000

  package let definition = ToolDefinition(
    name: "glob_search", description: "Find files by name pattern.",
    arguments: [
      Argument("pattern", required: true, "glob such as **/*.py"), Argument("path", .string, "where to start"),
    ])

  package init(roots: FileRoots, policy: ToolPolicy) {
    self.roots = roots
    self.policy = policy
  }

  package func verdict(on arguments: JSONObject) -> Verdict {
    policy.verdict(tool: definition.name, arguments: arguments)
  }

  package func call(_ arguments: JSONObject, in context: ToolContext) async throws(CancellationError) -> ToolResult {
    let arguments = CallArguments(arguments, of: definition.name)
    let roots = roots
    return await BlockingWork.run {
      do {
        return try Self.search(arguments, roots)
      } catch {
        return .failure(sentence(of: error))
      }
    }
  }

  private static func search(_ arguments: CallArguments, _ roots: FileRoots) throws -> ToolResult {
    let text = try arguments.text("pattern", limit: GlobPattern.longest)
    let (start, rest) = split(text, path: try arguments.optionalText("path") ?? "")
    guard let pattern = GlobPattern(rest) else {
      throw ArgumentFault("The pattern `\(text)` of glob_search cannot be read; for example `**/*.log`.")
    }
    let folder = try roots.openFolder(start.isEmpty ? "." : start)
    var walk = FolderWalk(pattern: pattern)
    walk.run(in: folder.file, at: folder.path)
    let found = walk.found.sorted { ($0.facts.modified, $1.path) > ($1.facts.modified, $0.path) }
    let lines = found.prefix(mostPaths).map {
      start.isEmpty ? $0.path : start.hasSuffix("/") ? start + $0.path : start + "/" + $0.path
    }
    var notes: [String] = []
    if found.count > mostPaths { notes.append("the newest \(mostPaths) of \(found.count) files are shown") }
    if walk.isIncomplete { notes.append("the search ended early at its limit; start it in a smaller folder") }
    if found.isEmpty { return ToolResult(text: "No file matches \(text).", notes: notes) }
    let clean = CleanText(lines.joined(separator: "\n"))
    return ToolResult(text: clean.text, notes: notes + clean.notes)
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
