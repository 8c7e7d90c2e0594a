import JSON

/// Hosts as JSON describes them: `{"web1": {"user": "admin", "password": "…", "port": 22, "key": "/path"}}`.
///
/// The form of the credentials file (there under `ssh_hosts`), of the hosts file, and of one `SSH_HOST_…` variable.
struct HostRecords {
  private(set) var hosts: [HostEntry] = []
  /// What was wrong, each a sentence without any value.
  private(set) var warnings: [String] = []
  /// The hosts that nobody may use, whoever else names them: without their record they would be reached in another way
  /// than was meant, or would be others.
  private(set) var refused: Set<String> = []
  /// The names for which ssh's own configuration says where they are.
  private let configured: Set<String>

  /// Where in a file the hosts stand.
  enum Place: Hashable {
    /// Under `ssh_hosts`, or else they are the whole file.
    case anywhere
    /// Under `ssh_hosts` alone, because the rest of the file is not about hosts; `isWanted` asks for a warning where
    /// that is missing.
    case member(isWanted: Bool)
  }

  /// Reads a file's content; `source` names it in warnings.
  init(_ bytes: [UInt8], at place: Place, source: String, configured: Set<String> = []) {
    self.configured = configured
    do {
      let value = try JSONValue(parsing: bytes)
      if case .member(let isWanted) = place, value["ssh_hosts"] == nil {
        if isWanted {
          warnings.append(
            "\(source) has no member ssh_hosts, so none of it is used: put the hosts under ssh_hosts, or name a file "
              + "that holds nothing but hosts in SSH_HOSTS_FILE.")
        }
        return
      }
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
  init(variables environment: [String: String], configured: Set<String> = []) {
    self.configured = configured
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
      return refuse(name, "\(source) describes \(name) by \(value.kindName) where an object should be")
    }
    let unread = record.members.filter { !Self.isRead($0, of: name) }
    do throws(Fault) {
      if let address = unread.first(where: { Self.isAddress($0.key) }), !configured.contains(name) {
        throw Fault(
          reason: "an address by `\(address.key)`, which nothing reads (it belongs into ~/.ssh/config, as HostName "
            + "under `Host \(name)`)")
      }
      hosts.append(try Self.entry(name, record))
    } catch {
      return refuse(name, "\(source) gives \(name) \(error.reason)")
    }
    guard !unread.isEmpty else { return }
    let names = unread.prefix(4).map { "`\(CleanText(String($0.key.prefix(40))).text)`" }
    warnings.append(
      "\(source) describes \(name) by \(names.joined(separator: ", "))"
        + (unread.count > 4 ? " and \(unread.count - 4) more" : "")
        + ", which nothing reads: a host has a user, port, password and key.")
  }

  private mutating func refuse(_ name: String, _ fault: String) {
    refused.insert(name)
    warnings.append(fault + ", so the host is not used.")
  }

  /// What makes a record useless.
  private struct Fault: Error {
    /// The member and what is wrong with it; never its value.
    let reason: String
  }

  private static let users = ["user", "username"]
  private static let keys = ["key", "key_file", "identity_file"]
  /// What people write for the address of a host, which ssh's own configuration alone can give it.
  private static let addresses = ["hostname", "host", "ip", "address"]

  private static func isAddress(_ member: String) -> Bool { addresses.contains(member.lowercased()) }

  /// True also for what says nothing: an empty value, and an address that is the name.
  private static func isRead(_ member: JSONObject.Member, of name: String) -> Bool {
    if isEmpty(member.value) { return true }
    if isAddress(member.key) { return member.value.string?.lowercased() == name.lowercased() }
    return (users + keys + ["port", "password"]).contains(member.key)
  }

  /// True for what a template leaves empty.
  private static func isEmpty(_ value: JSONValue) -> Bool { value == .null || value == .string("") }

  private static func entry(_ name: String, _ record: JSONObject) throws(Fault) -> HostEntry {
    let given = { (names: [String]) in names.lazy.compactMap { record[$0] }.first { !isEmpty($0) } }
    var entry = HostEntry(name: name)
    if let user = given(users) {
      guard let text = user.string, HostEntry.isUser(text) else { throw Fault(reason: "a user that is no user name") }
      entry.user = text
    }
    if let port = given(["port"]) {
      guard let number = port.int ?? port.string.flatMap({ Int($0) }), (1...65535).contains(number) else {
        throw Fault(reason: "a port that is no number from 1 to 65535")
      }
      entry.port = number
    }
    if let password = given(["password"]) {
      guard let text = password.string else {
        throw Fault(reason: "a password that is no text (it must stand in quotes)")
      }
      // What `Askpass` can hand over.
      guard !text.contains(where: \.isNewline), text.utf8.count < 4096 else {
        throw Fault(reason: "a password of more than one line or 4,095 bytes")
      }
      entry.password = Password(text)
    }
    if let key = given(keys) {
      guard let path = key.string else {
        throw Fault(reason: "a key that is no text (it must be the path of a file)")
      }
      entry.keyFile = path
    }
    return entry
  }
}
