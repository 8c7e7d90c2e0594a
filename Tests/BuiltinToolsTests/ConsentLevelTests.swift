import JSON
import Platform
import TestSupport
import Testing
import ToolCalling

@testable import BuiltinTools

/// Whether a human is asked depends on the policy of the place where the call would have its effect.
@Suite(.timeLimit(.minutes(1))) struct ConsentLevelTests {
  private static let levels: [(PolicyConfiguration.Level, Bool)] = [
    (.off, false), (.readOnly, false), (.ask, true), (.full, true),
  ]

  /// The tools on this machine at `local`, with the hosts `reader`, `asker` and `free`.
  private func toolbox(local: PolicyConfiguration.Level) -> Toolbox {
    let runner = ChildRunner(groups: ChildGroups())
    let clean = ChildEnvironment(from: [:], path: "/usr/bin:/bin")
    let hosts: [String: PolicyConfiguration] = [
      "reader": PolicyConfiguration(level: .readOnly), "asker": PolicyConfiguration(level: .ask),
      "free": PolicyConfiguration(level: .full),
    ]
    return BuiltinToolbox(
      runner: runner, environment: clean,
      policy: ToolPolicy(local: PolicyConfiguration(level: local, roots: ["/srv/project"]), hosts: hosts),
      roots: FileRoots(folders: ["/srv/project"], base: "/srv/project"),
      hosts: HostDirectory(hosts.keys.sorted().map { HostEntry(name: $0) }).grouped(by: [
        HostGroupRule(name: "most", members: ["asker", "free"]), HostGroupRule(name: "all", members: ["*"]),
        HostGroupRule(name: "single", members: ["asker"]),
      ]),
      connections: SSHConnections(runner: runner, environment: clean), audit: nil
    ).toolbox
  }

  @Test(arguments: levels)
  func `On this machine a human is asked at the levels ask and full`(
    _ level: PolicyConfiguration.Level, _ asks: Bool
  ) {
    let calls: [(String, JSONObject)] = [
      ("bash_command", ["command": "touch x"]),
      ("write_file", ["file_path": "x", "content": "x"]),
      ("edit_file", ["file_path": "x", "old_string": "a", "new_string": "b"]),
    ]
    for (name, arguments) in calls {
      guard let tool = toolbox(local: level)[name] else {
        // What writes is not even offered where nobody may allow it.
        #expect(!asks && name != "bash_command", "\(name)")
        continue
      }
      #expect(tool.asksHuman(about: arguments) == asks, "\(name)")
    }
  }

  @Test(arguments: [
    (["reader"], false), (["asker"], true), (["free"], true), (["asker", "free"], true), (["asker", "reader"], false),
    (["stranger"], false), (["asker", "stranger"], false), (["most"], true), (["all"], false),
    (["asker", "all"], false),
  ])
  func `On hosts a human is asked where each of them allows it, whatever holds here`(
    _ names: [String], _ asks: Bool
  ) throws {
    for level in [PolicyConfiguration.Level.readOnly, .full] {
      let tool = try #require(toolbox(local: level)["ssh_exec"])
      var arguments: JSONObject = ["host": .string(names[0]), "command": "systemctl restart nginx"]
      if names.count > 1 { arguments["hosts"] = .array(names.dropFirst().map { .string($0) }) }
      #expect(tool.asksHuman(about: arguments) == asks)
    }
  }

  @Test func `The question names every host of a group, also where it is one`() throws {
    let tool = try #require(toolbox(local: .readOnly)["ssh_exec"])
    for (group, hosts) in [("most", "asker, free"), ("single", "asker"), ("all", "asker, free, reader")] {
      let verdict = tool.verdict(on: ["host": .string(group), "command": "systemctl restart nginx"])
      guard case .ask(let reason) = verdict else {
        Issue.record("\(group): \(verdict)")
        continue
      }
      #expect(reason.hasSuffix(" It would run on \(hosts)."))
    }
    #expect(tool.verdict(on: ["host": "all", "command": "uptime"]) == .allow)
    guard case .deny = tool.verdict(on: ["host": "most", "hosts": ["stranger"], "command": "uptime"]) else {
      Issue.record("a stranger among a group is not refused")
      return
    }
  }

  @Test func `A folder beside the command of a host is refused, because nothing would run there`() throws {
    let tool = try #require(toolbox(local: .full)["ssh_exec"])
    #expect(
      tool.verdict(on: ["host": "free", "command": "rm -rf build", "cwd": "/tmp"])
        == .deny(reason: "The argument `cwd` is not taken; put `cd FOLDER &&` at the beginning of `command`."))
    #expect(tool.verdict(on: ["host": "free", "command": "rm -rf build", "cwd": .null]) == .allow)
  }

  @Test func `A call without a host or a command asks nobody`() throws {
    let tool = try #require(toolbox(local: .full)["ssh_exec"])
    #expect(!tool.asksHuman(about: ["host": "free"]))
    #expect(!tool.asksHuman(about: ["command": "df"]))
  }
}
