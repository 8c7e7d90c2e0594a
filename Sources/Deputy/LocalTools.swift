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
    toolbox =
      BuiltinToolbox(
        runner: runner, environment: environment, commandJudge: ShortCommandList(),
        roots: FileRoots(folders: [base, "/var/log"] + named, base: base, judge: NoFileRefused()), hosts: hosts,
        connections: SSHConnections(runner: runner, environment: environment, search: search)
      ).toolbox
  }
}

/// Refuses no file by its name.
private struct NoFileRefused: FileJudge {
  func refusal(of path: String) -> String? { nil }
  func verdict(onWriting path: String) -> Verdict { .ask(reason: "Writing \(path) needs a human's word.") }
}
