import JSON
import ToolCalling

// What the tools ask the policy beside its verdicts.

extension ToolPolicy {
  /// The text that runs for `command`: where it is allowed, with what keeps programs from paging and starting helpers.
  func prepared(_ command: String, host: String?) -> String {
    guard let host else { return CommandPolicy(local).prepared(command, where: .local) }
    return CommandPolicy(hosts[host] ?? PolicyConfiguration()).prepared(command, where: .host(host))
  }

  /// True where the command would run by itself at `read-only`: it is known to change nothing, whatever the level is.
  func onlyReads(_ command: String, host: String) -> Bool {
    var configuration = hosts[host] ?? PolicyConfiguration()
    configuration.level = .readOnly
    return CommandPolicy(configuration).verdict(on: command, where: .host(host)) == .allow
  }

  /// True where a human may be asked about what does not run by itself on this machine.
  var asksHumanLocally: Bool { local.level.asksHuman }

  /// True where a human may be asked about what does not run by itself on every one of `names`.
  func asksHuman(for names: [String]) -> Bool { names.allSatisfy { hosts[$0]?.level.asksHuman ?? false } }

  /// True where commands run by themselves only if they change nothing, on this machine or on every host.
  func allowsOnlyReading(locally: Bool) -> Bool {
    locally ? local.level != .full : hosts.values.allSatisfy { $0.level != .full }
  }
}

extension PolicyConfiguration.Level {
  /// At `read-only` nothing is put to a human: what does not run goes back to the orchestrator.
  fileprivate var asksHuman: Bool { self == .ask || self == .full }
}

extension Verdict {
  /// The stricter of two verdicts, the first where they are equal.
  static func stricter(_ first: Verdict, _ second: Verdict) -> Verdict {
    first.severity >= second.severity ? first : second
  }

  private var severity: Int {
    switch self {
    case .allow: 0
    case .ask: 1
    case .deny: 2
    }
  }

  /// Why it is not `allow`; nil where it is.
  var reason: String? {
    switch self {
    case .allow: nil
    case .ask(let reason), .deny(let reason): reason
    }
  }

  /// The word for records: `allow`, `ask` or `deny`.
  var word: String {
    switch self {
    case .allow: "allow"
    case .ask: "ask"
    case .deny: "deny"
    }
  }
}
