/// The hosts that may be reached, in the order of their sources, each name once.
package struct HostDirectory: Sendable {
  package let hosts: [HostEntry]
  /// Names for several of them, none of which is the name of a host.
  package private(set) var groups: [HostGroup] = []
  /// What could not be read, each a sentence for the operator, without secrets.
  package private(set) var warnings: [String]

  package init(_ hosts: [HostEntry], warnings: [String] = []) {
    var seen: Set<String> = []
    self.hosts = hosts.filter { HostEntry.isName($0.name) && seen.insert($0.name).inserted }
    self.warnings = warnings
  }

  package var names: [String] { hosts.map(\.name) }

  /// What may be asked for: the hosts and the groups of them.
  package var askable: [String] { names + groups.map(\.name) }

  /// The host of exactly this name.
  package subscript(name: String) -> HostEntry? { hosts.first { $0.name.utf8.elementsEqual(name.utf8) } }

  /// The directory with these groups; of two of one name the first counts.
  func grouped(by rules: [HostGroupRule]) -> HostDirectory {
    var directory = self
    for rule in rules where !directory.groups.contains(where: { $0.name == rule.name }) {
      let (group, warnings) = rule.group(among: names)
      if let group { directory.groups.append(group) }
      directory.warnings += warnings
    }
    return directory
  }

  /// The directory with more that the operator should know.
  func warned(_ sentences: [String]) -> HostDirectory {
    var directory = self
    directory.warnings += sentences
    return directory
  }

  /// The hosts that a name means: the members of a group, else the name itself.
  func expanded(_ name: String) -> [String] {
    if self[name] != nil { return [name] }
    return groups.first { $0.name.utf8.elementsEqual(name.utf8) }?.members ?? [name]
  }

  /// What a model is told of the names: `one of web1, web2, db1, or a group: web (web1, web2)`.
  package var phrase: String {
    guard !hosts.isEmpty else { return "no host is configured" }
    let all = "one of " + Self.list(names, most: 40)
    guard !groups.isEmpty else { return all }
    return all + ", or a group: " + Self.list(groups.map { "\($0.name) (\(Self.list($0.members, most: 8)))" }, most: 20)
  }

  private static func list(_ names: [String], most: Int) -> String {
    names.prefix(most).joined(separator: ", ") + (names.count > most ? " and \(names.count - most) more" : "")
  }

  /// Why a name is not one of the hosts, with what would be.
  func refusal(of name: String) -> String {
    let shown = String(CleanText(String(name.prefix(80))).text)
    if hosts.isEmpty {
      return "The host \(shown) is not in the allowed list, which is empty: the user can name hosts in ~/.ssh/config "
        + "or DEPUTY_HOSTS."
    }
    return
      "The host \(shown) is not in the allowed list (\(phrase)); the user can add it to ~/.ssh/config or DEPUTY_HOSTS."
  }
}
