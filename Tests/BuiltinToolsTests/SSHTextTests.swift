import Platform
import TestSupport
import Testing
import ToolCalling

@testable import BuiltinTools

@Suite("The words of ssh", .timeLimit(.minutes(1)))
struct SSHTextTests {
  @Test(
    "become a sentence that says what would help",
    arguments: [
      (
        "ssh: Could not resolve hostname w: Name or service not known",
        "The address of w cannot be found, so nothing was run; check its HostName in ~/.ssh/config."
      ),
      (
        "ssh: connect to host w port 22: No route to host",
        "There is no route to w, so nothing was run; check the network or the VPN."
      ),
      (
        "ssh: connect to host w port 22: Connection timed out",
        "w did not answer within 10 s, so nothing was run: it is down, or a firewall drops the connection."
      ),
      (
        "kex_exchange_identification: Connection closed by remote host\nConnection closed by 10.0.0.1 port 22",
        "w closed the connection before the command ran: Connection closed by 10.0.0.1 port 22"
      ),
      (
        "Timeout, server w not responding.",
        "The connection to w was lost while the command ran: Timeout, server w not responding."
      ),
      (
        "",
        "ssh ended without a word before the command on w was seen to begin, so whether it ran is not known."
      ),
      (
        "Bad owner or permissions on /root/.ssh/config",
        "ssh could not run the command on w: Bad owner or permissions on /root/.ssh/config"
      ),
      (
        "Read from remote host w: Connection timed out\nclient_loop: send disconnect: Broken pipe",
        "The connection to w was lost while the command ran: client_loop: send disconnect: Broken pipe"
      ),
      (
        "Connection to w closed by remote host.",
        "The connection to w was lost while the command ran: Connection to w closed by remote host."
      ),
      (
        "Unable to negotiate with 10.0.0.9 port 22: no matching host key type found. Their offer: ssh-rsa,ssh-dss",
        """
        w and this machine's ssh have no host key type in common, so nothing was run (Unable to negotiate with \
        10.0.0.9 port 22: no matching host key type found. Their offer: ssh-rsa,ssh-dss). Its ssh server must be \
        updated, or a person can allow an old one for it alone in ~/.ssh/config with HostKeyAlgorithms.
        """
      ),
      (
        "Unable to negotiate with UNKNOWN port 65535: no matching MAC found. Their offer: hmac-md5",
        """
        w and this machine's ssh have no MAC in common, so nothing was run (Unable to negotiate with UNKNOWN port \
        65535: no matching MAC found. Their offer: hmac-md5). Its ssh server must be updated, or a person can allow an \
        old one for it alone in ~/.ssh/config with MACs.
        """
      ),
      (
        """
        me@bastion: Permission denied (publickey).\nkex_exchange_identification: Connection closed by remote \
        host\nConnection closed by UNKNOWN port 65535
        """,
        """
        The way to w failed (its ProxyJump or ProxyCommand), so nothing was run: me@bastion: Permission denied \
        (publickey).
        """
      ),
      (
        "channel 0: open failed: connect failed: Connection refused\nstdio forwarding failed",
        """
        The way to w failed (its ProxyJump or ProxyCommand), so nothing was run: channel 0: open failed: connect \
        failed: Connection refused
        """
      ),
      (
        """
        Host key for bastion has changed and you have requested strict checking.\nHost key verification \
        failed.\nConnection closed by UNKNOWN port 65535
        """,
        """
        The way to w failed (its ProxyJump or ProxyCommand), so nothing was run: Host key for bastion has changed and \
        you have requested strict checking.
        """
      ),
      (
        """
        @    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\nOffending key for IP in /k/hosts:9\nOffending \
        ED25519 key in /k/hosts:3\nHost key verification failed.
        """,
        """
        The host key of w is not the one that is known for it, so nothing was run: somebody may stand in between. A \
        person must check the new key, and remove the old one at /k/hosts:3 if it is right.
        """
      ),
      (
        "@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\nHost key verification failed.",
        """
        The host key of w is not the one that is known for it, so nothing was run: somebody may stand in between. A \
        person must check the new key, and remove the old one with `ssh-keygen -R w` if it is right.
        """
      ),
      (
        "root@w: Permission denied (publickey).",
        "w refused the login (publickey), so nothing was run; the user, key, agent or password that the configuration "
          + "names for it must be put right so that `ssh w true` works."
      ),
    ] as [(String, String)])
  func sentences(text: String, sentence: String) {
    #expect(SSHFailure(standardError: text).sentence(host: "w", said: text, connectSeconds: 10) == sentence)
  }

  @Test("are those of the command where ssh itself did not fail")
  func own() {
    let denied = report(status: 1, error: "\ndeputy-1f begun\nPermission denied (publickey).")
    #expect(denied == ToolResult(text: "[standard error:]\nPermission denied (publickey).", exitCode: 1))
  }

