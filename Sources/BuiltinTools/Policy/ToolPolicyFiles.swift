import JSON
import ToolCalling

// Files: judged by their names alone; the tools themselves resolve links when they open them.

extension ToolPolicy {
  private static let pathKeys: Set<String> = [
    "path", "file_path", "file", "filename", "directory", "dir", "folder", "root", "cwd", "paths",
  ]
  private static let patternKeys: Set<String> = ["include", "glob", "file_pattern", "files", "exclude"]

  /// Places that start programs, or that decide what other programs may do.
  private static let unwritable = [
    ".git", ".ssh", ".claude", ".mcp.json", ".bashrc", ".bash_profile", ".bash_login", ".bash_logout", ".bash_aliases",
    ".profile", ".zshrc", ".zprofile", ".zshenv", ".zlogin", ".zlogout", ".cshrc", ".tcshrc", ".login", ".kshrc",
    ".inputrc", ".envrc", ".gitconfig", ".gitmodules", ".gitattributes", ".vimrc", ".exrc", ".emacs", ".tmux.conf",
    ".npmrc", ".pypirc", ".netrc", ".husky", ".vscode", ".idea", ".cursor", ".direnv", ".hgrc", ".hg", ".svn",
    "crontab",
    ".config", "systemd", "cron.d", "cron.daily", "cron.hourly", "cron.weekly", "cron.monthly", "autostart",
    "LaunchAgents", "LaunchDaemons", "authorized_keys", "CLAUDE.md", "settings.local.json", ".forward", ".xinitrc",
    ".xprofile", ".xsession", "sudoers.d", "init.d", "profile.d", "ld.so.preload", "rc.local",
  ]

  func reading(_ tool: String, _ arguments: JSONObject) -> Verdict {
    if local.level == .off {
      return .deny(reason: "File tools are switched off here (DEPUTY_POLICY is off); only the user can change that.")
    }
    for member in arguments.members where Self.pathKeys.contains(member.key) {
      guard let path = member.value.string else {
        return .deny(reason: "`\(member.key)` of `\(tool)` is no string; give one path.")
      }
      if let reason = problem(with: path, mayBeEmpty: tool != "read_file") { return .deny(reason: reason) }
      if let reason = confinement(of: path, tool, isReading: true) { return .deny(reason: reason) }
    }
    if tool == "read_file", !arguments.keys.contains(where: Self.pathKeys.contains) {
      return .deny(reason: "`read_file` needs a string `file_path`; name the file.")
    }
    if let pattern = arguments["pattern"], pattern.string == nil {
      return .deny(reason: "`pattern` of `\(tool)` is no string; give one pattern.")
    }
    if tool == "glob_search", let pattern = arguments["pattern"]?.string, let reason = problem(withPattern: pattern) {
      return .deny(reason: reason)
    }
    for key in Self.patternKeys {
      if let pattern = arguments[key]?.string, let reason = problem(withPattern: pattern) {
        return .deny(reason: reason)
      }
    }
    return .allow
  }

  func writing(_ tool: String, _ arguments: JSONObject) -> Verdict {
    if local.level == .off {
      return .deny(reason: "File tools are switched off here (DEPUTY_POLICY is off); only the user can change that.")
    }
    let places = arguments.members.filter { Self.pathKeys.contains($0.key) }
    guard let path = places.first?.value.string, places.count == 1 else {
      return .deny(reason: "`\(tool)` needs one string `file_path`; name the file.")
    }
    if let reason = problem(with: path, mayBeEmpty: false) { return .deny(reason: reason) }
    if let reason = confinement(of: path, tool, isReading: false) { return .deny(reason: reason) }
    let names = path.split(separator: "/").map { $0.lowercased() }
    if let name = Self.unwritable.first(where: { names.contains($0.lowercased()) }) {
      return .deny(
        reason:
          "`\(Self.visible(path))` lies in or is `\(name)`, which decides what other programs do; write another file.")
    }
    if local.level == .full { return .allow }
    return .ask(reason: "`\(tool)` changes `\(Self.visible(path))`; a human must allow it.")
  }

  /// What is wrong with the text of a path, whatever it names.
  private func problem(with path: String, mayBeEmpty: Bool) -> String? {
    if path.isEmpty { return mayBeEmpty ? nil : "The path is empty; name a file." }
    if path.utf8.count > Self.maximumPathBytes {
      return "The path has \(path.utf8.count) bytes, more than \(Self.maximumPathBytes); use a shorter one."
    }
    if path.unicodeScalars.contains(where: { ShellScreen.deception(in: $0) != nil || $0 == "\n" }) {
      return "The path `\(Self.visible(path))` holds characters that hide something; write it in plain ones."
    }
    if path.hasPrefix("~") || path.hasPrefix("$") || path.utf8Contains("://") {
      return
        "The path `\(Self.visible(path))` is not taken as it stands; write it from `/` or from the project's folder."
    }
    return nil
  }

  private func confinement(of text: String, _ tool: String, isReading: Bool) -> String? {
    let folder = local.roots.first.map { PathPattern($0) } ?? .start
    let path = PathPattern(text, in: folder)
    if paths.forbids(path, for: .content) {
      return "`\(Self.visible(text))` is a secret file or a device; name a file that holds no secrets."
    }
    let isKernel = path.base == .root && ["proc", "dev", "sys"].contains(path.names.first?.literal)
    let isLog =
      isReading && path.base == .root && path.names.count >= 2 && path.names[0].meets("var")
      && path.names[1].meets("log")
    if isLog { return nil }
    let isInside =
      local.roots.isEmpty ? path.base == .start : local.roots.contains { Self.holds(PathPattern($0), path) }
    guard isInside, !path.mayLeaveBase, !isKernel else {
      let places = local.roots.isEmpty ? "the project's folder" : local.roots.map { "`\($0)`" }.joined(separator: ", ")
      return
        "`\(Self.visible(text))` lies outside of the folders that `\(tool)` may use; stay in "
        + "\(places)\(isReading ? " or /var/log" : ""). The user can add folders to DEPUTY_ROOTS."
    }
    return nil
  }

  private static func holds(_ root: PathPattern, _ path: PathPattern) -> Bool {
    root.base == path.base && !root.mayLeaveBase && path.names.count >= root.names.count
      && zip(root.names, path.names).allSatisfy { $0 == $1 }
  }

  private func problem(withPattern pattern: String) -> String? {
    if let problem = problem(with: pattern, mayBeEmpty: true) { return problem }
    let names = pattern.split(separator: "/").filter { $0 != "**" && $0 != "." }
    if names.contains("..") {
      return "The pattern `\(Self.visible(pattern))` leads upwards; search from a folder by its path."
    }
    let folder = local.roots.first.map { PathPattern($0) } ?? .start
    var path = pattern.hasPrefix("/") ? PathPattern(base: .root, names: []) : folder
    for name in names { path.append(NamePattern(rule: name)) }
    if paths.forbids(path, for: .content) {
      return "The pattern `\(Self.visible(pattern))` fits secret files; search for other names."
    }
    guard pattern.hasPrefix("/") else { return nil }
    let isLog =
      path.names.count >= 2 && path.names[0] == NamePattern(literal: "var")
      && path.names[1] == NamePattern(literal: "log")
    if isLog || local.roots.contains(where: { Self.holds(PathPattern($0), path) }) { return nil }
    return
      "The pattern `\(Self.visible(pattern))` lies outside of the folders that may be searched; begin it in one of them."
  }
}
