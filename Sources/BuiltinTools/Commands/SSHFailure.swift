/// Why the command was not run, or is not known to have been, as a sentence that says what would help.
package enum SSHFailure: Hashable, Sendable {
  case unknownKey
  /// The place is `FILE:LINE` of the old key, where `ssh` says it.
  case changedKey(place: String?)
  /// The side of `ssh` and that of the host have no such method in common.
  case noAgreement(method: String)
  case permissionDenied(methods: String)
  case refused
  case nameNotFound
  case noAnswer
  case noRoute
  case closed
  /// The host that stands before this one, or the program that connects to it, did not get there.
  case noWay
  case lost
  case other
  /// `ssh` ended without a word, as it does where the shared connection breaks.
  case unexplained
  /// The login ended with a status, and the command had not begun.
  case notStarted(status: Int)
  /// The time was over, and the command had not begun.
  case notBegun(seconds: Int64)
  /// The host cannot decode what it is given to run.
  case noDecoder

  /// Read from the words of an `ssh` that failed: it ended with 255 (ssh(1)), and that is not the command's own status.
  package init(standardError: String) {
    let has = { (text: String) in standardError.contains(text) }
    let lines = standardError.split(whereSeparator: \.isNewline)
    // First what may come after the command has begun: then nobody may say that nothing was run.
    if Self.losses.contains(where: has)
      || lines.contains(where: { $0.hasPrefix("Connection to ") && $0.hasSuffix(" closed by remote host.") })
    {
      self = .lost
    } else if Self.brokenWays.contains(where: has) {
      self = .noWay
    } else if has("Unable to negotiate with ") {
      let words = standardError.split(separator: "no matching ", maxSplits: 1).last?.split(separator: " found").first
      self = .noAgreement(method: has("no matching ") ? words.map(String.init) ?? "method" : "method")
    } else if has("REMOTE HOST IDENTIFICATION HAS CHANGED") {
      // Such as `Offending ED25519 key in /home/me/.ssh/known_hosts:3`.
      let line = lines.first { $0.hasPrefix("Offending ") && !$0.contains("key for IP") && $0.contains(" key in ") }
      self = .changedKey(place: line?.split(separator: " key in ", maxSplits: 1).last.map(String.init))
    } else if has("Host key verification failed") || has("key is known for") {
      self = .unknownKey
    } else if has("Permission denied (") || has("Too many authentication failures") {
      let methods = standardError.split(separator: "Permission denied (", maxSplits: 1).last?.split(separator: ")")
        .first
      self = .permissionDenied(methods: has("Permission denied (") ? methods.map(String.init) ?? "" : "too many keys")
    } else if has("Connection refused") {
      self = .refused
    } else if has("Could not resolve hostname") {
      self = .nameNotFound
    } else if has("timed out") {
      self = .noAnswer
    } else if has("No route to host") || has("Network is unreachable") {
      self = .noRoute
    } else if has("Broken pipe") {
      self = .lost
    } else if has("Connection closed") || has("Connection reset") || has("kex_exchange_identification") {
      self = .closed
    } else {
      self = lines.isEmpty ? .unexplained : .other
    }
  }

  /// What `ssh` says of a connection that stood.
  private static let losses = ["Timeout, server ", "client_loop:", "Read from remote host "]

  /// What `ssh` says where a host or a program in between ended. It knows no address of what such a one leads to; a
  /// host that was reached this way and said no has said so in other words (`Unable to negotiate with UNKNOWN …`).
  private static let brokenWays = [
    "stdio forwarding failed", "Connection closed by UNKNOWN port 65535", "Connection reset by UNKNOWN port 65535",
    "Connection to UNKNOWN port 65535 timed out",
  ]

  /// The sentence for `host`, with the words of `ssh` or of the host where they say more.
  package func sentence(host: String, said: String, connectSeconds: Int) -> String {
    switch self {
    case .unknownKey:
      "The host key of \(host) is not known on this machine, so nothing was run; a person can connect once with "
        + "`ssh \(host)` and compare the key."
    case .changedKey(let place):
      "The host key of \(host) is not the one that is known for it, so nothing was run: somebody may stand in between. "
        + "A person must check the new key, and remove the old one "
        + "\(place.map { "at \($0)" } ?? "with `ssh-keygen -R \(host)`") if it is right."
    case .noAgreement(let method):
      "\(host) and this machine's ssh have no \(method) in common, so nothing was run (\(Self.lastLine(said))). "
        + "Its ssh server must be updated, or a person can allow an old one for it alone in ~/.ssh/config with "
        + "\(Self.option(for: method))."
    case .permissionDenied(let methods):
      "\(host) refused the login (\(methods)), so nothing was run; the user, key, agent or password that the "
        + "configuration names for it must be put right so that `ssh \(host) true` works."
    case .refused:
      "\(host) refused the connection, so nothing was run: no ssh server listens at the configured address and port."
    case .nameNotFound:
      "The address of \(host) cannot be found, so nothing was run; check its HostName in ~/.ssh/config."
    case .noAnswer:
      "\(host) did not answer within \(connectSeconds) s, so nothing was run: it is down, or a firewall drops the "
        + "connection."
    case .noRoute: "There is no route to \(host), so nothing was run; check the network or the VPN."
    case .closed:
      "\(host) closed the connection before the command ran: \(Self.lastLine(said))"
    case .noWay:
      "The way to \(host) failed (its ProxyJump or ProxyCommand), so nothing was run: \(Self.cause(said, host: host))"
    case .lost: "The connection to \(host) was lost while the command ran: \(Self.lastLine(said))"
    case .other: "ssh could not run the command on \(host): \(Self.lastLine(said))"
    case .unexplained:
      "ssh ended without a word before the command on \(host) was seen to begin, so whether it ran is not known."
    case .notStarted(let status):
      "\(host) did not start the command, so as far as is known nothing was run: its login shell does not run `sh -c` "
        + "as asked (Windows, a network device, a forced command, an account without login). "
        + "It ended with exit \(status) and said: \(Self.lastLines(said))"
    case .notBegun(let seconds):
      "\(host) did not let the command begin within \(seconds) s, so as far as is known nothing was run: it does not "
        + "answer, its login hangs, or the time is too short."
        + (said.isEmpty ? "" : " It said: \(Self.lastLines(said))")
    case .noDecoder:
      "\(host) has no `base64` that decodes, so nothing was run; a person can install one there, such as that of "
        + "coreutils or busybox."
    }
  }

  /// The setting of ssh_config(5) for what `ssh` calls the method.
  private static func option(for method: String) -> String {
    switch method {
    case "host key type": "HostKeyAlgorithms"
    case "key exchange method": "KexAlgorithms"
    case "cipher": "Ciphers"
    case "MAC": "MACs"
    default: "HostKeyAlgorithms, KexAlgorithms, Ciphers or MACs"
    }
  }

  private static func lastLine(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).last.map(String.init) ?? ""
    return line.isEmpty ? "it gave no reason." : line
  }

  /// What a host in between said, or the `ssh` that went there, and not what followed from it. Where connections are
  /// shared, the words of the latter go nowhere (OpenSSH, sshconnect.c, `ssh_proxy_connect`).
  private static func cause(_ text: String, host: String) -> String {
    let lines = text.split(whereSeparator: \.isNewline).filter { line in
      !(consequences + brokenWays).contains { line.hasPrefix($0) }
    }
    if lines.isEmpty { return "\(lastLine(text)). A person can see more with `ssh \(host) true`." }
    return lastLine(lines.joined(separator: "\n"))
  }

  private static let consequences = [
    "kex_exchange_identification: ", "Host key verification failed", "banner exchange: ",
  ]

  /// The last three lines in one, each cut at 200 characters: what names the cause is not always the very last.
  private static func lastLines(_ text: String) -> String {
    let lines = text.split(whereSeparator: \.isNewline).map { $0.drop { $0.isWhitespace }.prefix(200) }
    let said = lines.filter { !$0.isEmpty }.suffix(3).joined(separator: " ")
    return said.isEmpty ? "nothing." : said
  }
}
