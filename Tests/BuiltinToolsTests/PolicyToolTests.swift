import BuiltinTools
import JSON
import Testing
import ToolCalling

@Suite(.timeLimit(.minutes(1))) struct PolicyToolTests {
  private let policy = ToolPolicy(
    local: PolicyConfiguration(roots: ["/srv/project"]), hosts: ["web1": PolicyConfiguration()])

  @Test(arguments: [
    ("read_file", "README.md"), ("read_file", "/srv/project/src/a.c"), ("read_file", "/var/log/syslog"),
    ("read_file", "./a/../b"), ("list_directory", "."), ("grep_search", "src"), ("read_file", ".env.example"),
  ])
  func `Files of the project and logs are read`(_ tool: String, _ path: String) {
    #expect(policy.verdict(tool: tool, arguments: ["path": .string(path)]) == .allow)
  }

  @Test(arguments: [
    "/etc/passwd", "/srv/project-evil/x", "../x", "/srv/project/../x", "/etc/shadow", "/srv/project/.env", "id_rsa",
    "/proc/self/environ", "/dev/sda", "/srv/project/.ssh/id_rsa", "~/.ssh/id_rsa", "$HOME/x", "file:///etc/passwd",
    "/var/log/../../etc/passwd", "a\u{0}b", "a\u{202E}b", "", "/", "/srv", "config/../../secret", "/VAR/log/../x",
  ])
  func `Other files are not`(_ path: String) {
    #expect(policy.verdict(tool: "read_file", arguments: ["path": .string(path)]) != .allow)
    #expect(policy.verdict(tool: "write_file", arguments: ["path": .string(path), "content": "x"]) != .allow)
  }

  @Test(arguments: [
    ".git/hooks/pre-commit", ".ssh/authorized_keys", ".claude/settings.json", ".mcp.json", ".bashrc", ".GIT/config",
    "sub/.git/config", ".envrc", ".vscode/tasks.json", ".gitattributes", "a/.husky/x",
  ])
  func `What decides over other programs is never written`(_ path: String) {
    let full = ToolPolicy(local: PolicyConfiguration(level: .full, roots: ["/srv/project"]), hosts: [:])
    guard case .deny = full.verdict(tool: "write_file", arguments: ["path": .string(path), "content": "x"]) else {
      Issue.record("written: \(path)")
      return
    }
    #expect(full.verdict(tool: "write_file", arguments: ["path": "src/a.c", "content": "x"]) == .allow)
  }

  @Test(arguments: [
    "-oProxyCommand=id", "web1;id", "root@web1", "web1:22", "ssh://web1", "../web1", "*", "!web1", "web 1", "WEB1", "",
    "web1\n", "web1\u{200B}", "w\u{0435}b1", "web1 -l root", "$(id)", "web2",
  ])
  func `Only configured hosts in their exact spelling are reached`(_ host: String) {
    let arguments: JSONObject = ["host": .string(host), "command": "df -h"]
    guard case .deny = policy.verdict(tool: "ssh_exec", arguments: arguments) else {
      Issue.record("reached: \(host)")
      return
    }
  }

  @Test(arguments: [
    ("cwd", "ssh_exec"), ("working_directory", "ssh_exec"), ("cwd", "bash_command"),
    ("working_directory", "bash_command"),
  ])
  func `A folder beside the command is refused, because the command would not run there`(_ key: String, _ tool: String)
  {
    let free = PolicyConfiguration(level: .full, roots: ["/srv/project"])
    let full = ToolPolicy(local: free, hosts: ["web1": free])
    var arguments: JSONObject = ["command": "rm -rf build"]
    if tool == "ssh_exec" { arguments["host"] = "web1" }
    for folder: JSONValue in ["/tmp/build", "", 5] {
      arguments[key] = folder
      #expect(
        full.verdict(tool: tool, arguments: arguments)
          == .deny(reason: "The argument `\(key)` is not taken; put `cd FOLDER &&` at the beginning of `command`."))
    }
    arguments[key] = .null
    #expect(full.verdict(tool: tool, arguments: arguments) == .allow)
  }

  @Test func `A host may be an IPv6 address`() {
    let six = ToolPolicy(local: PolicyConfiguration(), hosts: ["fe80::1": PolicyConfiguration()])
    #expect(six.verdict(tool: "ssh_exec", arguments: ["host": "fe80::1", "command": "df -h"]) == .allow)
  }

  @Test(arguments: ["**/*.swift", "src/**", "*.log", "/var/log/*.log"])
  func `Patterns within the folders are searched`(_ pattern: String) {
    #expect(policy.verdict(tool: "glob_search", arguments: ["pattern": .string(pattern)]) == .allow)
  }

  @Test(arguments: ["/etc/*", "**/.env", "../*", "**/id_rsa", "~/.ssh/*", "/**", "**/*.pem", "/srv/project/../x/*"])
  func `Patterns for secrets or outside are not`(_ pattern: String) {
    #expect(policy.verdict(tool: "glob_search", arguments: ["pattern": .string(pattern)]) != .allow)
  }

  @Test func `Paths are secret by place and by name`() {
    let paths = SensitivePaths.standard
    for path in [
      "/etc/shadow", "/home/x/.aws/credentials", "/root/.netrc", "/srv/a/.env", "/proc/1/environ", "/etc/./shadow",
    ] {
      #expect(paths.isSecret(path), "\(path)")
    }
    for path in [
      "/etc/hosts", "/home/x/notes.txt", "/root/.ssh/config", "/srv/a/.env.example", "/etc/ssl/certs/ca.pem",
    ] {
      #expect(!paths.isSecret(path), "\(path)")
    }
    #expect(paths.isSecretName("id_ed25519"))
    #expect(!paths.isSecretName("main.swift"))
    #expect(SensitivePaths(more: ["payroll.csv"]).isSecretName("payroll.csv"))
  }
}
