import Platform
import TestSupport
import Testing

@testable import BuiltinTools

/// The real `sshd` of `test-scripts/sshd`, started once for all tests and gone when this process ends.
struct TestServer: Sendable {
  /// The `name=value` lines of the script.
  let facts: [String: String]

  private static let started = Task { await start() }

  /// Whether the script could start its servers here.
  static var isThere: Bool { get async { await running().facts["config"] != nil } }

  /// Whether one of its users has a password.
  static var hasPassword: Bool { get async { await running().facts["password"] != nil } }

  static func running() async -> TestServer { TestServer(facts: await started.value) }

  private static func start() async -> [String: String] {
    let root = TestFiles.folder.split(separator: "/").dropLast().joined(separator: "/")
    let command = ChildCommand(
      "/" + root + "/test-scripts/sshd", environment: ["PATH": ExecutableSearch().variable], input: .untilTheEnd)
    let (lines, sink) = AsyncStream<String>.makeStream()
    // Never awaited: the script lives as long as this process holds its input.
    Task {
      _ = try? await ChildRunner(groups: ChildGroups()).run(command, limits: ChildLimits(time: .seconds(600))) {
        stream, bytes in
        let part = String(decoding: bytes, as: UTF8.self)
        if stream == .standardOutput { sink.yield(part) } else { print(part, terminator: "") }
      }
      sink.finish()
    }
    var text = ""
    for await part in lines {
      text += part
      if text.hasSuffix("ready\n") { break }
    }
    if !text.hasSuffix("ready\n") { print("test-scripts/sshd said: \(text)") }
    let pairs = text.split(separator: "\n").compactMap { line -> (String, String)? in
      let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
      return parts.count == 2 ? (parts[0], parts[1]) : nil
    }
    return Dictionary(pairs, uniquingKeysWith: { $1 })
  }

  /// `ssh_exec` on the hosts of the server's client configuration; its sockets go to `runtime`.
  func tool(
    _ hosts: [HostEntry]? = nil, connectSeconds: Int = 5, groups: [HostGroupRule] = [], runtime: String? = nil
  ) -> (tool: SSHExecTool, connections: SSHConnections) {
    let names = ["key", "jump", "changed", "unknown", "refused", "silent", "denied", "forced", "far"]
    let entries = hosts ?? (names + (1...20).map { $0 < 10 ? "h0\($0)" : "h\($0)" }).map { HostEntry(name: $0) }
    let environment = ChildEnvironment(from: ProcessEnvironment.current, path: ExecutableSearch().variable)
    let connections = SSHConnections(
      runner: ChildRunner(groups: ChildGroups()), environment: environment,
      processEnvironment: runtime.map { ["XDG_RUNTIME_DIR": $0] } ?? [:],
      settings: SSHConnections.Settings(
        configuration: facts["config"], connectSeconds: connectSeconds, outputBytes: 1 << 18))
    let policy = ToolPolicy(
      local: PolicyConfiguration(),
      hosts: Dictionary(uniqueKeysWithValues: entries.map { ($0.name, PolicyConfiguration(level: .full)) }))
    return (
      SSHExecTool(hosts: HostDirectory(entries).grouped(by: groups), connections: connections, policy: policy),
      connections
    )
  }
}
