import BuiltinTools
import ToolCalling

/// What the policy says of a command on this machine, on a host, or on every host of a group.
struct CommandJudgement {
  /// A name that no host can have, as a sentence.
  struct Fault: Error, CustomStringConvertible {
    let description: String
  }

  /// The strictest of the hosts' verdicts.
  let verdict: Verdict
  /// The command is proven to change nothing.
  let isProvenReading: Bool
  /// What a reader should know beside it, each a sentence.
  let remarks: [String]

  /// On this machine. `overrule` changes the configuration, as the options of the command line want it.
  init(
    of command: String, settings: ToolSettings, overrule: (inout PolicyConfiguration) -> Void
  ) throws(ToolSettings.Fault) {
    var configuration = try settings.policy(for: HostDirectory([])).local
    overrule(&configuration)
    let policy = CommandPolicy(configuration)
    verdict = policy.verdict(on: command, where: .local)
    isProvenReading = policy.isProvenReading(command, where: .local)
    remarks = []
  }

  /// On a host or a group. `overrule` changes the configuration of each host.
  init(
    of command: String, on name: String, among hosts: HostDirectory, settings: ToolSettings,
    overrule: (inout PolicyConfiguration) -> Void
  ) throws {
    guard HostEntry.isName(name) else {
      throw Fault(
        description: "--host is \"\(name)\", which no host can be called: use letters, digits, `.`, `_` and `-`, "
          + "without user or port.")
    }
    let group = hosts[name] == nil ? hosts.groups.first { $0.name == name } : nil
    let isKnown = hosts[name] != nil || group != nil
    let policies = try settings.policy(for: isKnown ? hosts : HostDirectory([HostEntry(name: name)])).hosts
    var strictest: (host: String, verdict: Verdict)?
    var isProvenReading = true
    for host in group?.members ?? [name] {
      guard var configuration = policies[host] else {
        throw Fault(description: "For the host \(host) there is no policy. Check DEPUTY_HOSTS and DEPUTY_HOST_POLICY.")
      }
      overrule(&configuration)
      let policy = CommandPolicy(configuration)
      let verdict = policy.verdict(on: command, where: .host(host))
      isProvenReading = isProvenReading && policy.isProvenReading(command, where: .host(host))
      if let found = strictest, found.verdict.strictness >= verdict.strictness { continue }
      strictest = (host, verdict)
    }
    guard let strictest else { throw Fault(description: "The group \(name) has no hosts. Check DEPUTY_HOST_GROUPS.") }
    verdict = strictest.verdict
    self.isProvenReading = isProvenReading
    if let group {
      let members = group.members.joined(separator: ", ")
      remarks = ["The verdict is that for \(strictest.host), the strictest in the group \(name) (\(members))."]
    } else {
      remarks = isKnown ? [] : ["No host \(name) is configured: it is judged as if DEPUTY_HOSTS named it."]
    }
  }
}

extension Verdict {
  /// 0 for what runs, 1 for what asks, 2 for what is refused.
  fileprivate var strictness: Int {
    switch self {
    case .allow: 0
    case .ask: 1
    case .deny: 2
    }
  }
}
