import BuiltinTools
import JSON
import Platform
import ToolCalling

/// `deputy check-policy`: explains what the policy says of a command, without running anything.
struct CheckPolicy: Subcommand {
  static let name = "check-policy"
  static let summary = "explain whether a command would run by itself"

  private static let usage = """
    deputy check-policy [--host NAME] [--sudo] [--policy LEVEL] 'COMMAND'   explains the verdict
    deputy check-policy --jsonl     reads {"id","tool","arguments","config":{"policy","hosts","sudo","roots"}} a line
                                    and writes {"id","verdict","reason"} a line
    deputy check-policy --reading   reads {"id","command"} a line and writes how the command is read
    deputy check-policy --prepared  the same, and writes the text that a shell would be given

    The command is judged as a server would that Claude Code starts in this folder with these environment variables.
    --host judges it for a remote host; --policy (off, read-only, ask or full) and --sudo overrule the variables.
    The exit status is 0 for allow, 3 for ask, 4 for deny, 2 for wrong usage.
    """

  static func run(_ arguments: [String]) async -> Int32 {
    switch arguments.first {
    case "--jsonl" where arguments.count == 1: return answerLines(PolicyQuestion.answer)
    case "--reading" where arguments.count == 1: return answerLines(PolicyQuestion.reading)
    case "--prepared" where arguments.count == 1: return answerLines(PolicyQuestion.prepared)
    case "--help", "-h":
      StandardOutput.print(usage)
      return 0
    default: return explain(arguments)
    }
  }

  private static func answerLines(_ answer: (String) -> JSONObject) -> Int32 {
    while let line = readLine() {
      guard StandardOutput.print(answer(line).jsonText) else { return 0 }
    }
    return 0
  }

  private static func explain(_ arguments: [String]) -> Int32 {
    var (target, level, sudo) = (CommandTarget.local, PolicyConfiguration.Level?.none, false)
    var rest = arguments[...]
    while let flag = rest.first, flag.hasPrefix("--") {
      rest.removeFirst()
      if flag == "--" { break }
      if flag == "--sudo" {
        sudo = true
        continue
      }
      guard let value = rest.popFirst() else { return wrongUsage("\(flag) needs a value") }
      switch flag {
      case "--host": target = .host(value)
      case "--policy":
        level = PolicyQuestion.level(value)
        if level == nil { return wrongUsage("`\(value)` is no policy") }
      default: return wrongUsage("`\(flag)` is not known")
      }
    }
    guard rest.count == 1, let command = rest.first else { return wrongUsage("give one command, in quotes") }
    do {
      var configuration = try configured(for: target)
      if let level { configuration.level = level }
      if sudo { configuration.sudo = true }
      return show(CommandPolicy(configuration).verdict(on: command, where: target))
    } catch {
      StandardOutput.complain("deputy check-policy: \(error)")
      return 2
    }
  }

  /// What the environment variables say for this machine, or for a host whether it is known or not.
  private static func configured(for target: CommandTarget) throws -> PolicyConfiguration {
    let settings = try ToolSettings(
      environment: ProcessEnvironment.current, workingDirectory: ProcessEnvironment.workingDirectory)
    switch target {
    case .local: return try settings.policy(for: HostDirectory([])).local
    case .host(let name):
      return try settings.policy(for: HostDirectory([HostEntry(name: name)])).hosts[name] ?? PolicyConfiguration()
    }
  }

  private static func show(_ verdict: Verdict) -> Int32 {
    switch verdict {
    case .allow:
      StandardOutput.print("allow: it changes nothing, and runs by itself.")
      return 0
    case .ask(let reason):
      StandardOutput.print("ask: \(reason)")
      return 3
    case .deny(let reason):
      StandardOutput.print("deny: \(reason)")
      return 4
    }
  }

  private static func wrongUsage(_ problem: String) -> Int32 {
    StandardOutput.complain("deputy check-policy: \(problem).\n\(usage)")
    return 2
  }
}
