import Platform

/// The program that searches, and its arguments.
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
  func command(for request: SearchRequest, isFolder: Bool) -> ChildCommand {
    var arguments = kind == .ripgrep ? ripgrep(request, isFolder) : grep(request, isFolder)
    if request.countsOnly { arguments.append("-c") } else { arguments.append("-n") }
    if request.context > 0, !request.countsOnly { arguments.append("-C\(request.context)") }
    arguments += ["-e", request.pattern, "--", isFolder ? "." : "-"]
    return ChildCommand(path, arguments)
  }

  private func ripgrep(_ request: SearchRequest, _ isFolder: Bool) -> [String] {
    var arguments = ["--no-config", "--color=never", "--no-heading", "--no-messages", "--hidden", "--glob=!.git"]
    guard isFolder else { return arguments + ["--no-filename"] }
    arguments += ["--with-filename", "--null", "--sort=path"]
    if let pattern = request.filePattern { arguments.append("--glob=\(pattern)") }
    return arguments
  }

  private func grep(_ request: SearchRequest, _ isFolder: Bool) -> [String] {
    guard isFolder else { return ["-hIE", "--color=never"] }
    var arguments = ["-rIEHZs", "--color=never", "--exclude-dir=.git"]
    if let pattern = request.filePattern { arguments.append("--include=\(PathText.lastPart(of: pattern))") }
    return arguments
  }
}
