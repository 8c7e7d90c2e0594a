import Platform

/// The arguments of one `ssh`: the user's own configuration, with everything off that a command does not need.
///
/// ssh_config(5). Command line options win over the files, so none of these can be switched back on there.
struct SSHCommandLine {
  var host: HostEntry
  /// The socket pattern of shared connections; nil for a connection of its own.
  var controlPath: String?
  var acceptsNewKeys: Bool
  var connectSeconds: Int

  static let defaultConnectSeconds = 10

  /// The arguments for `command`, which is the last one, byte for byte.
  func arguments(for command: String) -> [String] {
    var arguments = ["-T"]
    for option in options { arguments += ["-o", option] }
    if let key = host.keyFile { arguments += ["-o", "IdentitiesOnly=yes", "-i", key] }
    if let user = host.user { arguments += ["-l", user] }
    if let port = host.port { arguments += ["-p", String(port)] }
    return arguments + ["--", host.name, command]
  }

  private var options: [String] {
    [
      "StrictHostKeyChecking=\(acceptsNewKeys ? "accept-new" : "yes")", "ConnectTimeout=\(connectSeconds)",
      "ConnectionAttempts=1", "ServerAliveInterval=5", "ServerAliveCountMax=3", "ForwardAgent=no", "ForwardX11=no",
      "ClearAllForwardings=yes", "PermitLocalCommand=no", "RemoteCommand=none", "RequestTTY=no",
      "ForkAfterAuthentication=no", "StdinNull=no", "EscapeChar=none", "UpdateHostKeys=no", "Tunnel=no",
      "LogLevel=ERROR",
    ] + login + sharing
  }

  private var login: [String] {
    guard host.password != nil else { return ["BatchMode=yes", "NumberOfPasswordPrompts=0"] }
    return [
      "BatchMode=no", "NumberOfPasswordPrompts=1",
      "PreferredAuthentications=publickey,password,keyboard-interactive",
    ]
  }

  private var sharing: [String] {
    guard let controlPath else { return ["ControlMaster=no", "ControlPath=none"] }
    return ["ControlMaster=auto", "ControlPath=\(controlPath)", "ControlPersist=60"]
  }
}
