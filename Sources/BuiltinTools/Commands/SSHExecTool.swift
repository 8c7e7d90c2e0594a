package import JSON
import Platform
package import ToolCalling

/// `ssh_exec`: a command on one of the allowed hosts, through the system's OpenSSH and the user's own configuration.
package struct SSHExecTool: Tool {
  private let hosts: HostDirectory
  private let connections: SSHConnections
  private let judge: any CommandJudge

  static let defaultSeconds = 30
  static let mostSeconds = 600
  /// The longest command in bytes: as base64 it must fit the argument limit of the host (128 KiB on Linux).
  static let longestCommand = 65_536

  package let definition: ToolDefinition

  package init(hosts: HostDirectory, connections: SSHConnections, judge: any CommandJudge) {
    self.hosts = hosts
    self.connections = connections
    self.judge = judge
    definition = ToolDefinition(
      name: "ssh_exec", description: "Run a command on a remote host.",
      arguments: [
        Argument("host", required: true, hosts.phrase), Argument("command", required: true, "shell command"),
      ])
  }

  package var isReadOnly: Bool { false }

  package func verdict(on arguments: JSONObject) -> Verdict {
    guard let host = arguments["host"]?.string, let command = arguments["command"]?.string else { return .allow }
    guard hosts[host] != nil else { return .deny(reason: hosts.refusal(of: host)) }
    return judge.verdict(on: command, host: host)
  }

  package func call(_ arguments: JSONObject, in context: ToolContext) async throws(CancellationError) -> ToolResult {
    let arguments = CallArguments(arguments, of: definition.name)
    do {
      let name = try arguments.text("host")
      let command = try arguments.text("command", limit: Self.longestCommand)
      let seconds = try arguments.integer("timeout", in: 1...Self.mostSeconds) ?? Self.defaultSeconds
      guard let host = hosts[name] else { return .failure(hosts.refusal(of: name)) }
      return try await connections.run(command, on: host, time: .seconds(seconds))
    } catch let fault as ArgumentFault {
      return .failure(fault.sentence)
    } catch let error as ChildError where error != .cancelled {
      return .failure(error.description)
    } catch {
      throw CancellationError()
    }
  }
}
