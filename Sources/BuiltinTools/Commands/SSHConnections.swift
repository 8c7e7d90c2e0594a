package import Platform
import ToolCalling

/// Runs commands on hosts over connections that are shared per host and end with this object's `close`.
package struct SSHConnections: Sendable {
  private let runner: ChildRunner
  private let environment: ChildEnvironment
  private let program: String?
  private let settings: Settings
  private let room: SSHRoom

  /// What the operator may decide about connections.
  package struct Settings: Sendable {
    /// The client configuration in place of `~/.ssh/config`; nil for ssh's own choice.
    package var configuration: String?
    /// Trusts the key of a host that was never seen (`StrictHostKeyChecking=accept-new`).
    package var acceptsNewKeys: Bool
    package var connectSeconds: Int
    /// The bytes kept of each stream of a command.
    package var outputBytes: Int

    package init(
      configuration: String? = nil, acceptsNewKeys: Bool = false, connectSeconds: Int = 10, outputBytes: Int = 8 << 20
    ) {
      self.configuration = configuration
      self.acceptsNewKeys = acceptsNewKeys
      self.connectSeconds = connectSeconds
      self.outputBytes = outputBytes
    }
  }

  /// `processEnvironment` is asked for `XDG_RUNTIME_DIR`, where the sockets go.
  package init(
    runner: ChildRunner, environment: ChildEnvironment, processEnvironment: [String: String] = [:],
    settings: Settings = Settings(), search: ExecutableSearch = ExecutableSearch()
  ) {
    self.runner = runner
    self.environment = environment
    self.settings = settings
    program = search.path(of: "ssh")
    room = SSHRoom(environment: processEnvironment)
  }

  /// Ends every connection; part of the end of the server. Takes a few milliseconds.
  package func close() { room.close() }

  /// Runs a script on `host`; a failed connection is a failure with its sentence, an exit status of the command a result.
  ///
  /// Of each stream is kept what `limits` say, and no more than the settings allow.
  func run(_ script: RemoteScript, on host: HostEntry, limits: ChildLimits) async throws -> ToolResult {
    guard let program else { throw ChildError.notFound(name: "ssh") }
    let (gate, socket) = room.gate(of: host.name)
    guard let socket else { return try await run(script, on: host, limits, program, socket: nil) }
    let isOpen = { @Sendable in FileAccess.exists(socket) }
    let way = try await gate.enter(isOpen: isOpen)
    let watch = way == .opening ? watch(isOpen, gate) : nil
    let result: Result<ToolResult, any Error>
    do {
      result = .success(
        try await run(script, on: host, limits, program, socket: way == .alone ? nil : socket))
    } catch {
      result = .failure(error)
    }
    watch?.cancel()
    if let watch, await !watch.value { await gate.opened(isOpen()) }
    await gate.leave()
    return try result.get()
  }

  /// Tells the gate as soon as the shared connection stands. Its value is false where that did not happen.
  private func watch(_ isOpen: @escaping @Sendable () -> Bool, _ gate: SSHGate) -> Task<Bool, Never> {
    Task {
      while !Task.isCancelled {
        if isOpen() {
          await gate.opened(true)
          return true
        }
        try? await Task.sleep(for: .milliseconds(5))
      }
      return false
    }
  }

  private func run(
    _ script: RemoteScript, on host: HostEntry, _ limits: ChildLimits, _ program: String, socket: String?
  ) async throws -> ToolResult {
    let line = SSHCommandLine(host: host, controlPath: socket, settings: settings)
    var child = ChildCommand(
      program, line.arguments(for: script.text), environment: environment.plain, input: .untilTheEnd)
    var askpass: Askpass?
    if let password = host.password, let login = await login(of: host, program) {
      askpass = room.askpass(password, login: login)
      child = askpass?.answering(child) ?? child
    }
    defer { askpass?.end() }
    var limits = limits
    limits.outputBytes = min(limits.outputBytes, settings.outputBytes)
    let outcome = try await runner.run(child, limits: limits)
    if outcome.ending == .cancelled { throw CancellationError() }
    return SSHReport(
      host: host.name, outcome: outcome, script: script, limit: limits.time, connectSeconds: settings.connectSeconds
    ).result
  }

  /// The login as the prompt for its password names it; nil where ssh cannot tell, and then nothing is answered.
  private func login(of host: HostEntry, _ program: String) async -> String? {
    let line = SSHCommandLine(host: host, controlPath: nil, settings: settings)
    let child = ChildCommand(program, ["-G"] + line.arguments(for: nil), environment: environment.plain)
    guard let outcome = try? await runner.run(child, limits: ChildLimits(time: .seconds(5))) else { return nil }
    return SSHOptions(String(decoding: outcome.standardOutput.bytes, as: UTF8.self)).login
  }
}
