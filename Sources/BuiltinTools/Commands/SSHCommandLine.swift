/// The arguments of one `ssh`: the user's own configuration, with everything off that a command does not need.
///
/// ssh_config(5). Options of the command line win over the files, so none of these can be switched back on there.
struct SSHCommandLine {
  let host: HostEntry
  /// The socket of the shared connection; nil for a connection of its own.
  let controlPath: String?
  let settings: SSHConnections.Settings

  /// The arguments for `command`, which is the last one, byte for byte; nil leaves it out.
  func arguments(for command: String?) -> [String] {
    var arguments = ["-T"]
    if let file = settings.configuration { arguments += ["-F", file] }
    for option in options { arguments += ["-o", option] }
    if let key = host.keyFile { arguments += ["-o", "IdentitiesOnly=yes", "-i", key] }
    if let user = host.user { arguments += ["-l", user] }
    if let port = host.port { arguments += ["-p", String(port)] }
    arguments += ["--", host.name]
    if let command { arguments.append(command) }
    return arguments
  }

  /// `StdinNull` stays off although the command reads nothing: by its end the watch on the host learns of ours.
  ///
  /// `LogLevel` is INFO because ssh says on no lower level that both sides agree on no method, that a server does not
  /// respond, or who closed the connection. What else it says there stands before the command's words and is left out.
  private var options: [String] {
    [
      "StrictHostKeyChecking=\(settings.acceptsNewKeys ? "accept-new" : "yes")",
      "ConnectTimeout=\(settings.connectSeconds)", "ConnectionAttempts=1", "ServerAliveInterval=5",
      "ServerAliveCountMax=3", "ForwardAgent=no", "ForwardX11=no", "ClearAllForwardings=yes", "PermitLocalCommand=no",
      "RemoteCommand=none", "RequestTTY=no", "ForkAfterAuthentication=no", "StdinNull=no", "EscapeChar=none",
      "UpdateHostKeys=no", "Tunnel=no", "GSSAPIDelegateCredentials=no", "LogLevel=INFO",
    ] + login + sharing
  }

  /// How an ssh without Kerberos answers one of these options, in lower case and before all else that it says.
  static let complaint = #"command-line line 0: unsupported option "gssapidelegatecredentials""#

  /// With a password, `BatchMode` would forbid to ask for it; the key check asks nothing either way.
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
