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

  @Test(
    "take no ! for the removal of a host, which would leave it reachable",
    arguments: [
      "DEPUTY_HOSTS", "DEPUTY_HOST_POLICY", "DEPUTY_SUDO", "DEPUTY_HOST_GROUPS",
    ])
  func negation(name: String) {
    let value = ["DEPUTY_HOST_POLICY": "*=full,!lab1=off", "DEPUTY_HOST_GROUPS": "lab=*,!lab1"][name] ?? "*,!lab1"
    let fault = #expect(throws: ToolSettings.Fault.self) { try policy([name: value]) }
    #expect(fault?.description.hasPrefix("\(name) holds \"") == true)
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
    "are lists with commas, spaces or both",
    arguments: [
      "lab*=full,lab2=off", "lab*=full, lab2=off", " lab*=full lab2=off ", "lab*=full ,\n\tlab2=off,",
      "lab*=full\r\nlab2=off",
    ])
  func lists(levels: String) throws {
    let swapped = SettingText.items(levels).reversed().joined(separator: ", ")
    let policy = try policy(["DEPUTY_HOST_POLICY": swapped, "DEPUTY_SUDO": "web1, local", "DEPUTY_POLICY": " full "])
    #expect(policy.hosts["lab1"]?.level == .full && policy.hosts["lab2"]?.level == .off)
    #expect(policy.local.sudo && policy.local.level == .full)
    #expect(policy.hosts["web1"]?.sudo == true && policy.hosts["lab1"]?.sudo == false)
    #expect(try self.policy(["DEPUTY_HOST_POLICY": levels]).hosts["lab2"]?.level == .full)
    #expect(try self.policy(["DEPUTY_SUDO": " 1 "]).hosts["lab1"]?.sudo == true)
  }

  @Test("warn of what fits no known host")
  func warnings() throws {
    let settings = try ToolSettings(
      environment: ["DEPUTY_HOST_POLICY": "*=ask lab*=full, db1=off", "DEPUTY_SUDO": "local, d*, web1"],
      workingDirectory: "/work")
    #expect(
      try settings.checked(hosts).warnings == [
        "DEPUTY_HOST_POLICY names db1, and no known host fits: name it in ~/.ssh/config or DEPUTY_HOSTS.",
        "DEPUTY_SUDO names d*, and no known host fits: name it in ~/.ssh/config or DEPUTY_HOSTS.",
      ])
  }

  @Test(
    "about sudo are 1 or names of hosts", arguments: ["yes", "TRUE", "0", "off", "web1, 1", "web1;db1", "-x", "a/b"])
  func sudo(text: String) {
    let fault = #expect(throws: ToolSettings.Fault.self) { _ = try policy(["DEPUTY_SUDO": text]) }
    #expect(
      fault?.description
        == "DEPUTY_SUDO holds \"\(SettingText.items(text).last ?? "")\", and must be 1 for this machine "
        + "and every host, a list such as db*,local, or unset for none.")
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
      (
        ["DEPUTY_HOST_POLICY": "web1 = off"], "DEPUTY_HOST_POLICY holds \"web1\", and must look like lab*=full,db1=off."
      ),
      (["DEPUTY_HOST_POLICY": "=off"], "DEPUTY_HOST_POLICY holds \"=off\", and must look like lab*=full,db1=off."),
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
}
