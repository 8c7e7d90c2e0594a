/// The hosts that may be reached, in the order of their sources, each name once.
package struct HostDirectory: Sendable {
  package let hosts: [HostEntry]
  /// What could not be read, each a sentence for the operator, without secrets.
  package let warnings: [String]

  package init(_ hosts: [HostEntry], warnings: [String] = []) {
    var seen: Set<String> = []
    self.hosts = hosts.filter { HostEntry.isName($0.name) && seen.insert($0.name).inserted }
    self.warnings = warnings
  }

  package var names: [String] { hosts.map(\.name) }

  /// The host of exactly this name.
  package subscript(name: String) -> HostEntry? { hosts.first { $0.name.utf8.elementsEqual(name.utf8) } }

  /// What a model is told of the names: `one of web1, db1`.
  package var phrase: String {
    let most = 40
    guard !hosts.isEmpty else { return "no host is configured" }
    let list = names.prefix(most).joined(separator: ", ")
    return "one of " + list + (hosts.count > most ? " and \(hosts.count - most) more" : "")
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
