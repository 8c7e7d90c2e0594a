import Agent
import BuiltinTools

/// What the operator configured by environment variables, checked.
struct Settings {
  /// One variable, as `--help` and the README list it.
  struct Variable {
    let name: String
    let summary: String
  }

  /// A wrong value, as a sentence.
  struct Fault: Error, CustomStringConvertible {
    let description: String
  }

  let environment: [String: String]
  var agent = AgentConfiguration()
  /// How far commands go without a human's word.
  let policy: PolicyConfiguration.Level
  /// The orchestrator may read the output of tools itself.
  let offersResults: Bool

  init(environment: [String: String]) throws(Fault) {
    self.environment = environment
    policy = try Self.level(in: environment)
    offersResults = try Self.choice("DEPUTY_RESOURCES", in: environment, ["on": true, "off": false]) ?? true
    agent.isReadOnly = policy == .readOnly || policy == .off
    if let number = try number("DEPUTY_MAX_ITERATIONS", in: 1...agent.iterationLimit) {
      agent.maximumIterations = number
    }
    agent.slots = try number("DEPUTY_SLOTS", in: 1...256)
    if let number = try number("DEPUTY_CONTEXT", in: 1024...(1 << 24)) { agent.assumedWindow = number }
    agent.mode =
      try Self.choice("DEPUTY_MODE", in: environment, ["auto": .auto, "text": .text, "native": .native]) ?? agent.mode
    agent.usesGrammar = try Self.choice("DEPUTY_GRAMMAR", in: environment, ["on": true, "off": false])
  }

  /// The value of a variable without the spaces around it; nil where nothing is left.
  func value(_ name: String) -> String? {
    SettingText.value(name, in: environment)
  }

  private func number(_ name: String, in range: ClosedRange<Int>) throws(Fault) -> Int? {
    guard let text = value(name) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw Fault(
        description: "\(name) is \"\(text)\", and must be a whole number "
          + "from \(range.lowerBound) to \(range.upperBound).")
    }
    return number
  }

  private static func level(in environment: [String: String]) throws(Fault) -> PolicyConfiguration.Level {
    guard let text = SettingText.value("DEPUTY_POLICY", in: environment) else { return .readOnly }
    guard let level = PolicyQuestion.level(text) else {
      throw Fault(description: "DEPUTY_POLICY is \"\(text)\", and must be read-only, ask, full or off.")
    }
    return level
  }

  private static func choice<T>(
    _ name: String, in environment: [String: String], _ choices: [String: T]
  ) throws(Fault) -> T? {
    guard let text = SettingText.value(name, in: environment) else { return nil }
    guard let chosen = choices[text] else {
      throw Fault(
        description: "\(name) is \"\(text)\", and must be \(choices.keys.sorted().joined(separator: " or ")).")
    }
    return chosen
  }
}

extension Settings {
  /// All variables in the order of the README's table (a test compares the two).
  static let variables: [Variable] = [
    Variable(name: "LLAMA_SERVER_URL", summary: "the model server; default http://localhost:8080"),
    Variable(name: "LLAMA_API_KEY", summary: "its key, where it wants one"),
    Variable(name: "LLAMA_MODEL", summary: "the model to ask for, where the server has several"),
    Variable(
      name: "DEPUTY_CONTEXT", summary: "tokens of the model's window, where the server does not say; default 8192"),
    Variable(
      name: "DEPUTY_SLOTS",
      summary:
        "conversations at once, 1 to 256; default: the server's slots, else 4 with llama.cpp and vLLM, 1 with others"),
    Variable(name: "DEPUTY_MAX_ITERATIONS", summary: "replies of the model per call; default 10"),
    Variable(
      name: "DEPUTY_MODE",
      summary: "text (default), native (the model's own format) or auto (native where llama.cpp's template has tools)"),
    Variable(
      name: "DEPUTY_GRAMMAR",
      summary:
        "on or off: only valid calls or text can be sampled; default: on with llama.cpp where the model's template allows"
    ),
    Variable(
      name: "DEPUTY_POLICY",
      summary:
        "this machine: off, read-only (default), ask (a human, where a call may change something) or full (nobody)"),
    Variable(
      name: "DEPUTY_HOST_POLICY",
      summary: "the same per host, such as lab*=full,db1=off; default read-only, or off where DEPUTY_POLICY is off"),
    Variable(name: "DEPUTY_SUDO", summary: "1, or hosts and local, where sudo -n may stand before a reading command"),
    Variable(
      name: "DEPUTY_HOSTS",
      summary:
        "the hosts that may be reached, such as web*,db1; default: all that are known; a name that is new is added"),
    Variable(name: "DEPUTY_HOST_GROUPS", summary: "names for several hosts, such as web=web1,web2;db=db*"),
    Variable(name: "DEPUTY_SSH_CONFIG", summary: "a client configuration in place of ~/.ssh/config"),
    Variable(name: "DEPUTY_SSH_ACCEPT_NEW", summary: "1 trusts the key of a host that was never seen"),
    Variable(name: "SSH_HOST_<IP>", summary: "a host as JSON, such as SSH_HOST_10_0_0_5={\"user\": \"admin\"}"),
    Variable(name: "SSH_HOSTS_FILE", summary: "a JSON file of hosts, one member each"),
    Variable(name: "CREDENTIALS_FILE", summary: "the same under ssh_hosts; default ~/.claude/credentials.json or .gpg"),
    Variable(name: "GPG_PASSPHRASE", summary: "opens a file of hosts that ends in .gpg"),
    Variable(
      name: "DEPUTY_RESOURCES",
      summary: "on (default) or off: whether the orchestrator may read the tools' output itself, by lines"),
    Variable(name: "DEPUTY_AUDIT", summary: "the file that gets JSON lines about each call of a tool"),
    Variable(
      name: "DEPUTY_ROOTS",
      summary: "folders for the file tools beside the project and (to read) /var/log, separated by colons"),
    Variable(name: "DEPUTY_CA_FILE", summary: "certificates to trust for an https:// model server"),
    Variable(name: "DEBUG_MCP", summary: "1 logs every message to standard error, an absolute path to that file"),
  ]
}
