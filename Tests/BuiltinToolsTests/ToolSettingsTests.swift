import JSON
import Platform
import Testing
import ToolCalling

@testable import BuiltinTools

@Suite("The settings of the tools", .timeLimit(.minutes(1)))
struct ToolSettingsTests {
  private let hosts = HostDirectory(["web1", "lab1", "lab2"].map { HostEntry(name: $0) })

  private func policy(_ environment: [String: String]) throws -> ToolPolicy {
    try ToolSettings(environment: environment, workingDirectory: "/work").policy(for: hosts)
  }

  @Test("read only unless told otherwise")
  func defaults() throws {
    let settings = try ToolSettings(environment: ["CLAUDE_PROJECT_DIR": "/p/x"], workingDirectory: "/work")
    #expect(settings.roots == ["/p/x", "/var/log"])
    let policy = try policy([:])
    #expect(policy.local.level == .readOnly && !policy.local.sudo)
    #expect(policy.hosts.values.allSatisfy { $0.level == .readOnly && !$0.sudo })
  }

  @Test("allow everything only where it is said, host by host")
  func levels() throws {
    let policy = try policy([
      "DEPUTY_POLICY": "full", "DEPUTY_HOST_POLICY": "lab2=off,lab*=full", "DEPUTY_SUDO": "local,web1",
      "DEPUTY_ROOTS": "/etc:/srv",
    ])
    #expect(policy.local.level == .full && policy.local.sudo)
    #expect(policy.local.roots == ["/work", "/etc", "/srv"])
    #expect(policy.hosts["web1"]?.level == .readOnly && policy.hosts["web1"]?.sudo == true)
    #expect(policy.hosts["lab1"]?.level == .full && policy.hosts["lab1"]?.sudo == false)
    #expect(policy.hosts["lab2"]?.level == .off)
  }

  @Test(
    "that are wrong end the start with a sentence",
    arguments: [
      (["DEPUTY_POLICY": "yes"], "DEPUTY_POLICY holds \"yes\", and must be read-only, ask, full or off."),
      (["DEPUTY_ROOTS": "/a:b"], "DEPUTY_ROOTS holds \"b\", and must hold whole paths separated by \":\"."),
      (["DEPUTY_HOST_POLICY": "web1"], "DEPUTY_HOST_POLICY holds \"web1\", and must look like lab*=full,db1=off."),
      (
        ["DEPUTY_HOST_GROUPS": "web1,web2"],
        "DEPUTY_HOST_GROUPS holds \"web1,web2\", and must look like web=web1,web2;db=db*."
      ),
      (["DEPUTY_HOST_GROUPS": "web="], "DEPUTY_HOST_GROUPS holds \"web=\", and must look like web=web1,web2;db=db*."),
      (["DEPUTY_HOST_GROUPS": "a b=c"], "DEPUTY_HOST_GROUPS holds \"a b=c\", and must look like web=web1,web2;db=db*."),
      (["DEPUTY_HOST_POLICY": "web1=x"], "DEPUTY_HOST_POLICY holds \"x\", and must be read-only, ask, full or off."),
    ])
  func faults(environment: [String: String], sentence: String) {
    let fault = #expect(throws: ToolSettings.Fault.self) { _ = try policy(environment) }
    #expect(fault?.description == sentence)
  }

  @Test("give children a short environment without secrets")
  func children() {
    let environment = ChildEnvironment(
      from: [
        "HOME": "/h", "LC_ALL": "C", "SSH_AUTH_SOCK": "/s", "ANTHROPIC_API_KEY": "a", "CLAUDE_CODE": "b",
        "MY_TOKEN": "c",
        "GPG_PASSPHRASE": "d", "PATH": "/evil", "LD_PRELOAD": "/x", "SSH_HOST_1": "{}",
      ], path: "/bin")
    #expect(
      environment.plain == ["HOME": "/h", "LC_ALL": "C", "SSH_AUTH_SOCK": "/s", "PATH": "/bin", "TERM": "dumb"])
    #expect(environment.forCommands["GIT_CONFIG_VALUE_0"] == "false")
    #expect(environment.forCommands.keys.allSatisfy { !$0.hasSuffix("_TOKEN") && !$0.hasSuffix("_PASSPHRASE") })
  }

  @Test("record every call in a file that only this user can read")
  func audit() async throws {
    let place = try await Workplace(files: ["a.txt": "one"]) { folder throws -> AuditLog? in
      AuditLog(file: try AppendFile(folder + "/audit.jsonl"), now: { WallTime(seconds: 1_800_000_000) })
    }
    let context = ToolContext(conversation: "c1")
    let bash = try #require(place.toolbox["bash_command"])
    _ = try await bash.call(["command": "echo password=hunter2; exit 4"], in: context)
    _ = try await place.toolbox["write_file"]?.call(["file_path": "b", "content": "secret text"], in: context)
    let denied = try await place.toolbox["read_file"]?.call(["file_path": "/etc/shadow"], in: context)
    #expect(denied?.isError == true)
    bash.didNotRun(["command": "reboot"], .ask(reason: "r"), because: "declined", in: context)
    let lines = try await place.shell("cat audit.jsonl").split(separator: "\n").map {
      try JSONValue(parsing: String($0))
    }
    #expect(lines.map { $0["tool"]?.string } == ["bash_command", "write_file", "read_file", "bash_command"])
    #expect(lines.map { $0["verdict"]?.string } == ["allow", "allow", "deny", "ask"])
    #expect(lines.map { $0["ran"]?.bool } == [true, true, false, false])
    #expect(lines[0]["command"] == "echo password=[masked]; exit 4")
    #expect(lines[0]["exit_code"] == 4 && lines[0]["bytes"] == 17 && lines[0]["conversation"] == "c1")
    #expect(lines[0]["time"] == "2027-01-15T08:00:00.000Z")
    #expect(lines[1]["command"] == #"{"file_path":"b","content":"[11 bytes]"}"#)
    #expect(lines[3]["consent"] == "declined")
    #expect(try await place.shell("stat -c %a audit.jsonl") == "600\n")
    #expect(throws: SystemFault.self) { try AppendFile("/dev/null") }
  }
}
