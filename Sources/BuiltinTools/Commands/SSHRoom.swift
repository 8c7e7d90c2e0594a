import Platform
import Synchronization

/// The private folder of our connections: their sockets, the askpass program, and the pipes that passwords go through.
///
/// Made with the first use, and anew where it was taken away: `/run/user/UID` goes with the last logout, and what lies
/// idle in `/tmp` with a cleaner. Gone with `close`, together with the connections.
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
    if let folder = state.folder, !Self.isThere(folder) { state.folder = nil }
    if state.folder == nil {
      state.folder = try? PrivateFolder(environment: environment)
      // Their sockets were in the folder before. Who is at work with one of them keeps it.
      state.gates = [:]
    }
    // A cleaner may also take the program alone, and the connections beside it still stand.
    if let folder = state.folder, !folder.has(Askpass.programName) {
      try? folder.writeProgram(Askpass.programName, Askpass.program)
    }
    return state.folder
  }

  /// Whether the folder still stands where it was made, and is no link or folder that another user put in its place.
  private static func isThere(_ folder: PrivateFolder) -> Bool {
    // A parent that cannot be listed can still be passed through.
    guard let parent = try? FileAccess.openFolder(PathText.folder(of: folder.path)) else {
      return FileAccess.exists(folder.path)
    }
    guard let facts = try? parent.facts(of: PathText.lastPart(of: folder.path)) else { return false }
    return facts.kind == .folder && facts.owner == ProcessEnvironment.userIdentifier
  }

  /// Makes a password readable once, for one login. Nil where no folder can be made.
  func askpass(_ password: Password, login: String) -> Askpass? {
    state.withLock { state in
      guard let folder = folder(&state) else { return nil }
      state.nextPipe += 1
      return Askpass(password, login: login, in: folder, number: state.nextPipe)
    }
  }

  /// Ends every shared connection and removes the folder. Blocks up to 30 ms, however many connections do not go.
  func close() {
    let folder = state.withLock { state in
      state.isClosed = true
      defer { state.folder = nil }
      return state.folder
    }
    guard let folder, Self.isThere(folder) else { return }
    ControlSocket.endConnections(at: folder.names.filter { $0.hasPrefix("c") }.map(folder.path))
    folder.removeAll()
  }
}
