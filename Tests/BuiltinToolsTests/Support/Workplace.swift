import JSON
import Platform
import TestSupport
import ToolCalling

@testable import BuiltinTools

/// A folder of its own for one test, and the built-in tools on it.
final class Workplace: Sendable {
  let folder: String
  let runner: ChildRunner
  let toolbox: Toolbox

  /// Files are made before the tools; everything is allowed on this machine unless `level` says otherwise.
  init(
    files: [String: String] = [:], level: PolicyConfiguration.Level = .full,
    audit: (String) throws -> AuditLog? = { _ in nil }
  ) async throws {
    let runner = ChildRunner(groups: ChildGroups())
    let folder = String(try await Self.shell(runner, "mktemp -d /tmp/tools-test.XXXXXX").dropLast())
    let clean = ChildEnvironment(from: ["HOME": folder], path: ExecutableSearch().variable)
    let names = ["web1", "db1"]
    toolbox =
      BuiltinToolbox(
        runner: runner, environment: clean,
        policy: ToolPolicy(
          local: PolicyConfiguration(level: level, roots: [folder]),
          hosts: Dictionary(uniqueKeysWithValues: names.map { ($0, PolicyConfiguration()) })),
        roots: FileRoots(folders: [folder], base: folder), hosts: HostDirectory(names.map { HostEntry(name: $0) }),
        connections: SSHConnections(runner: runner, environment: clean), audit: try audit(folder)
      ).toolbox
    self.runner = runner
    self.folder = folder
    for (path, text) in files { try await write(path, Array(text.utf8)) }
  }

  deinit {
    let runner = runner
    let removal = "rm -rf \(folder)"
    Task { @Sendable in _ = try? await Workplace.shell(runner, removal) }
  }

  /// Writes a file, its folders made.
  func write(_ path: String, _ bytes: [UInt8]) async throws {
    let script = "mkdir -p \"$(dirname \"\(folder)/\(path)\")\" && cat > \"\(folder)/\(path)\""
    _ = try await Self.shell(runner, script, input: .bytes(bytes))
  }

  /// Runs a shell script in the folder and gives its output.
  @discardableResult
  func shell(_ script: String) async throws -> String {
    try await Self.shell(runner, "cd \(folder) && { \(script)\n}")
  }

  private static func shell(
    _ runner: ChildRunner, _ script: String, input: ChildInput = .nothing
  ) async throws -> String {
    let command = ChildCommand(
      "/bin/sh", ["-c", script], environment: ["PATH": "/usr/bin:/bin:/usr/sbin:/sbin"], input: input)
    return String(decoding: try await runner.run(command).standardOutput.bytes, as: UTF8.self)
  }

  /// Calls a tool.
  func call(_ name: String, _ arguments: JSONObject) async throws -> ToolResult {
    guard let tool = toolbox[name] else { return .failure("no such tool") }
    return try await tool.call(arguments, in: ToolContext())
  }

  /// Calls a tool past the check of its own verdict, as nothing but a test does.
  func callInside(_ name: String, _ arguments: JSONObject) async throws -> ToolResult {
    guard let tool = (toolbox[name] as? AuditedTool)?.tool else { return .failure("no such tool") }
    return try await tool.call(arguments, in: ToolContext())
  }
}
