package import Platform
package import ToolCalling

/// What the built-in tools are made of: every effect and every limit that the configuration decides.
package struct BuiltinToolbox: Sendable {
  package var runner: ChildRunner
  package var environment: ChildEnvironment
  package var commandJudge: any CommandJudge
  package var roots: FileRoots
  package var hosts: HostDirectory
  package var connections: SSHConnections

  package init(
    runner: ChildRunner, environment: ChildEnvironment, commandJudge: any CommandJudge, roots: FileRoots,
    hosts: HostDirectory, connections: SSHConnections
  ) {
    self.runner = runner
    self.environment = environment
    self.commandJudge = commandJudge
    self.roots = roots
    self.hosts = hosts
    self.connections = connections
  }

  /// The built-in tools in the order in which a model sees them; a new tool is one file and one line here.
  package var toolbox: Toolbox {
    Toolbox([
      SSHExecTool(hosts: hosts, connections: connections, judge: commandJudge),
      BashCommandTool(runner: runner, judge: commandJudge, environment: environment, folder: roots.base),
      ReadFileTool(roots: roots),
      ListDirectoryTool(roots: roots),
      GlobSearchTool(roots: roots),
      GrepSearchTool(roots: roots, runner: runner, environment: environment),
    ])
  }
}
