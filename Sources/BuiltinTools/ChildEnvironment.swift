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

  /// What keeps well-known programs from paging, prompting, colouring, or running what a repository configures.
  private static let calm: [String: String] = [
    "TERM": "dumb", "PAGER": "cat", "GIT_PAGER": "cat", "SYSTEMD_PAGER": "", "SYSTEMD_COLORS": "0", "NO_COLOR": "1",
    "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_CONFIG_COUNT": "2",
    "GIT_CONFIG_KEY_0": "core.fsmonitor", "GIT_CONFIG_VALUE_0": "false",
    "GIT_CONFIG_KEY_1": "core.hooksPath", "GIT_CONFIG_VALUE_1": "/dev/null",
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
    plain.merging(Self.calm) { $1 }
  }
}
