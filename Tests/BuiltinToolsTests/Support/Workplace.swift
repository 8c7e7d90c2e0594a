import BuiltinTools
import JSON
import Platform
import TestSupport
import ToolCalling

/// A folder of its own for one test, and the built-in tools on it.
final class Workplace {
  let folder: String
  let groups = ChildGroups()
  let runner: ChildRunner
  let toolbox: Toolbox

  init(files: [String: String] = [:], environment: [String: String] = [:]) async throws {
    runner = ChildRunner(groups: groups)
    let made = try await Self.shell(runner, "mktemp -d /tmp/deputy-test.XXXXXX")
    folder = String(made.dropLast())
    let search = ExecutableSearch()
    let clean = ChildEnvironment(from: ["HOME": folder].merging(environment) { $1 }, path: search.variable)
    toolbox =
      BuiltinToolbox(
        runner: runner, environment: clean, commandJudge: ShortCommandList(),
        roots: FileRoots(folders: [folder], base: folder, judge: NoSecrets()),
        hosts: HostDirectory([HostEntry(name: "web1"), HostEntry(name: "db1")]),
        connections: SSHConnections(runner: runner, environment: clean, processEnvironment: [:])
      ).toolbox
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
  func shell(_ script: String) async throws -> String { try await Self.shell(runner, "cd \(folder) && { \(script)\n}") }

  private static func shell(
    _ runner: ChildRunner, _ script: String, input: ChildInput = .nothing
  ) async throws -> String {
    let command = ChildCommand(
      "/bin/sh", ["-c", script], environment: ["PATH": "/usr/bin:/bin:/usr/sbin:/sbin"], input: input)
    return String(decoding: try await runner.run(command).standardOutput.bytes, as: UTF8.self)
  }

  /// Calls a tool with arguments as JSON text.
  func call(_ tool: String, _ arguments: JSONObject) async throws -> ToolResult {
    guard let tool = toolbox[tool] else { return .failure("no such tool") }
    return try await tool.call(arguments, in: ToolContext())
  }
}

/// A judge that refuses what is named `secret` and lets everything be written.
struct NoSecrets: FileJudge {
  func refusal(of path: String) -> String? {
    path.hasSuffix("/secret") || path.contains("/secret/") ? "\(path) holds secrets; no tool reads it." : nil
  }

  func verdict(onWriting path: String) -> Verdict { .allow }
}
