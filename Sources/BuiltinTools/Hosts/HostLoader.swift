package import Platform

/// Finds the hosts that may be reached, from every place where the user can name them.
///
/// In this order: the concrete names of the ssh configuration; `DEPUTY_HOSTS`; `SSH_HOSTS_FILE` (JSON, a host a member);
/// `CREDENTIALS_FILE` (JSON, under `ssh_hosts`; default `~/.claude/credentials.json`); the variables `SSH_HOST_<IP>`. What
/// a later place says of a known name is added to it; a host of which a place says what cannot be used is left out. A
/// file that ends in `.gpg` is decrypted with `GPG_PASSPHRASE`. Where `DEPUTY_HOSTS` is set, nothing but its names and
/// patterns (`web*`) is left.
package struct HostLoader: Sendable {
  private let environment: [String: String]
  private let home: String
  private let runner: ChildRunner
  private let children: ChildEnvironment
  private let search: ExecutableSearch

  package init(
    environment: [String: String], runner: ChildRunner, children: ChildEnvironment,
    search: ExecutableSearch = ExecutableSearch()
  ) {
    self.environment = environment
    home = environment["HOME"] ?? "/"
    self.runner = runner
    self.children = children
    self.search = search
  }

  /// Reads all places anew.
  package func load() async -> HostDirectory {
    let configuration = configuration
    let configured = Set(configuration?.names ?? [])
    var hosts = (configuration?.names ?? []).map { HostEntry(name: $0) }
    let allowed = value("DEPUTY_HOSTS").map { SettingText.items($0) }
    for name in allowed ?? [] where HostEntry.isName(name) { hosts.append(HostEntry(name: name)) }
    var warnings = configuration?.warnings ?? []
    var records: [HostRecords] = []
    if let path = value("SSH_HOSTS_FILE") {
      records.append(await file(path, .anywhere, configured, isWanted: true, &warnings))
    }
    records.append(await credentials(configured, &warnings))
    records.append(HostRecords(variables: environment, configured: configured))
    for record in records {
      hosts += record.hosts
      warnings += record.warnings
    }
    let refused = records.reduce(into: Set<String>()) { $0.formUnion($1.refused) }
    hosts = Self.merged(hosts).filter { !refused.contains($0.name) }
    let directory = HostDirectory(Self.narrowed(hosts, to: allowed), warnings: warnings)
    return directory.warned(
      SettingText.warnings("DEPUTY_HOSTS", allowed ?? [], among: directory.names + refused))
  }

  private func value(_ name: String) -> String? { SettingText.value(name, in: environment) }

  /// Nil where the setting is `none`, ssh's own word for no configuration at all (ssh(1), `-F`).
  private var configuration: SSHConfigFile? {
    guard let path = value("DEPUTY_SSH_CONFIG") else { return SSHConfigFile(home + "/.ssh/config", home: home) }
    return path.lowercased() == "none" ? nil : SSHConfigFile(path, home: home, setting: "DEPUTY_SSH_CONFIG")
  }

  /// As it stands: a passphrase may begin or end with a space.
  private var passphrase: String? { environment["GPG_PASSPHRASE"].flatMap { $0.isEmpty ? nil : $0 } }

  /// The encrypted file is preferred where it is there and can be opened.
  ///
  /// Other programs keep their secrets in the same file, so that nothing outside of `ssh_hosts` describes a host.
  private func credentials(_ configured: Set<String>, _ warnings: inout [String]) async -> HostRecords {
    let setting = value("CREDENTIALS_FILE")
    let path = setting ?? home + "/.claude/credentials.json"
    let place = HostRecords.Place.member(isWanted: setting != nil)
    let encrypted = path.hasSuffix(".gpg") ? path : path + ".gpg"
    if FileAccess.exists(encrypted), passphrase != nil || path == encrypted {
      return await file(encrypted, place, configured, isWanted: true, &warnings)
    }
    return await file(path, place, configured, isWanted: setting != nil, &warnings)
  }

  private func file(
    _ path: String, _ place: HostRecords.Place, _ configured: Set<String>, isWanted: Bool, _ warnings: inout [String]
  ) async -> HostRecords {
    let nothing = HostRecords(Array("{}".utf8), at: .anywhere, source: path)
    guard FileAccess.exists(path) else {
      if isWanted { warnings.append("There is no file \(path), so its hosts are not used.") }
      return nothing
    }
    if let problem = Self.problem(with: path) {
      warnings.append(problem)
      return nothing
    }
    do {
      return HostRecords(
        path.hasSuffix(".gpg") ? try await decrypted(path) : try FileBytes.read(path, limit: 1 << 20), at: place,
        source: path, configured: configured)
    } catch {
      warnings.append("\(error)")
      return nothing
    }
  }

  /// A file that others may write could send a password to a host of theirs.
  private static func problem(with path: String) -> String? {
    guard let facts = try? FileAccess.openFile(path).facts() else {
      return "\(path) cannot be opened, so its hosts are not used."
    }
    guard facts.kind == .file, facts.owner == ProcessEnvironment.userIdentifier || facts.owner == 0 else {
      return "\(path) is not a file of this user, so its hosts are not used."
    }
    guard facts.mode & 0o022 == 0 else {
      return "\(path) can be written by others, so its hosts are not used; run `chmod 600 \(path)`."
    }
    return nil
  }

  private struct DecryptionFault: Error, CustomStringConvertible {
    let description: String
  }

  /// The passphrase goes to gpg on its standard input (gpg(1), `--passphrase-fd 0`).
  private func decrypted(_ path: String) async throws -> [UInt8] {
    guard let passphrase else {
      throw DecryptionFault(
        description: "\(path) is encrypted and GPG_PASSPHRASE is not set, so its hosts are not used.")
    }
    guard let program = search.path(of: "gpg") else { throw ChildError.notFound(name: "gpg") }
    var variables = children.plain
    variables["GNUPGHOME"] = environment["GNUPGHOME"]
    let command = ChildCommand(
      program,
      [
        "--batch", "--quiet", "--no-tty", "--pinentry-mode", "loopback", "--passphrase-fd", "0", "--decrypt", "--",
        path,
      ],
      environment: variables, input: .bytes(Array((passphrase + "\n").utf8)))
    let outcome = try await runner.run(command, limits: ChildLimits(outputBytes: 1 << 20, time: .seconds(20)))
    guard outcome.status == .exited(0) else {
      throw DecryptionFault(
        description: "gpg could not decrypt \(path) with GPG_PASSPHRASE, so its hosts are not used.")
    }
    return outcome.standardOutput.bytes
  }

  private static func merged(_ hosts: [HostEntry]) -> [HostEntry] {
    var result: [HostEntry] = []
    var places: [String: Int] = [:]
    for host in hosts {
      guard let place = places[host.name] else {
        places[host.name] = result.count
        result.append(host)
        continue
      }
      result[place].user = host.user ?? result[place].user
      result[place].port = host.port ?? result[place].port
      result[place].keyFile = host.keyFile ?? result[place].keyFile
      result[place].password = host.password ?? result[place].password
    }
    return result
  }

  private static func narrowed(_ hosts: [HostEntry], to allowed: [String]?) -> [HostEntry] {
    guard let patterns = allowed?.compactMap({ GlobPattern($0) }) else { return hosts }
    return hosts.filter { host in patterns.contains { $0.matches(host.name) } }
  }
}
