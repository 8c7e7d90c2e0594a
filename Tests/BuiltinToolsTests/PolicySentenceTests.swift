import BuiltinTools
import JSON
import TestSupport
import Testing
import ToolCalling

@Suite(.timeLimit(.minutes(1))) struct PolicySentenceTests {
  /// A line of `sentences.txt`: a command, a verdict and a sentence, with tabs between.
  struct Example: Sendable, CustomTestStringConvertible {
    var command: String
    var verdict: Verdict
    var testDescription: String { command }

    static let all = TestFiles.lines("BuiltinToolsTests/Fixtures/policy/sentences.txt").filter { !$0.hasPrefix("#") }
      .map { line in
        let fields = line.split(separator: "\t", maxSplits: 2).map(String.init)
        let verdict: Verdict = fields[1] == "deny" ? .deny(reason: fields[2]) : .ask(reason: fields[2])
        return Example(command: PolicyFixtures.command(fields[0]), verdict: verdict)
      }
  }

  @Test(arguments: Example.all)
  func `Every refusal names the part, the reason and what would work`(_ example: Example) {
    #expect(CommandPolicy(PolicyConfiguration()).verdict(on: example.command, where: .host("web1")) == example.verdict)
  }

  @Test func `The sentences of hosts, arguments and files are these`() {
    let policy = ToolPolicy(
      local: PolicyConfiguration(roots: ["/srv/project"]), hosts: ["web1": PolicyConfiguration()])
    let table: [(String, JSONObject, Verdict)] = [
      (
        "ssh_exec", ["command": "df"],
        .deny(reason: "`ssh_exec` needs a string `host`; name one of the configured hosts.")
      ),
      (
        "ssh_exec", ["host": "-oProxyCommand=id", "command": "df"],
        .deny(
          reason: "`-oProxyCommand=id` is not a host name; use letters, digits, `.`, `_` and `-`, without user or port."
        )
      ),
      (
        "ssh_exec", ["host": "web2", "command": "df"],
        .deny(reason: "The host `web2` is not configured; use one of `web1`.")
      ),
      (
        "ssh_exec", ["host": "web1", "command": "df", "user": "root"],
        .deny(reason: "The argument `user` is not known; give `command` (and `host`) alone.")
      ),
      (
        "bash_command", ["command": 1],
        .deny(reason: "The call needs a string `command`; put the whole command line into it.")
      ),
      (
        "read_file", ["path": "/etc/hosts"],
        .deny(
          reason:
            "`/etc/hosts` lies outside of the folders that `read_file` may use; stay in `/srv/project` or /var/log. "
            + "The user can add folders to DEPUTY_ROOTS.")
      ),
      (
        "read_file", ["path": ".env"],
        .deny(reason: "`.env` is a secret file or a device; name a file that holds no secrets.")
      ),
      (
        "read_file", ["path": "~/x"],
        .deny(reason: "The path `~/x` is not taken as it stands; write it from `/` or from the project's folder.")
      ),
      ("read_file", [:], .deny(reason: "`read_file` needs a string `file_path`; name the file.")),
      (
        "write_file", ["path": "a.txt", "content": "x"],
        .ask(reason: "`write_file` changes `a.txt`; a human must allow it.")
      ),
      (
        "edit_file", ["path": ".git/config"],
        .deny(reason: "`.git/config` lies in or is `.git`, which decides what other programs do; write another file.")
      ),
      (
        "glob_search", ["pattern": "../**"],
        .deny(reason: "The pattern `../**` leads upwards; search from a folder by its path.")
      ),
      ("foo", [:], .ask(reason: "The tool `foo` is not one of Deputy's; a human must allow it.")),
    ]
    for (tool, arguments, verdict) in table { #expect(policy.verdict(tool: tool, arguments: arguments) == verdict) }
  }

  @Test func `A bad line of check-policy is denied and answered`() {
    #expect(
      PolicyQuestion.answer("{").jsonText
        == #"{"id":null,"verdict":"deny","reason":"The line is not a JSON object; write one question a line."}"#)
    #expect(
      PolicyQuestion.answer(
        #"{"id":7,"tool":"bash_command","arguments":{"command":"df -h"},"config":{"policy":"read-only"}}"#
      ).jsonText
        == #"{"id":7,"verdict":"allow","reason":"It changes nothing."}"#)
    #expect(
      PolicyQuestion.answer(#"{"id":"a","tool":"bash_command","arguments":{"command":"df"},"config":{"policy":"x"}}"#)[
        "verdict"] == "deny")
  }
}
