import Platform
import Synchronization

/// The private folder of our connections: their sockets, the askpass program, and the pipes that passwords go through.
///
/// Made with the first use; gone with `close`, together with the connections.
final class SSHRoom: Sendable {
  private struct State {
    var folder: PrivateFolder?
    var gates: [String: (gate: SSHGate, socket: String)] = [:]
    var nextPipe = 0
    var isClosed = false
  }

  private let state = Mutex(State())
  private let environment: [String: String]

  /// `environment` is asked for `XDG_RUNTIME_DIR`.
  init(environment: [String: String]) { self.environment = environment }

  /// The gate of a host and the path of its socket. Nil socket where no folder can be made: then nothing is shared.
  func gate(of host: String) -> (gate: SSHGate, socket: String?) {
    state.withLock { state in
      let folder = folder(&state)
      if let known = state.gates[host] { return (known.gate, folder == nil ? nil : known.socket) }
      // A number, because the name of a host may be longer than the path of a socket.
      let entry = (gate: SSHGate(), socket: folder?.path(of: "c\(state.gates.count)") ?? "")
      state.gates[host] = entry
      return (entry.gate, folder == nil ? nil : entry.socket)
    }
  }

  private func folder(_ state: inout State) -> PrivateFolder? {
    if state.isClosed { return nil }
    if state.folder == nil {
      state.folder = try? PrivateFolder(environment: environment)
      try? state.folder?.writeProgram(Askpass.programName, Askpass.program)
    }
    return state.folder
  }

  /// Makes a password readable once, for one login. Nil where no folder can be made.
  func askpass(_ password: Password, promptHost: String) -> Askpass? {
    state.withLock { state in
      guard let folder = folder(&state) else { return nil }
      state.nextPipe += 1
      return Askpass(password, promptHost: promptHost, in: folder, number: state.nextPipe)
    }
  }

  /// Ends every shared connection and removes the folder. Blocks up to 30 ms, however many connections do not go.
  func close() {
    let folder = state.withLock { state in
      state.isClosed = true
      defer { state.folder = nil }
      return state.folder
    }
    guard let folder else { return }
    ControlSocket.endConnections(at: folder.names.filter { $0.hasPrefix("c") }.map(folder.path))
    folder.removeAll()
  }
}

/// A password on its way to one `ssh`: in a named pipe, read once by a small program that `SSH_ASKPASS` names.
///
/// The program answers only a prompt for a password of the right host: a jump host that asks, or a question about a key,
/// gets nothing. The password stands in no argument, no environment and no file.
struct Askpass {
  static let programName = "askpass"

  /// Takes the pipe's name away first, so that a second question fails at once instead of waiting.
  static let program = """
    #!/bin/sh
    case $1 in
    *"$DEPUTY_ASKPASS_HOST's password"* | *"$DEPUTY_ASKPASS_HOST) "*assword*) ;;
    *) exit 1 ;;
    esac
    mv "$DEPUTY_ASKPASS_PIPE" "$DEPUTY_ASKPASS_PIPE.taken" 2>/dev/null || exit 1
    IFS= read -r deputy <"$DEPUTY_ASKPASS_PIPE.taken" || exit 1
    rm -f "$DEPUTY_ASKPASS_PIPE.taken"
    printf '%s\\n' "$deputy"

    """

  private let folder: PrivateFolder
  private let name: String
  private let pipe: OpenFile
  /// What `ssh` needs in its environment; no secret.
  let environment: [String: String]

  /// `promptHost` is the host as ssh's prompt names it.
  init?(_ password: Password, promptHost: String, in folder: PrivateFolder, number: Int) {
    guard !password.revealed.contains(where: \.isNewline), password.revealed.utf8.count < 4096
    else { return nil }
    self.folder = folder
    name = "p\(number)"
    guard let pipe = try? folder.makePipe(name, holding: password.revealed) else { return nil }
    self.pipe = pipe
    environment = [
      "SSH_ASKPASS": folder.path(of: Self.programName), "SSH_ASKPASS_REQUIRE": "force", "DISPLAY": "none",
      "DEPUTY_ASKPASS_HOST": "@" + promptHost, "DEPUTY_ASKPASS_PIPE": folder.path(of: name),
    ]
  }

  /// Takes the pipe away, read or not.
  func end() {
    folder.remove(name)
    folder.remove(name + ".taken")
  }
}
