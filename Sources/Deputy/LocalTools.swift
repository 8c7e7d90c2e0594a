import BuiltinTools
import Platform
import ToolCalling

/// The built-in tools with the hosts, folders and policy that the operator configured.
struct LocalTools {
  let toolbox: Toolbox
  let hosts: HostDirectory

  init(_ settings: Settings, children: ChildGroups) throws {
    let search = ExecutableSearch()
    let environment = ChildEnvironment(from: settings.environment, path: search.variable)
    let runner = ChildRunner(groups: children)
    let base = settings.value("CLAUDE_PROJECT_DIR") ?? ProcessEnvironment.workingDirectory
    let named = settings.value("DEPUTY_ROOTS")?.split(separator: ":").map(String.init) ?? []
    let names = settings.value("DEPUTY_HOSTS")?.split(separator: ",").map(String.init) ?? []
    hosts = HostDirectory(names.map { HostEntry(name: $0) })
    let policy = PolicyJudge(policy: CommandPolicy(PolicyConfiguration(level: settings.policy)))
    toolbox =
      BuiltinToolbox(
        runner: runner, environment: environment, commandJudge: policy,
        roots: FileRoots(folders: [base, "/var/log"] + named, base: base, judge: policy), hosts: hosts,
        connections: SSHConnections(runner: runner, environment: environment, search: search)
      ).toolbox
  }
}

/// The policy as the tools ask for it.
private struct PolicyJudge: CommandJudge, FileJudge {
  let policy: CommandPolicy
  let secrets = SensitivePaths()

  func verdict(on command: String, host: String?) -> Verdict {
    policy.verdict(on: command, where: host.map { .host($0) } ?? .local)
  }

  func refusal(of path: String) -> String? {
    secrets.isSecret(path) ? "\(path) holds secrets, and no tool reads it." : nil
  }

  func verdict(onWriting path: String) -> Verdict { .ask(reason: "Writing \(path) needs a human's word.") }
}
