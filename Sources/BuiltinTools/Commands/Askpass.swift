import Platform

/// A password on its way to one `ssh`: in a named pipe, read once by a small program that `SSH_ASKPASS` names.
///
/// The program answers the `ssh` that was started for the host, and no other: the one that `ProxyJump` or `ProxyCommand`
/// starts inherits all of the environment, but its process is another. And it answers two prompts of that `ssh` only:
/// `USER@HOST's password: ` as a whole, and one for a password behind `(USER@HOST) `, which is how the texts of a server
/// are shown (sshconnect2.c, OpenSSH 8.5 and later). A question about a key or a new password gets nothing. The password
/// stands in no argument, no environment and no file.
struct Askpass {
  static let programName = "askpass"

  /// Takes the pipe's name away first, so that a second question fails at once instead of waiting.
  static let program = """
    #!/bin/sh
    [ -n "$DEPUTY_ASKPASS_SSH" ] && [ "$PPID" = "$DEPUTY_ASKPASS_SSH" ] || exit 1
    case $1 in
    "$DEPUTY_ASKPASS_LOGIN's password: " | "($DEPUTY_ASKPASS_LOGIN) "*assword*) ;;
    *) exit 1 ;;
    esac
    mv "$DEPUTY_ASKPASS_PIPE" "$DEPUTY_ASKPASS_PIPE.taken" 2>/dev/null || exit 1
    IFS= read -r deputy <"$DEPUTY_ASKPASS_PIPE.taken" || exit 1
    rm -f "$DEPUTY_ASKPASS_PIPE.taken"
    printf '%s\\n' "$deputy"

    """

  /// Becomes the program of the first argument, whose process the askpass program then knows.
  private static let start = "DEPUTY_ASKPASS_SSH=$$; export DEPUTY_ASKPASS_SSH; exec \"$@\""

  private let folder: PrivateFolder
  private let name: String
  private let pipe: OpenFile
  /// What `ssh` needs in its environment; no secret.
  let environment: [String: String]

  /// `login` is `USER@HOST` as ssh's prompt names them.
  init?(_ password: Password, login: String, in folder: PrivateFolder, number: Int) {
    guard !password.revealed.contains(where: \.isNewline), password.revealed.utf8.count < 4096
    else { return nil }
    self.folder = folder
    name = "p\(number)"
    guard let pipe = try? folder.makePipe(name, holding: password.revealed) else { return nil }
    self.pipe = pipe
    environment = [
      "SSH_ASKPASS": folder.path(of: Self.programName), "SSH_ASKPASS_REQUIRE": "force", "DISPLAY": "none",
      "DEPUTY_ASKPASS_LOGIN": login, "DEPUTY_ASKPASS_PIPE": folder.path(of: name),
    ]
  }

  /// The command with what it takes for its own password questions to be answered.
  func answering(_ command: ChildCommand) -> ChildCommand {
    var command = command
    command.arguments = ["-c", Self.start, "sh", command.executable] + command.arguments
    command.executable = "/bin/sh"
    command.environment.merge(environment) { $1 }
    return command
  }

  /// Takes the pipe away, read or not.
  func end() {
    folder.remove(name)
    folder.remove(name + ".taken")
  }
}

/// What `ssh -G` says of a host: the options after all files and arguments were read, a name and a value each line.
struct SSHOptions {
  private let text: String

  init(_ text: String) { self.text = text }

  /// `USER@HOST` as the prompts for a password name them: the alias of the host's key, where there is one, before its
  /// address. Nil where one of them is missing.
  var login: String? {
    guard let user = value(of: "user"), let host = value(of: "hostkeyalias") ?? value(of: "hostname") else {
      return nil
    }
    return user + "@" + host
  }

  private func value(of name: String) -> String? {
    text.split(separator: "\n").first { $0.hasPrefix(name + " ") }.map { String($0.dropFirst(name.count + 1)) }
  }
}
