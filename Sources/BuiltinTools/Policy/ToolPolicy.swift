package import JSON
package import ToolCalling

/// Decides on a call of any built-in tool: from its arguments and the configuration alone, before any effect.
package struct ToolPolicy: Sendable {
  /// The policy of this machine, for local commands and for files.
  package let local: PolicyConfiguration
  /// The policy of every host that may be reached, by its name.
  package let hosts: [String: PolicyConfiguration]
  /// Nil stands for the built-in table, which is read with the first command and not with the start of the server.
  private let givenTable: ProgramTable?

  package init(
    local: PolicyConfiguration, hosts: [String: PolicyConfiguration], table: ProgramTable? = nil
  ) {
    self.local = local
    self.hosts = hosts
    givenTable = table
  }

  private var table: ProgramTable { givenTable ?? .builtIn }
  var paths: SensitivePaths { .standard }

  /// The longest path in bytes.
  static let maximumPathBytes = 4096

  package func verdict(tool: String, arguments: JSONObject) -> Verdict {
    switch tool {
    case "ssh_exec": remoteCommand(arguments)
    case "bash_command": localCommand(arguments)
    case "read_file", "list_directory", "glob_search", "grep_search": reading(tool, arguments)
    case "write_file", "edit_file": writing(tool, arguments)
    case "read_output": .allow
    default: .ask(reason: "The tool `\(tool.prefix(80))` is not one of Deputy's; a human must allow it.")
    }
  }

  // MARK: Commands

  private static let commandKeys: Set<String> = [
    "host", "command", "timeout", "timeout_s", "timeout_seconds", "timeout_ms", "description", "max_output",
  ]

  /// What models call the folder of a command. It is refused: the human is shown the command, so its folder stands there.
  static let folderKeys = ["cwd", "working_directory"]

  private func localCommand(_ arguments: JSONObject) -> Verdict {
    switch command(in: arguments) {
    case .failure(let refusal): .deny(reason: refusal.reason)
    case .success(let text): CommandPolicy(local, table: table, paths: paths).verdict(on: text, where: .local)
    }
  }

  private func remoteCommand(_ arguments: JSONObject) -> Verdict {
    guard let host = arguments["host"]?.string else {
      return .deny(reason: "`ssh_exec` needs a string `host`; name one of the configured hosts.")
    }
    guard HostEntry.isName(host) else {
      return .deny(
        reason:
          "`\(Self.visible(host))` is not a host name; use letters, digits, `.`, `_` and `-`, without user or port.")
    }
    guard let configuration = hosts[host] else {
      let known = hosts.keys.sorted().prefix(20).map { "`\($0)`" }.joined(separator: ", ")
      return .deny(
        reason: "The host `\(host)` is not configured; \(known.isEmpty ? "no hosts are" : "use one of \(known)").")
    }
    switch command(in: arguments) {
    case .failure(let refusal): return .deny(reason: refusal.reason)
    case .success(let text):
      return CommandPolicy(configuration, table: table, paths: paths).verdict(on: text, where: .host(host))
    }
  }

  private struct Refusal: Error { var reason: String }

  /// The command, which is the whole of what runs.
  private func command(in arguments: JSONObject) -> Result<String, Refusal> {
    if let key = Self.folderKeys.first(where: { arguments[$0] != nil && arguments[$0] != .null }) {
      return .failure(
        Refusal(reason: "The argument `\(key)` is not taken; put `cd FOLDER &&` at the beginning of `command`."))
    }
    for key in arguments.keys where !Self.commandKeys.contains(key) && !Self.folderKeys.contains(key) {
      return .failure(
        Refusal(reason: "The argument `\(Self.visible(key))` is not known; give `command` (and `host`) alone."))
    }
    guard let text = arguments["command"]?.string else {
      return .failure(Refusal(reason: "The call needs a string `command`; put the whole command line into it."))
    }
    return .success(text)
  }

  /// The text with what cannot be seen shown as its number, cut to a readable length.
  static func visible(_ text: String) -> String {
    var shown = ""
    for scalar in text.unicodeScalars.prefix(120) {
      let isHidden = ShellScreen.deception(in: scalar) != nil || scalar == "\n" || scalar == "\t"
      shown += isHidden ? "<U+\(String(scalar.value, radix: 16, uppercase: true))>" : String(scalar)
    }
    return shown
  }
}
