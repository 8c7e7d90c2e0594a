import BuiltinTools
import TestSupport
import Testing
import ToolCalling

@Suite(.timeLimit(.minutes(1))) struct PolicyCorpusTests {
  private let policy = CommandPolicy(PolicyConfiguration())

  @Test(arguments: PolicyFixtures.honestFiles)
  func `Every honest command runs by itself, here and on a host`(_ file: String) {
    for command in PolicyFixtures.commands(file) {
      for target in PolicyFixtures.targets {
        #expect(policy.verdict(on: command, where: target) == .allow, "\(command)")
      }
    }
  }

  @Test(arguments: PolicyFixtures.hostileFiles)
  func `No hostile command runs by itself`(_ file: String) {
    for command in PolicyFixtures.commands(file) {
      for target in PolicyFixtures.targets {
        #expect(policy.verdict(on: command, where: target) != .allow, "\(command)")
      }
    }
  }

  @Test func `No command runs by itself on a host where it would search the whole home folder`() {
    for command in PolicyFixtures.commands("hostile-on-hosts.txt") {
      #expect(policy.verdict(on: command, where: .host("web1")) != .allow, "\(command)")
    }
  }

  @Test func `The corpus is as large as it should be`() {
    #expect(PolicyFixtures.honestFiles.flatMap(PolicyFixtures.commands).count >= 600)
    #expect(PolicyFixtures.hostileFiles.flatMap(PolicyFixtures.commands).count >= 600)
  }

  @Test(
    arguments: TestFiles.lines("BuiltinToolsTests/Fixtures/policy/denied-at-every-level.txt").filter {
      !$0.hasPrefix("#")
    })
  func `What no consent makes sensible is denied at every level`(_ line: String) {
    let command = PolicyFixtures.command(line)
    for level in [PolicyConfiguration.Level.readOnly, .ask, .full] {
      let policy = CommandPolicy(PolicyConfiguration(level: level))
      guard case .deny = policy.verdict(on: command, where: .host("web1")) else {
        Issue.record("\(level) does not deny: \(command)")
        continue
      }
    }
  }

  @Test func `The full level runs what asks otherwise`() {
    let policy = CommandPolicy(PolicyConfiguration(level: .full))
    for command in ["systemctl restart nginx", "for i in 1 2; do echo $i; done", "touch /tmp/x"] {
      #expect(policy.verdict(on: command, where: .host("web1")) == .allow)
    }
  }

  @Test func `Switched off, nothing runs`() {
    let policy = CommandPolicy(PolicyConfiguration(level: .off))
    let sentence =
      "Commands are switched off here (DEPUTY_POLICY or DEPUTY_HOST_POLICY is off); only the user can change that."
    #expect(policy.verdict(on: "df -h", where: .local) == .deny(reason: sentence))
  }

  @Test(arguments: [
    ("sudo -n df -h", true), ("sudo df -h", true), ("sudo -n journalctl -u nginx -n 10", true),
    ("sudo -n rm x", false), ("sudo -u bob ls", false), ("sudo -s", false), ("sudo -n sudo ls", false),
    ("sudo -n grep -e root /etc/shadow", false), ("sudo -n go version", false), ("sudo -n go --help", false),
    ("sudo -n git log", false), ("sudo -n cat /etc/shadow", false), ("sudo -n grep -r x /etc", false), ("sudo", false),
    ("sudo A=b ls", false), ("sudo -i", false), ("sudo -e /etc/hosts", false), ("sudo -n sh -c 'rm x'", false),
    ("sudo -n find /etc -name '*.conf' -exec cat {} +", false), ("sudo -n -E ls", false), ("sudo -nu root ls", false),
  ])
  func `Sudo stands before read-only commands where it is configured`(_ command: String, _ runs: Bool) {
    let policy = CommandPolicy(PolicyConfiguration(sudo: true))
    #expect((policy.verdict(on: command, where: .host("web1")) == .allow) == runs)
    #expect(self.policy.verdict(on: command, where: .host("web1")) != .allow)
  }

  @Test func `With roots, local commands read no one's home folder outside of them`() {
    let policy = CommandPolicy(PolicyConfiguration(roots: ["/home/ann/project"]))
    let allowed = [
      "cat README.md", "cat /home/ann/project/a.txt", "cat /etc/hosts", "tail -n 5 /var/log/syslog", "ls -la /home",
    ]
    let asked = [
      "cat /home/ann/other.txt", "cat ../other.txt", "cat ~/notes.txt", "cat /home/ann/project-evil/x", "head /mnt/x",
    ]
    for command in allowed { #expect(policy.verdict(on: command, where: .local) == .allow, "\(command)") }
    for command in asked { #expect(policy.verdict(on: command, where: .local) != .allow, "\(command)") }
  }
}
