/// `ip`, whose objects and verbs may be abbreviated; only the verbs that show.
enum IPLanguage {
  private static let options: Set<String> = [
    "-4", "-6", "-s", "-ss", "-stats", "-statistics", "-d", "-details", "-o", "-oneline", "-j", "-json", "-p",
    "-pretty",
    "-br", "-brief", "-h", "-human", "-r", "-c", "-color", "-c=never", "-color=never", "-color=auto", "-c=auto", "-N",
    "-0", "-a", "-all", "-t", "-V", "-Version", "-iec",
  ]
  private static let objects: Set<String> = [
    "address", "addr", "a", "ad", "link", "l", "li", "lin", "route", "r", "ro", "rou", "rule", "ru", "neighbour",
    "neighbor", "neigh", "n", "ne",
    "maddress", "maddr", "mroute", "netns", "tunnel", "tuntap", "vrf", "nexthop", "netconf", "ntable", "token",
  ]
  private static let verbs: Set<String> = ["show", "sho", "sh", "list", "lis", "ls", "lst", "get"]

  /// What `ip` takes for `show` and `get` behind these objects; `ip link s` would set something.
  private static let shortVerbs: [String: Set<String>] = [
    "s": ["address", "addr", "a", "ad", "route", "r", "ro", "rou", "neighbour", "neighbor", "neigh", "n", "ne"],
    "g": ["route", "r", "ro", "rou"],
  ]
  private static let families: Set<String> = ["inet", "inet6", "link", "bridge", "mpls"]

  static func check(
    _ arguments: [CommandArgument], _ judge: CommandReview, _ title: String, _ entry: ProgramEntry
  ) throws(Objection) {
    var words: [String] = []
    for argument in arguments {
      guard let text = argument.text, judge.added == .none else {
        throw Objection("ip \(argument.shown)", "is only known when it runs", instead: "write it out")
      }
      words.append(text)
    }
    var rest = words[...]
    while let word = rest.first, word.hasPrefix("-") {
      if word == "-f" || word == "-family", rest.count > 1, families.contains(rest[rest.startIndex + 1]) {
        rest.removeFirst(2)
        continue
      }
      guard options.contains(word) else {
        throw Objection("ip \(word)", "is not known to be read-only", instead: "use `ip addr show`")
      }
      rest.removeFirst()
    }
    guard let object = rest.popFirst() else { return }
    guard objects.contains(object) else {
      throw Objection("ip \(object)", "is not known to be read-only", instead: "use `ip addr show`")
    }
    guard let verb = rest.popFirst() else { return }
    guard verbs.contains(verb) || shortVerbs[verb]?.contains(object) ?? false,
      !rest.contains(where: { $0.hasPrefix("-") || $0.hasPrefix("/") })
    else {
      throw Objection("ip \(object) \(verb)", "is more than showing", instead: "use `ip \(object) show`")
    }
  }
}
