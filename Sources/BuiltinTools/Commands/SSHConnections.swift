package import Platform
import ToolCalling

/// Runs commands on hosts over connections that are shared per host.
package struct SSHConnections: Sendable {
  private let runner: ChildRunner
  private let environment: ChildEnvironment
  private let program: String?
  private let acceptsNewKeys: Bool
  private let connectSeconds: Int

  package init(
    runner: ChildRunner, environment: ChildEnvironment, search: ExecutableSearch = ExecutableSearch(),
    acceptsNewKeys: Bool = false, connectSeconds: Int = 10
  ) {
    self.runner = runner
    self.environment = environment
    program = search.path(of: "ssh")
    self.acceptsNewKeys = acceptsNewKeys
    self.connectSeconds = connectSeconds
  }

  /// Runs `command` on `host`; a failed connection is a failure with its sentence, an exit status of the command a result.
  func run(_ command: String, on host: HostEntry, time: Duration) async throws -> ToolResult {
    guard let program else { throw ChildError.notFound(name: "ssh") }
    let line = SSHCommandLine(
      host: host, controlPath: nil, acceptsNewKeys: acceptsNewKeys, connectSeconds: connectSeconds)
    let child = ChildCommand(
      program, line.arguments(for: RemoteScript(command).text), environment: environment.plain, input: .untilTheEnd)
    let outcome = try await runner.run(child, limits: ChildLimits(time: time))
    if outcome.ending == .cancelled { throw CancellationError() }
    return SSHReport(host: host.name, outcome: outcome, limit: time, connectSeconds: connectSeconds).result
  }
}

/// The outcome of `ssh` as a tool result: a failed connection told apart from a failed command.
struct SSHReport {
  let host: String
  let outcome: ChildOutcome
  let limit: Duration
  let connectSeconds: Int

  var result: ToolResult {
    let result = CommandReport(outcome: outcome, limit: limit).result
    let errorText = CleanText(outcome.standardError.bytes).text
    guard let code = result.exitCode, let failure = SSHFailure(exitCode: code, standardError: errorText) else {
      return result
    }
    let sentence = failure.sentence(host: host, standardError: errorText, connectSeconds: connectSeconds)
    guard failure == .lost, !outcome.standardOutput.isEmpty else { return .failure(sentence) }
    return ToolResult(text: result.text, notes: result.notes + [sentence])
  }
}
