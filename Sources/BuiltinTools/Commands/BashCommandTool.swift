import JSON
import Platform
import ToolCalling

/// `bash_command`: a shell command on this machine, in a session and under limits of its own.
struct BashCommandTool: JudgedTool {
  private let runner: ChildRunner
  let policy: ToolPolicy
  private let environment: ChildEnvironment
  private let folder: String
  private let shell: String

  /// The longest command in bytes.
  static let longestCommand = 65_536
  static let defaultSeconds = 30
  static let mostSeconds = 600

  let definition = ToolDefinition(
    name: "bash_command", description: "Run a shell command on this machine.",
    arguments: [
      Argument("command", required: true, "shell command"), Argument("timeout", .integer, "seconds"),
    ])

  /// `folder` is where commands start. Bash where this machine has it, else `sh`.
  init(
    runner: ChildRunner, policy: ToolPolicy, environment: ChildEnvironment, folder: String,
    search: ExecutableSearch = ExecutableSearch()
  ) {
    self.runner = runner
    self.policy = policy
    self.environment = environment
    self.folder = folder
    shell = search.path(of: "bash") ?? "/bin/sh"
  }

  var isReadOnly: Bool { policy.allowsOnlyReading(locally: true) }

  func asksHuman(about arguments: JSONObject) -> Bool { policy.asksHumanLocally }

  func call(_ arguments: JSONObject, in context: ToolContext) async throws(CancellationError) -> ToolResult {
    let arguments = CallArguments(arguments, of: definition.name)
    do {
      let command = try arguments.text("command", limit: Self.longestCommand)
      let seconds = try arguments.integer("timeout", in: 1...Self.mostSeconds) ?? Self.defaultSeconds
      return try await run(command, seconds: seconds)
    } catch let fault as ArgumentFault {
      return .failure(fault.sentence)
    } catch let error as ChildError {
      if error == .cancelled { throw CancellationError() }
      return .failure("\(error)")
    } catch {
      throw CancellationError()
    }
  }

  private func run(_ command: String, seconds: Int) async throws -> ToolResult {
    // The line that says what is missing has to fit too.
    let limits = ChildLimits(outputBytes: HostAnswers.longest - 256, time: .seconds(seconds))
    let command = policy.prepared(command, host: nil)
    var child = ChildCommand(
      shell, ["-c", Self.fence, "deputy", shell, command, String(seconds)], environment: environment.forCommands,
      workingDirectory: .path(folder))
    child.looksForDescendants = true
    let outcome = try await runner.run(child, limits: limits)
    if outcome.ending == .cancelled { throw CancellationError() }
    return CommandReport(outcome: outcome, limit: limits.time).result
  }

  /// Sets the limits of the system, then becomes the shell that runs the command: memory and files as `SystemLimits` has
  /// them, no core file, 1,024 descriptors, and processor time as long as the time limit.
  private static let fence =
    SystemLimits.script + "; ulimit -c 0 2>/dev/null; ulimit -n 1024 2>/dev/null; ulimit -t $(($3 + 5)) 2>/dev/null; "
    + "exec \"$1\" -c \"$2\""
}
