import Platform

/// The program that searches, and its arguments.
///
/// Both programs search the same files: hidden ones and those that git ignores too, but nothing in `.git`. In folders
/// they leave out files with NUL bytes; a file that is named alone is always searched as text.
struct SearchProgram: Sendable {
  private enum Kind { case ripgrep, grep }

  private let kind: Kind
  private let path: String

  init(search: ExecutableSearch) {
    if let path = search.path(of: "rg") {
      (kind, self.path) = (.ripgrep, path)
    } else {
      (kind, path) = (.grep, search.path(of: "grep") ?? "/usr/bin/grep")
    }
  }

  /// Files are separated from lines by a NUL, so that a colon in a name cannot be taken for the separator.
  ///
  /// For grep the pattern is translated; what it has no words for is a fault.
  func command(for request: SearchRequest, isFolder: Bool) throws(ArgumentFault) -> ChildCommand {
    var arguments: [String]
    var pattern = request.pattern
    switch kind {
    case .ripgrep: arguments = ripgrep(request, isFolder)
    case .grep:
      let extended = try ExtendedPattern(pattern)
      arguments = try grep(request, isFolder) + (extended.ignoresCase ? ["-i"] : [])
      pattern = extended.text
    }
    if request.countsOnly { arguments.append("-c") } else { arguments.append("-n") }
    if request.context > 0, !request.countsOnly { arguments.append("-C\(request.context)") }
    arguments += ["-e", pattern, "--", isFolder ? "." : "-"]
    return ChildCommand(path, arguments)
  }

  private func ripgrep(_ request: SearchRequest, _ isFolder: Bool) -> [String] {
    var arguments = ["--no-config", "--color=never", "--no-heading", "--hidden", "--no-ignore"]
    guard isFolder else { return arguments + ["--no-filename", "--text"] }
    arguments += ["--with-filename", "--null", "--sort=path"]
    if let pattern = request.filePattern { arguments.append("--glob=\(pattern)") }
    // The last glob wins, so that no pattern for names takes `.git` in again.
    return arguments + ["--glob=!.git"]
  }

  /// `--null` and not `-Z`, which on macOS means compressed files.
  private func grep(_ request: SearchRequest, _ isFolder: Bool) throws(ArgumentFault) -> [String] {
    guard isFolder else { return ["-haE", "--color=never"] }
    return ["-rIEH", "--null", "--color=never", "--exclude-dir=.git"]
      + (try Self.namePatterns(request).map { "--include=\($0)" })
  }

  /// The patterns for names alone, which is all that `--include` can be about.
  private static func namePatterns(_ request: SearchRequest) throws(ArgumentFault) -> [String] {
    guard let pattern = request.filePattern else { return [] }
    guard let choices = GlobPattern.expanded(pattern) else {
      throw ArgumentFault(
        "The file_pattern `\(pattern)` of grep_search has more than \(GlobPattern.mostAlternatives) alternatives; "
          + "write fewer.")
    }
    var names: [String] = []
    for choice in choices {
      let name = PathText.lastPart(of: choice)
      if !names.contains(name) { names.append(name) }
    }
    return names
  }

  /// What was searched other than asked for; nil where nothing was.
  func note(on request: SearchRequest, isFolder: Bool) -> String? {
    guard kind == .grep, isFolder, let pattern = request.filePattern,
      let choices = GlobPattern.expanded(pattern), let names = try? Self.namePatterns(request)
    else { return nil }
    // A leading `**/` is every folder, which is what grep searches.
    let isWidened = choices.contains { choice in
      choice.split(separator: "/").drop { $0 == "**" }.count > 1
    }
    guard isWidened else { return nil }
    let list = names.map { "`\($0)`" }.joined(separator: ", ")
    return "file_pattern was read as \(list) in every folder; name a folder with path"
  }
}
