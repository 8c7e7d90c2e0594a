/// Why `ssh` did not run the command, read from its own words, as a sentence that says what would help.
package enum SSHFailure: Hashable, Sendable {
  case unknownKey
  case changedKey
  case permissionDenied(methods: String)
  case refused
  case nameNotFound
  case noAnswer
  case noRoute
  case closed
  case lost
  case other

  /// Nil where the words are not those of a failed connection. `ssh` ends with 255 for its own failures (ssh(1)).
  package init?(exitCode: Int, standardError: String) {
    guard exitCode == 255 else { return nil }
    let has = { (text: String) in standardError.contains(text) }
    if has("REMOTE HOST IDENTIFICATION HAS CHANGED") {
      self = .changedKey
    } else if has("Host key verification failed") || has("No matching host key") || has("key is known for") {
      self = .unknownKey
    } else if has("Permission denied (") || has("Too many authentication failures") {
      let methods = standardError.split(separator: "Permission denied (", maxSplits: 1).last?.split(separator: ")")
        .first
      self = .permissionDenied(methods: has("Permission denied (") ? methods.map(String.init) ?? "" : "too many keys")
    } else if has("Connection refused") {
      self = .refused
    } else if has("Could not resolve hostname") {
      self = .nameNotFound
    } else if has("timed out") && !has("Timeout, server") {
      self = .noAnswer
    } else if has("No route to host") || has("Network is unreachable") {
      self = .noRoute
    } else if has("Timeout, server") || has("Broken pipe") || has("client_loop:") {
      self = .lost
    } else if has("Connection closed") || has("Connection reset") || has("kex_exchange_identification") {
      self = .closed
    } else if has("ssh: ") || standardError.isEmpty {
      self = .other
    } else {
      return nil
    }
  }

  /// The sentence for `host`, with ssh's own last line where it says more.
  package func sentence(host: String, standardError: String, connectSeconds: Int) -> String {
    switch self {
    case .unknownKey:
      "The host key of \(host) is not known on this machine, so nothing was run; a person can connect once with "
        + "`ssh \(host)` and compare the key."
    case .changedKey:
      "The host key of \(host) is not the one that is known for it, so nothing was run: somebody may stand in between. "
        + "A person must check the new key, and remove the old one with `ssh-keygen -R \(host)` if it is right."
    case .permissionDenied(let methods):
      "\(host) refused the login (\(methods)), so nothing was run; the user, key, agent or password that the "
        + "configuration names for it must be put right so that `ssh \(host) true` works."
    case .refused:
      "\(host) refused the connection, so nothing was run: no ssh server listens at the configured address and port."
    case .nameNotFound:
      "The address of \(host) cannot be found, so nothing was run; check its HostName in ~/.ssh/config."
    case .noAnswer:
      "\(host) did not answer within \(connectSeconds) s, so nothing was run: it is down, or a firewall drops the connection."
    case .noRoute: "There is no route to \(host), so nothing was run; check the network or the VPN."
    case .closed:
      "\(host) closed the connection before the command ran: \(Self.lastLine(standardError))"
    case .lost: "The connection to \(host) was lost while the command ran: \(Self.lastLine(standardError))"
    case .other: "ssh could not run the command on \(host): \(Self.lastLine(standardError))"
    }
  }

  private static func lastLine(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).last.map(String.init) ?? ""
    return line.isEmpty ? "it gave no reason." : line
  }
}
