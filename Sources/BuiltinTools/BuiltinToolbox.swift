package import Platform
package import ToolCalling

/// What the built-in tools are made of: every effect and every limit that the configuration decides.
package struct BuiltinToolbox: Sendable {
  package var runner: ChildRunner
  package var environment: ChildEnvironment
  package var policy: ToolPolicy
  package var roots: FileRoots
  package var hosts: HostDirectory
  package var connections: SSHConnections
  /// Nil where no record is kept.
  package var audit: AuditLog?

  package init(
    runner: ChildRunner, environment: ChildEnvironment, policy: ToolPolicy, roots: FileRoots, hosts: HostDirectory,
    connections: SSHConnections, audit: AuditLog? = nil
  ) {
    self.runner = runner
    self.environment = environment
    self.policy = policy
    self.roots = roots
    self.hosts = hosts
    self.connections = connections
    self.audit = audit
  }

  /// True where nothing that runs without a human's word changes anything, on this machine and on every host.
  package var changesNothing: Bool {
    ([policy.local] + policy.hosts.values).allSatisfy { $0.level == .readOnly || $0.level == .off }
  }

  /// The built-in tools in the order in which a model sees them; a new tool is one file and one line here.
  ///
  /// Tools that write are left out where the policy of this machine lets nobody allow a change.
  package var toolbox: Toolbox {
    let tools: [any Tool] = [
      SSHExecTool(hosts: hosts, connections: connections, policy: policy),
      BashCommandTool(runner: runner, policy: policy, environment: environment, folder: roots.base),
      ReadFileTool(roots: roots, policy: policy),
      ListDirectoryTool(roots: roots, policy: policy),
      GlobSearchTool(roots: roots, policy: policy),
      GrepSearchTool(roots: roots, policy: policy, runner: runner, environment: environment),
      WriteFileTool(roots: roots, policy: policy),
      EditFileTool(roots: roots, policy: policy),
    ]
    let offered = tools.filter { policy.asksHumanLocally || !($0 is any WritingFileTool) }
    return Toolbox(offered.map { AuditedTool(tool: $0, log: audit, directory: hosts) })
  }
}
