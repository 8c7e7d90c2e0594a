/// A name for several hosts, by which a model can ask for all of them.
package struct HostGroup: Sendable, Hashable {
  package let name: String
  /// Names of hosts, in the order of the directory, each once.
  package let members: [String]
}

/// A group as the configuration describes it: `web=web1,web2` or `db=db*`.
struct HostGroupRule: Sendable {
  let name: String
  /// Names of hosts, or patterns of them.
  let members: [String]

  /// The form of the setting, for a sentence.
  static let example = "web=web1,web2;db=db*"

  /// Reads `web=web1,web2;db=db*`: groups are separated by `;`, members by commas or spaces. Nil where it is another text.
  static func list(_ text: String) -> [HostGroupRule]? {
    var rules: [HostGroupRule] = []
    for part in text.split(whereSeparator: { $0 == ";" || $0.isNewline })
    where part.contains(where: { !$0.isWhitespace }) {
      let sides = part.split(separator: "=", omittingEmptySubsequences: false)
      let name = sides[0].split(whereSeparator: \.isWhitespace)
      guard sides.count == 2, name.count == 1, HostEntry.isName(String(name[0])) else { return nil }
      let members = SettingText.items(sides[1])
      guard !members.isEmpty, members.allSatisfy(SettingText.isHostPattern) else { return nil }
      rules.append(HostGroupRule(name: String(name[0]), members: members))
    }
    return rules
  }

  /// The group of those hosts that fit, and what fits none, each a sentence for the operator.
  func group(among hosts: [String]) -> (group: HostGroup?, warnings: [String]) {
    if hosts.contains(name) {
      return (nil, ["DEPUTY_HOST_GROUPS names a group \(name) like a host, so the group is not used."])
    }
    var found: Set<String> = []
    var warnings: [String] = []
    for member in members {
      let fitting = hosts.filter { GlobPattern(member)?.matches($0) ?? false }
      if fitting.isEmpty {
        warnings.append(
          "DEPUTY_HOST_GROUPS puts \(member) into the group \(name), and no known host fits: name it in ~/.ssh/config "
            + "or DEPUTY_HOSTS.")
      }
      found.formUnion(fitting)
    }
    let names = hosts.filter(found.contains)
    return (names.isEmpty ? nil : HostGroup(name: name, members: names), warnings)
  }
}
