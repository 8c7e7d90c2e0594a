/// The environment of every child: a short list of names, nothing else of what this process was given.
///
/// Whatever holds a secret stays out by not being on the list: `ANTHROPIC_*`, `CLAUDE_*`, `*_TOKEN`, `*_KEY`,
/// `GPG_PASSPHRASE`. `ssh -o SendEnv=-*` does not undo the user's `SendEnv`, so this is also what keeps them from hosts.
package struct ChildEnvironment: Sendable {
  private let inherited: [String: String]
  private let path: String

  private static let names: Set<String> = [
    "HOME", "USER", "LOGNAME", "LANG", "LANGUAGE", "TZ", "SSH_AUTH_SOCK",
  ]

  /// Takes the environment of this process and the value of `PATH` for children.
  package init(from environment: [String: String], path: String) {
    inherited = environment.filter { Self.names.contains($0.key) || $0.key.hasPrefix("LC_") }
    self.path = path
  }

  /// For `ssh` and other programs that must not see more than they need.
  package var plain: [String: String] {
    var result = inherited
    result["PATH"] = path
    result["TERM"] = "dumb"
    return result
  }

  /// For shell commands on this machine.
  package var forCommands: [String: String] {
    var result = plain
    for variable in PolicyPrologue.variables { result[variable.name] = variable.value }
    result["NO_COLOR"] = "1"
    return result
  }
}
