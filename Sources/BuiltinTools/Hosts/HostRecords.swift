import JSON

/// Hosts as JSON describes them: `{"web1": {"user": "admin", "password": "…", "port": 22, "key": "/path"}}`.
///
/// The form of the credentials file (there under `ssh_hosts`), of the hosts file, and of one `SSH_HOST_…` variable.
struct HostRecords {
  private(set) var hosts: [HostEntry] = []
  /// What was wrong, each a sentence without any value.
  private(set) var warnings: [String] = []

  /// Reads a file's content; `source` names it in warnings.
  init(_ bytes: [UInt8], source: String) {
    do {
      let value = try JSONValue(parsing: bytes)
      guard let members = (value["ssh_hosts"] ?? value).object?.members else {
        warnings.append("\(source) holds no JSON object of hosts, so it is not used.")
        return
      }
      for member in members { add(member.key, member.value, source: source) }
    } catch {
      warnings.append("\(source) is not JSON (\(error)), so it is not used.")
    }
  }

  /// Reads the variables `SSH_HOST_192_168_0_165={"user": "admin"}`: underscores stand for dots.
  init(variables environment: [String: String]) {
    let prefix = "SSH_HOST_"
    for (name, text) in environment.sorted(by: { $0.key < $1.key }) where name.hasPrefix(prefix) && !text.isEmpty {
      let host = name.dropFirst(prefix.count).split(separator: "_", omittingEmptySubsequences: false).joined(
        separator: ".")
      if let value = try? JSONValue(parsing: text) {
        add(host, value, source: name)
      } else {
        warnings.append("\(name) is not JSON, so it is not used; for example {\"user\": \"admin\"}.")
      }
    }
  }

  private mutating func add(_ name: String, _ value: JSONValue, source: String) {
    guard HostEntry.isName(name) else {
      warnings.append("\(source) names a host `\(CleanText(String(name.prefix(40))).text)`, which is no host name.")
      return
    }
    guard let record = value.object else {
      warnings.append("\(source) describes \(name) by \(value.kindName) where an object should be.")
      return
    }
    var entry = HostEntry(name: name)
    if let user = record["user"]?.string ?? record["username"]?.string {
      guard HostEntry.isUser(user) else {
        warnings.append("\(source) gives \(name) a user that is no user name, so the host is not used.")
        return
      }
      entry.user = user
    }
    entry.port = (record["port"]?.int ?? record["port"]?.string.flatMap { Int($0) }).flatMap {
      (1...65535).contains($0) ? $0 : nil
    }
    entry.password = record["password"]?.string.flatMap { $0.isEmpty ? nil : Password($0) }
    entry.keyFile = (record["key"] ?? record["key_file"] ?? record["identity_file"])?.string
    hosts.append(entry)
  }
}
