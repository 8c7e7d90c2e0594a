package import JSON
import Platform
package import ToolCalling

/// `ssh_exec`: a command on one or more of the allowed hosts, through the system's OpenSSH and the user's configuration.
package struct SSHExecTool: Tool {
  private let hosts: HostDirectory
  private let connections: SSHConnections
  private let policy: ToolPolicy

  static let defaultSeconds = 30
  static let mostSeconds = 600
  /// The most hosts of one call, and how many of them are worked on at once.
  static let mostHosts = 256
  static let mostAtOnce = 8
  /// The longest command in bytes: as base64 it must fit the argument limit of the host (128 KiB on Linux).
  static let longestCommand = 65_536

  package let definition: ToolDefinition

  package init(hosts: HostDirectory, connections: SSHConnections, policy: ToolPolicy) {
    self.hosts = hosts
    self.connections = connections
    self.policy = policy
    var arguments = [
      Argument("host", required: true, hosts.phrase), Argument("command", required: true, "shell command"),
      Argument("timeout", .integer, "seconds"),
    ]
    if hosts.hosts.count > 1 { arguments.append(Argument("hosts", .array, "more hosts, all at once")) }
    definition = ToolDefinition(
      name: "ssh_exec", description: "Run a command on a remote host.", arguments: arguments)
  }

  package var isReadOnly: Bool { policy.allowsOnlyReading(locally: false) }

  /// The strictest of the verdicts for the hosts; what a human is asked names all of them.
  package func verdict(on arguments: JSONObject) -> Verdict {
    guard let call = try? call(of: arguments) else { return .allow }
    let verdict: Verdict = call.names.reduce(.allow) { strictest, name in
      guard hosts[name] != nil else { return .stricter(strictest, .deny(reason: hosts.refusal(of: name))) }
      var single: JSONObject = ["host": .string(name), "command": .string(call.command)]
      for key in ToolPolicy.folderKeys { single[key] = arguments[key] }
      return .stricter(strictest, policy.verdict(tool: definition.name, arguments: single))
    }
    guard case .ask(let reason) = verdict, call.names.count > 1 || call.namesGroup else { return verdict }
    return .ask(reason: "\(reason) It would run on \(call.names.joined(separator: ", ")).")
  }

  package func asksHuman(about arguments: JSONObject) -> Bool {
    guard let call = try? call(of: arguments) else { return false }
    return policy.asksHuman(for: call.names)
  }

  package func call(_ arguments: JSONObject, in context: ToolContext) async throws(CancellationError) -> ToolResult {
    let call: SSHCall
    do {
      call = try self.call(of: arguments)
    } catch {
      return .failure(error.sentence)
    }
    if call.names.count == 1, !call.namesGroup, let name = call.names.first {
      return try await answer(of: name, to: call)
    }
    return try await answers(to: call, context)
  }

  private func call(of arguments: JSONObject) throws(ArgumentFault) -> SSHCall {
    try SSHCall(CallArguments(arguments, of: definition.name), hosts)
  }

  private func answers(to call: SSHCall, _ context: ToolContext) async throws(CancellationError) -> ToolResult {
    let found = await withTaskGroup(of: (Int, ToolResult?).self) { group in
      var results: [Int: ToolResult] = [:]
      var waiting = call.names.enumerated().makeIterator()
      var running = 0
      while true {
        while running < Self.mostAtOnce, let (place, name) = waiting.next() {
          group.addTask { (place, try? await answer(of: name, to: call)) }
          running += 1
        }
        guard let (place, result) = await group.next() else { return results }
        running -= 1
        results[place] = result
        context.report(ToolProgress("ssh_exec: \(results.count) of \(call.names.count) hosts answered"))
      }
    }
    if Task.isCancelled { throw CancellationError() }
    return HostAnswers(answers: call.names.enumerated().compactMap { place, name in found[place].map { (name, $0) } })
      .result
  }

  private func answer(of name: String, to call: SSHCall) async throws(CancellationError) -> ToolResult {
    guard let host = hosts[name] else { return .failure(hosts.refusal(of: name)) }
    do {
      let script = RemoteScript(
        policy.prepared(call.command, host: name), isLimited: policy.onlyReads(call.command, host: name))
      let limits = ChildLimits(
        outputBytes: HostAnswers.outputBytes(hosts: call.names.count), time: .seconds(call.seconds))
      return try await connections.run(script, on: host, limits: limits)
    } catch let error as ChildError where error != .cancelled {
      return .failure(error.description)
    } catch {
      throw CancellationError()
    }
  }
}

/// The arguments of one call of `ssh_exec`, checked.
private struct SSHCall {
  /// The hosts in the order of the call, groups replaced by their members, each once.
  let names: [String]
  /// A group was named, so that the answer has to say which hosts these are.
  let namesGroup: Bool
  let command: String
  let seconds: Int

  init(_ arguments: CallArguments, _ hosts: HostDirectory) throws(ArgumentFault) {
    let more = try arguments.texts("hosts", limit: SSHExecTool.mostHosts) ?? []
    let first = more.isEmpty ? try arguments.text("host") : try arguments.optionalText("host")
    let given = ((first.map { [$0] } ?? []) + more).filter { !$0.isEmpty }
    var seen: Set<String> = []
    names = given.flatMap { hosts.expanded($0) }.filter { seen.insert($0).inserted }
    namesGroup = given.contains { hosts.expanded($0) != [$0] }
    guard names.count <= SSHExecTool.mostHosts else {
      throw ArgumentFault(
        "The groups of this call hold \(names.count) hosts; at most \(SSHExecTool.mostHosts) are taken at once.")
    }
    command = try arguments.text("command", limit: SSHExecTool.longestCommand)
    seconds = try arguments.integer("timeout", in: 1...SSHExecTool.mostSeconds) ?? SSHExecTool.defaultSeconds
  }
}
