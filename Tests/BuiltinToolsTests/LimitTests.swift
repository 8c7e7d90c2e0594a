import JSON
import Platform
import Testing
import ToolCalling

@testable import BuiltinTools

@Suite("Limits of the system", .timeLimit(.minutes(1)))
struct LimitTests {
  private static let question = "echo $(ulimit -d) $(ulimit -f)"

  private func output(_ arguments: [String]) async throws -> String {
    let child = ChildCommand(
      "/bin/sh", arguments, environment: ["PATH": "/usr/bin:/bin:/usr/sbin:/sbin"], input: .untilTheEnd)
    let outcome = try await ChildRunner(groups: ChildGroups()).run(child)
    // Standard error of a script for a host has its marks.
    let output = outcome.standardOutput.isEmpty ? outcome.standardError : outcome.standardOutput
    return String(decoding: output.bytes, as: UTF8.self)
  }

  @Test("hold for a shell command on this machine")
  func local() async throws {
    let place = try await Workplace()
    let result = try await place.call("bash_command", ["command": "ulimit -d; ulimit -n; ulimit -c"])
    #expect(result.text == "4194304\n1024\n0")
  }

  @Test("hold on a host for a command that only reads, and not for one that may start a service")
  func remote() async throws {
    let limited = try await output(["-c", RemoteScript(Self.question, isLimited: true).text])
    #expect(limited.hasPrefix("4194304 "))
    #expect(!limited.hasSuffix("unlimited\n"))
    let free = try await output(["-c", RemoteScript(Self.question, isLimited: false).text])
    #expect(free == (try await output(["-c", Self.question])))
    let policy = ToolPolicy(local: PolicyConfiguration(), hosts: ["free": PolicyConfiguration(level: .full)])
    #expect(policy.onlyReads("sort /var/log/syslog | uniq -c", host: "free"))
    #expect(!policy.onlyReads("systemctl restart nginx", host: "free"))
    #expect(!policy.onlyReads("echo 'open", host: "free"))
  }

  @Test(
    "never keep a command from running where the system refuses them", arguments: ["dash", "bash", "busybox", "zsh"])
  func refused(shell: String) async throws {
    guard let program = ExecutableSearch().path(of: shell) else {
      print("SKIPPED: there is no \(shell) on this machine")
      return
    }
    let isRoot = ProcessEnvironment.userIdentifier == 0
    if isRoot, ExecutableSearch().path(of: "setpriv") == nil {
      print("SKIPPED: root may raise a limit, and there is no setpriv to become another user")
      return
    }
    let words = shell == "busybox" ? "\(program) ash" : program
    // Lower limits than ours that stay, and an option that no shell knows.
    for script in ["\(SystemLimits.script); \(Self.question)", "ulimit -Q 5 2>/dev/null; \(Self.question)"] {
      let lower = "ulimit -d 1000000; ulimit -f 1000; exec \(words) -c \"$1\""
      let drop = "exec setpriv --reuid 65534 --clear-groups sh -c \"$1\" sh \"$2\""
      let text = try await output(isRoot ? ["-c", drop, "sh", lower, script] : ["-c", lower, "sh", script])
      #expect(text.hasPrefix("1000000 "), "\(shell): \(text)")
    }
  }
}
