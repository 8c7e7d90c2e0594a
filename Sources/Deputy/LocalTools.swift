import BuiltinTools
import Platform
import ToolCalling

/// The built-in tools with the hosts, folders and policy that the operator configured.
struct LocalTools {
  let toolbox: Toolbox
  let hosts: HostDirectory
  let connections: SSHConnections
  /// See `BuiltinToolbox.changesNothing`.
  let changesNothing: Bool

  init(_ settings: Settings, children: ChildGroups) async throws {
    let settings = try ToolSettings(
      environment: settings.environment, workingDirectory: ProcessEnvironment.workingDirectory)
    let tools = try await settings.toolbox(groups: children)
    toolbox = tools.toolbox
    hosts = tools.hosts
    connections = tools.connections
    changesNothing = tools.changesNothing
  }
}
