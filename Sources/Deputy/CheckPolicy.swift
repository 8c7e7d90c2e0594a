import BuiltinTools
import Inference
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
    --host judges it for a remote host or a group of them; --policy (off, read-only, ask or full) and --sudo overrule
    the variables.
    The exit status is 0 for allow, 3 for ask, 4 for deny, 2 for wrong usage.
    """

  static func run(_ arguments: [String]) async -> Int32 {
    switch arguments.first {
    case "--jsonl" where arguments.count == 1: return answerLines(PolicyQuestion.answer)
    case "--reading" where arguments.count == 1: return answerLines(PolicyQuestion.reading)
    case "--prepared" where arguments.count == 1: return answerLines(PolicyQuestion.prepared)
    case "--help", "-h":
      return AnswerWriter().print(usage)
    default: return await explain(arguments)
    }
  }

  private static func answerLines(_ answer: (String) -> JSONObject) -> Int32 {
    while let line = readLine() {
      let printed = AnswerWriter().print(answer(line).jsonText)
      guard printed == 0 else { return printed }
    }
    return 0
  }

  private static func explain(_ arguments: [String]) async -> Int32 {
    var (host, level, sudo) = (String?.none, PolicyConfiguration.Level?.none, false)
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
      case "--host": host = value
      case "--policy":
        level = PolicyQuestion.level(value)
        if level == nil { return wrongUsage("`\(value)` is no policy") }
      default: return wrongUsage("`\(flag)` is not known")
      }
    }
    guard rest.count == 1, let command = rest.first else { return wrongUsage("give one command, in quotes") }
    do {
      return show(
        try await judge(command, on: host) { configuration in
          if let level { configuration.level = level }
          if sudo { configuration.sudo = true }
        })
    } catch {
      StandardOutput.complain("deputy check-policy: \(error)")
      return 2
    }
  }

  /// The judgement under what the environment variables say, with which a server would have to start.
  private static func judge(
    _ command: String, on host: String?, overrule: (inout PolicyConfiguration) -> Void
  ) async throws -> CommandJudgement {
    var environment = ProcessEnvironment.current
    _ = try Settings(environment: environment)
    _ = try ModelServerConfiguration(environment: environment)
    // A question leaves no file behind.
    environment["DEPUTY_AUDIT"] = nil
    let settings = try ToolSettings(
      environment: environment, workingDirectory: ProcessEnvironment.workingDirectory)
    guard let host else {
      return try CommandJudgement(of: command, settings: settings, overrule: overrule)
    }
    let children = ChildGroups()
    let tools = try await settings.toolbox(groups: children)
    defer {
      children.endAll()
      tools.connections.close()
    }
    return try CommandJudgement(of: command, on: host, among: tools.hosts, settings: settings, overrule: overrule)
  }

  private static func show(_ judgement: CommandJudgement) -> Int32 {
    let (line, status): (String, Int32) =
      switch judgement.verdict {
      case .allow where judgement.isProvenReading: ("allow: it changes nothing, and runs by itself.", 0)
      case .allow: ("allow: it may change something, and runs by itself because the policy is full.", 0)
      case .ask(let reason): ("ask: \(reason)", 3)
      case .deny(let reason): ("deny: \(reason)", 4)
      }
    return AnswerWriter().print(([line] + judgement.remarks).joined(separator: "\n"), status: status)
  }

  private static func wrongUsage(_ problem: String) -> Int32 {
    StandardOutput.complain("deputy check-policy: \(problem).\n\(usage)")
    return 2
  }
}