  @Test("get their command as one argument behind the host, and every option fixed")
  func arguments() {
    let host = HostEntry(name: "web1", user: "u", port: 2222, keyFile: "/k")
    let line = SSHCommandLine(host: host, controlPath: "/tmp/x/c0", settings: SSHConnections.Settings())
    let arguments = line.arguments(for: "; rm -rf /")
    #expect(arguments.suffix(3) == ["--", "web1", "; rm -rf /"])
    #expect(arguments.contains("StrictHostKeyChecking=yes") && arguments.contains("BatchMode=yes"))
    // On a lower level ssh does not say why both sides did not come to terms.
    #expect(arguments.contains("GSSAPIDelegateCredentials=no") && arguments.contains("LogLevel=INFO"))
    #expect(arguments.contains("ControlPath=/tmp/x/c0") && !arguments.contains("-F"))
    let secret = SSHCommandLine(
      host: HostEntry(name: "a", password: Password("s3cret")), controlPath: nil, settings: SSHConnections.Settings())
    #expect(!secret.arguments(for: "true").contains { $0.contains("s3cret") })
    #expect(!RemoteScript("echo 'a' \"b\" $c", isLimited: true).text.contains("echo"))
    #expect(
      ["", "f", "fo", "foo", "foob"].map { Base64.text(of: Array($0.utf8)) } == [
        "", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==",
      ])
  }

  @Test("about an option that this ssh does not know are not those of the command")
  func unsupported() {
    let said = "command-line line 0: Unsupported option \"gssapidelegatecredentials\"\n"
    #expect(report(status: 0, error: said + "\ndeputy-1f begun\nmine\n").text == "[standard error:]\nmine")
    #expect(report(status: 255, error: said).text.hasPrefix("ssh ended without a word"))
  }

  /// The result for a script whose marks have the number 0x1f.
  private func report(status: Int, output: String = "", error: String, ending: ChildEnding = .itself) -> ToolResult {
    let outcome = ChildOutcome(
      status: .exited(status), standardOutput: ChildOutput(head: Array(output.utf8)),
      standardError: ChildOutput(head: Array(error.utf8)), ending: ending, duration: .zero, leftProcesses: true)
    return report(outcome)
  }

  private func report(_ outcome: ChildOutcome) -> ToolResult {
    let script = RemoteScript("", isLimited: false, number: 0x1f)
    return SSHReport(host: "w", outcome: outcome, script: script, limit: .seconds(7), connectSeconds: 1).result
  }

  @Test("count as a failure wherever 255 is not marked as the command's own")
  func unmarked() {
    let failed = report(status: 255, error: "unix_listener: cannot bind to path /x: No such file or directory\n")
    #expect(
      failed
        == .failure(
          "ssh could not run the command on w: unix_listener: cannot bind to path /x: No such file or directory"))
  }

  @Test(
    "and of the login before the command begins are no part of what it said",
    arguments: [
      ("", "\ndeputy-1f begun\nerr", "out\n[standard error:]\nerr"),
      ("", "Warning: Permanently added 'w'.\nUnauthorised use is forbidden.\n\ndeputy-1f begun\n", "out"),
      ("motd\n", "\ndeputy-1f begun\n", "motd\nout"),
      // A forced command may join the streams, and one that records sessions gives them a terminal.
      ("motd\n\ndeputy-1f begun\n", "", "motd\nout"), ("\r\ndeputy-1f begun\r\n", "", "out"),
    ])
  func beginning(output: String, error: String, text: String) {
    #expect(report(status: 0, output: output + "out", error: error) == ToolResult(text: text, exitCode: 0))
  }

  @Test("push the mark of the beginning out of what is kept, and the command counts as begun")
  func flooded() {
    let error = { (tail: String) in ChildOutput(head: Array("x\n".utf8), tail: Array(tail.utf8), droppedBytes: 9) }
    var outcome = ChildOutcome(
      status: .exited(3), standardOutput: ChildOutput(), standardError: error("y\n\ndeputy-1f begun\nerr"),
      ending: .itself, duration: .zero)
    #expect(report(outcome) == ToolResult(text: "[standard error:]\nerr", exitCode: 3))
    outcome.standardError = error("y\n")
    #expect(!report(outcome).isError && report(outcome).exitCode == 3)
  }

  @Test(
    "of a host that does not begin the command are a failure, whatever its status",
    arguments: [
      (0, "welcome to the router\n", "", "0 and said: welcome to the router"),
      (1, "", "This account is not available.\n", "1 and said: This account is not available."),
      (
        1, "", "'sh' is not recognized as an internal or external command,\r\noperable program or batch file.\r\n",
        "1 and said: 'sh' is not recognized as an internal or external command, operable program or batch file."
      ),
      (127, "", "", "127 and said: nothing."),
      // The mark of another call proves nothing.
      (0, "", "\ndeputy-1e begun\n", "0 and said: deputy-1e begun"),
    ])
  func notStarted(status: Int, output: String, error: String, end: String) {
    let sentence =
      "w did not start the command, so as far as is known nothing was run: its login shell does not run `sh -c` as "
      + "asked (Windows, a network device, a forced command, an account without login). It ended with exit "
    #expect(report(status: status, output: output, error: error) == .failure(sentence + end))
  }

  @Test("of a host that has no base64 name it")
  func noDecoder() {
    let failed = report(status: 127, error: "sh: base64: not found\n" + RemoteScript.complaint)
    #expect(failed.isError && failed.text.hasPrefix("w has no `base64` that decodes, so nothing was run; "))
  }

  @Test("are a failure where the time ends before the command begins, and a result where it had begun")
  func timeOver() {
    let sentence =
      "w did not let the command begin within 7 s, so as far as is known nothing was run: it does not answer, its "
      + "login hangs, or the time is too short."
    #expect(report(status: 255, error: "", ending: .deadline) == .failure(sentence))
    let waiting = report(status: 255, error: "mounting home\n", ending: .deadline)
    #expect(waiting == .failure(sentence + " It said: mounting home"))
    let begun = report(status: 255, error: "\ndeputy-1f begun\nslow\n", ending: .deadline)
    #expect(!begun.isError && begun.text == "[standard error:]\nslow" && begun.notes.count == 1)
  }

  @Test("are the command's own where its script says that it ended with 255")
  func ownStatus() {
    let begun = "\ndeputy-1f begun\n"
    let marked = report(status: 255, output: "kept\n", error: begun + "Connection refused\n\ndeputy-1f\nlate\n")
    #expect(marked == ToolResult(text: "kept\n[standard error:]\nConnection refused\nlate", exitCode: 255))
    #expect(report(status: 255, error: begun + "\ndeputy-1f\n") == ToolResult(text: "", exitCode: 255))
    #expect(report(status: 255, output: begun + "\ndeputy-1f\n", error: "") == ToolResult(text: "", exitCode: 255))
    // The number of another call proves nothing.
    let refused = report(status: 255, error: "Connection refused\n\ndeputy-1e\n")
    #expect(refused.isError && refused.text.hasPrefix("w refused the connection, so nothing was run"))
  }

  @Test("never take away what the command had printed before")
  func lost() {
    let begun = "\ndeputy-1f begun\n"
    let result = report(status: 255, output: "kept\n", error: begun + "client: Connection reset by peer\n")
    #expect(result.text == "kept\n[standard error:]\nclient: Connection reset by peer")
    #expect(!result.isError && result.exitCode == nil)
    #expect(result.notes == ["The connection to w was lost while the command ran: client: Connection reset by peer"])
    // A shared connection that breaks has no words at all.
    let sentence = "The connection to w was lost while the command ran: "
    let unknown = "\nWhat the command did is not known."
    #expect(report(status: 255, error: begun) == .failure("\(sentence)it gave no reason.\(unknown)"))
    let timedOut = "Read from remote host w: Connection timed out\nclient_loop: send disconnect: Broken pipe"
    #expect(
      report(status: 255, error: begun + timedOut)
        == .failure(
          "\(sentence)client_loop: send disconnect: Broken pipe\(unknown)\n[standard error:]\n\(timedOut)"))
    #expect(report(status: 255, error: "Timeout, server w not responding.").text.hasSuffix(unknown))
  }

  /// Runs the text of a script as a login shell of `sh` would.
  private func run(_ command: String, path: String) async throws -> (script: RemoteScript, outcome: ChildOutcome) {
    let script = RemoteScript(command, isLimited: false)
    let child = ChildCommand("/bin/sh", ["-c", script.text], environment: ["PATH": path], input: .untilTheEnd)
    return (script, try await ChildRunner(groups: ChildGroups()).run(child))
  }

  @Test(
    "begin with a mark, and end with one where the command itself ended with 255 and with none otherwise",
    arguments: [255, 254, 0])
  func mark(status: Int) async throws {
    let (script, outcome) = try await run("printf open >&2; exit \(status)", path: ExecutableSearch().variable)
    #expect(outcome.status == .exited(status))
    let marks = (first: script.beginning, last: status == 255 ? script.mark : [])
    #expect(outcome.standardError.bytes == marks.first + Array("open".utf8) + marks.last)
  }

  @Test("say so where the host has no base64, and nothing runs")
  func noBase64() async throws {
    // A folder with `sh` alone; what else the script needs up to there is built into it.
    let place = try await Workplace()
    try await place.shell("mkdir bin && ln -s /bin/sh bin/sh")
    let (script, outcome) = try await run("echo x", path: place.folder + "/bin")
    #expect(outcome.status == .exited(127))
    #expect(outcome.standardOutput.isEmpty)
    let said = String(decoding: outcome.standardError.bytes, as: UTF8.self)
    #expect(said.hasSuffix("Nothing was run: this host has no base64 that decodes."))
    let result = SSHReport(host: "w", outcome: outcome, script: script, limit: .seconds(1), connectSeconds: 1).result
    #expect(result.isError && result.text.hasPrefix("w has no `base64` that decodes, so nothing was run; "))
    withExtendedLifetime(place) {}
  }

  @Test("wait in order: one opens the connection, the others share it, and eight run at once")
  func gate() async throws {
    let gate = SSHGate()
    #expect(try await gate.enter(isOpen: { false }) == .opening)
    let second = Task { try await gate.enter(isOpen: { false }) }
    let cancelled = Task { try await gate.enter(isOpen: { false }) }
    cancelled.cancel()
    await #expect(throws: CancellationError.self) { try await cancelled.value }
    await eventually { await gate.waiting > 0 }
    await gate.opened(false)
    #expect(try await second.value == .alone)
    for _ in 0..<6 { #expect(try await gate.enter(isOpen: { true }) == .shared) }
    let ninth = Task { try await gate.enter(isOpen: { true }) }
    await eventually { await gate.waiting > 0 }
    await gate.leave()
    #expect(try await ninth.value == .shared)
  }

  @Test("of several hosts become one text, equal answers folded")
  func folded() {
    let answers = HostAnswers(answers: [
      ("a", ToolResult(text: "x", exitCode: 0)), ("b", ToolResult(text: "y\nz", exitCode: 1)),
      ("c", ToolResult(text: "x", exitCode: 0)), ("d", .failure("d did not answer.")),
      ("e", ToolResult(text: "", exitCode: 0)),
    ])
    #expect(
      answers.result.text == """
        == a, c: exit 0, same 1 line
        x
        == b: exit 1, 2 lines
        y
        z
        == d: failed
        d did not answer.
        == e: exit 0, 0 lines
        """)
    #expect(answers.result.exitCode == nil)
  }

  @Test(
    "of many hosts are kept in a share for each",
    arguments: [(0, 8 << 20), (1, 8 << 20), (4, 2 << 20), (32, 1 << 18), (100, 1 << 18), (256, 1 << 18)])
  func shares(hosts: Int, bytes: Int) {
    #expect(HostAnswers.outputBytes(hosts: hosts) == bytes)
  }

  @Test("leave no host out of the text, however much all of them said")
  func many() {
    let names = (1...40).map { "h\($0)" }
    let long = String(repeating: String(repeating: "x", count: 99) + "\n", count: 30)
    let answers = names.map { name in
      (host: name, result: ToolResult(text: name == "h7" ? "short" : "\(name) first\n\(long)last", exitCode: 0))
    }
    let result = HostAnswers(answers: answers, limit: 50_000).result
    #expect(result.text.utf8.count <= 50_000)
    let lines = result.text.split(separator: "\n").filter { !$0.hasPrefix("x") }.map(String.init)
    let headings = names.map { "== \($0): exit 0, \($0 == "h7" ? "1 line" : "32 lines")" }
    #expect(lines.filter { $0.hasPrefix("==") } == headings)
    #expect(lines.prefix(2) == [headings[0], "h1 first"] && lines.contains("short") && lines.last == "last")
    #expect(lines.count { $0.hasPrefix("[… ") && $0.hasSuffix(" too much from all hosts together …]") } == 39)
    #expect(
      result.notes == [
        "all outputs together have more than 50000 bytes, so 39 of them are shortened; ask those hosts alone for the "
          + "whole"
      ])
  }

  @Test(
    "share the room: what short texts leave goes to the long ones",
    arguments: [
      ([], 10, .max), ([3, 4], 7, .max), ([3, 4], 6, 3), ([1, 9, 9], 11, 5), ([9, 1, 1], 4, 2), ([5], 0, 0),
      ([5, 6], -3, 0),
    ] as [([Int], Int, Int)])
  func room(lengths: [Int], room: Int, share: Int) {
    #expect(JoinedBlocks.share(of: lengths, within: room) == share)
  }

  @Test("are shortened within a line, and not within a character, where one line is all there is")
  func longLine() {
    let text = String(repeating: "é", count: 300)
    let joined = JoinedBlocks([JoinedBlocks.Block(heading: "h", text: text)], limit: 303)
    #expect(
      joined.text == "h\n" + String(repeating: "é", count: 51)
        + "\n[… 396 bytes left out here: too much from all hosts together …]\n" + String(repeating: "é", count: 51))
    #expect(joined.shortenedCount == 1)
  }
}
