package import Platform
import ToolCalling

/// What the environment variables say of the built-in tools, checked.
///
/// | variable | meaning |
/// |---|---|
/// | `DEPUTY_POLICY` | `read-only` (default), `ask`, `full` or `off`: commands and files on this machine |
/// | `DEPUTY_HOST_POLICY` | the same per host: `lab*=full,db1=off`; the first pattern that fits counts, the rest is `read-only` |
/// | `DEPUTY_SUDO` | `1`, or patterns of hosts (`local` is this machine), where `sudo -n` may stand before a reading command |
/// | `DEPUTY_ROOTS` | more folders for file tools, separated by `:`; the project folder and /var/log always count |
/// | `DEPUTY_HOSTS` | the hosts that may be reached; see `HostLoader` |
/// | `DEPUTY_HOST_GROUPS` | names for several of them: `web=web1,web2;db=db*` |
/// | `DEPUTY_SSH_CONFIG` | a client configuration in place of `~/.ssh/config` |
/// | `DEPUTY_SSH_ACCEPT_NEW` | `1` trusts the key of a host that was never seen |
/// | `DEPUTY_AUDIT` | the file for the record of calls |
///
/// Spaces around a value do not count; items of a list of hosts are separated by commas, spaces or both.
package struct ToolSettings: Sendable {
  private let environment: [String: String]
  /// The project folder: where commands start and relative paths begin.
  package let base: String
  package let roots: [String]

  /// A wrong value, as a sentence.
  package struct Fault: Error, CustomStringConvertible {
    package let description: String
  }

  package init(environment: [String: String], workingDirectory: String) throws(Fault) {
    self.environment = environment
    func value(_ name: String) -> String? { SettingText.value(name, in: environment) }
    base = PathText.absolute(value("CLAUDE_PROJECT_DIR") ?? workingDirectory, from: workingDirectory)
    let more = value("DEPUTY_ROOTS")?.split(separator: ":").map(String.init) ?? []
    for root in more where !root.hasPrefix("/") {
      throw Fault(description: "DEPUTY_ROOTS holds \"\(root)\", and must hold whole paths separated by \":\".")
    }
    roots = [base, "/var/log"] + more
    for item in SettingText.items(value("DEPUTY_HOSTS") ?? "") where item.hasPrefix("!") {
      throw Fault(
        description: "DEPUTY_HOSTS holds \"\(item)\", and ! takes no host out: name the hosts that may be reached.")
    }
    _ = try level("DEPUTY_POLICY", value("DEPUTY_POLICY") ?? "read-only")
    _ = try hostLevels()
    _ = try hostGroups()
    _ = try sudoPatterns()
  }

  private func value(_ name: String) -> String? { SettingText.value(name, in: environment) }

  private func level(_ name: String, _ text: String) throws(Fault) -> PolicyConfiguration.Level {
    guard let level = PolicyQuestion.level(text) else {
      throw Fault(description: "\(name) holds \"\(text)\", and must be read-only, ask, full or off.")
    }
    return level
  }

  private func hostLevels() throws(Fault) -> [(pattern: String, level: PolicyConfiguration.Level)] {
    var levels: [(pattern: String, level: PolicyConfiguration.Level)] = []
    for part in SettingText.items(value("DEPUTY_HOST_POLICY") ?? "") {
      let sides = part.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      guard sides.count == 2, SettingText.isHostPattern(sides[0]) else {
        throw Fault(description: "DEPUTY_HOST_POLICY holds \"\(part)\", and must look like lab*=full,db1=off.")
      }
      levels.append((sides[0], try level("DEPUTY_HOST_POLICY", sides[1])))
    }
    return levels
  }

  /// What people write where a switch is meant, and what is no host.
  private static let switches: Set<String> = ["yes", "no", "true", "false", "on", "off", "all", "none", "0"]

  private func sudoPatterns() throws(Fault) -> [String] {
    let patterns = SettingText.items(value("DEPUTY_SUDO") ?? "")
    if patterns == ["1"] { return ["*"] }
    for pattern in patterns
    where !SettingText.isHostPattern(pattern) || pattern == "1" || Self.switches.contains(pattern.lowercased()) {
      throw Fault(
        description: "DEPUTY_SUDO holds \"\(pattern)\", and must be 1 for this machine and every host, a list such as "
          + "db*,local, or unset for none.")
    }
    return patterns
  }

  private func hostGroups() throws(Fault) -> [HostGroupRule] {
    guard let text = value("DEPUTY_HOST_GROUPS") else { return [] }
    guard let rules = HostGroupRule.list(text) else {
      throw Fault(description: "DEPUTY_HOST_GROUPS holds \"\(text)\", and must look like \(HostGroupRule.example).")
    }
    return rules
  }

  /// The policy for this machine and for each of the hosts.
  package func policy(for hosts: HostDirectory) throws(Fault) -> ToolPolicy {
    let levels = try hostLevels()
    let patterns = try sudoPatterns().compactMap { GlobPattern($0) }
    let mayUseSudo = { (name: String) in patterns.contains { $0.matches(name) } }
    let local = PolicyConfiguration(
      level: try level("DEPUTY_POLICY", value("DEPUTY_POLICY") ?? "read-only"), sudo: mayUseSudo("local"),
      roots: roots.filter { $0 != "/var/log" })
    var remote: [String: PolicyConfiguration] = [:]
    for name in hosts.names {
      let level = levels.first { GlobPattern($0.pattern)?.matches(name) ?? false }?.level
      remote[name] = PolicyConfiguration(
        level: level ?? (local.level == .off ? .off : .readOnly), sudo: mayUseSudo(name))
    }
    return ToolPolicy(local: local, hosts: remote)
  }

  /// The hosts, and a warning for each pattern of a setting that fits none of them.
  func checked(_ hosts: HostDirectory) throws(Fault) -> HostDirectory {
    let levels = try hostLevels().map(\.pattern)
    let sudo = try sudoPatterns().filter { $0 != "local" && $0 != "*" }
    return hosts.warned(
      SettingText.warnings("DEPUTY_HOST_POLICY", levels.filter { $0 != "*" }, among: hosts.names)
        + SettingText.warnings("DEPUTY_SUDO", sudo, among: hosts.names))
  }

  /// The tools with everything that they need, and the hosts that were found.
  package func toolbox(
    groups: ChildGroups, search: ExecutableSearch = ExecutableSearch()
  ) async throws(Fault) -> BuiltinToolbox {
    let runner = ChildRunner(groups: groups)
    let children = ChildEnvironment(from: environment, path: search.variable)
    let loader = HostLoader(environment: environment, runner: runner, children: children, search: search)
    let hosts = try checked(await loader.load().grouped(by: try hostGroups()))
    let connections = SSHConnections(
      runner: runner, environment: children, processEnvironment: environment,
      settings: SSHConnections.Settings(
        configuration: value("DEPUTY_SSH_CONFIG"), acceptsNewKeys: value("DEPUTY_SSH_ACCEPT_NEW") == "1"),
      search: search)
    return BuiltinToolbox(
      runner: runner, environment: children, policy: try policy(for: hosts),
      roots: FileRoots(folders: roots, base: base), hosts: hosts, connections: connections, audit: try audit())
  }

  private func audit() throws(Fault) -> AuditLog? {
    guard let path = value("DEPUTY_AUDIT") else { return nil }
    do {
      return AuditLog(file: try AppendFile(path))
    } catch {
      throw Fault(
        description: "DEPUTY_AUDIT names \(path), which cannot be used: \(error). It must be a file of this user that "
          + "nobody else can write, or a new one.")
    }
  }
}
