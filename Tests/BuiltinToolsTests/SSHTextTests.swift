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
      ("", "ssh could not run the command on w: it gave no reason."),
      (
        "root@w: Permission denied (publickey).",
        "w refused the login (publickey), so nothing was run; the user, key, agent or password that the configuration "
          + "names for it must be put right so that `ssh w true` works."
      ),
    ])
  func sentences(text: String, sentence: String) throws {
    let failure = try #require(SSHFailure(exitCode: 255, standardError: text))
    #expect(failure.sentence(host: "w", standardError: text, connectSeconds: 10) == sentence)
  }

  @Test("are those of the command where ssh itself did not fail")
  func own() {
    #expect(SSHFailure(exitCode: 1, standardError: "Permission denied (publickey).") == nil)
    #expect(SSHFailure(exitCode: 255, standardError: "the program's own last words") == nil)
  }

  @Test("get their command as one argument behind the host, and every option fixed")
  func arguments() {
    let host = HostEntry(name: "web1", user: "u", port: 2222, keyFile: "/k")
    let line = SSHCommandLine(host: host, controlPath: "/tmp/x/c0", settings: SSHConnections.Settings())
    let arguments = line.arguments(for: "; rm -rf /")
    #expect(arguments.suffix(3) == ["--", "web1", "; rm -rf /"])
    #expect(arguments.contains("StrictHostKeyChecking=yes") && arguments.contains("BatchMode=yes"))
    #expect(arguments.contains("GSSAPIDelegateCredentials=no"))
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
    let said = "command-line line 0: Unsupported option \"gssapidelegatecredentials\"\nmine\n"
    #expect(report(status: 0, error: said).text == "[standard error:]\nmine")
  }

  private func report(status: Int, output: String = "", error: String, mark: String = "\ndeputy-1f\n") -> ToolResult {
    let outcome = ChildOutcome(
      status: .exited(status), standardOutput: ChildOutput(head: Array(output.utf8)),
      standardError: ChildOutput(head: Array(error.utf8)), ending: .itself, duration: .zero, leftProcesses: true)
    return SSHReport(
      host: "w", outcome: outcome, limit: .seconds(1), connectSeconds: 1, mark: Array(mark.utf8)
    ).result
  }

  @Test("are the command's own where its script says that it ended with 255")
  func ownStatus() {
    let marked = report(status: 255, output: "kept\n", error: "Connection refused\n\ndeputy-1f\nlate\n")
    #expect(marked == ToolResult(text: "kept\n[standard error:]\nConnection refused\nlate", exitCode: 255))
    #expect(report(status: 255, error: "\ndeputy-1f\n") == ToolResult(text: "", exitCode: 255))
    // The number of another call proves nothing.
    let refused = report(status: 255, error: "Connection refused\n\ndeputy-1e\n")
    #expect(refused.isError && refused.text.hasPrefix("w refused the connection, so nothing was run"))
  }

  @Test("never take away what the command had printed before")
  func lost() {
    let result = report(status: 255, output: "kept\n", error: "client: Connection reset by peer\n")
    #expect(result.text == "kept\n[standard error:]\nclient: Connection reset by peer")
    #expect(!result.isError && result.exitCode == nil)
    #expect(result.notes == ["The connection to w was lost while the command ran: client: Connection reset by peer"])
  }

  /// Runs the text of a script as a login shell of `sh` would.
  private func run(_ command: String, path: String) async throws -> (script: RemoteScript, outcome: ChildOutcome) {
    let script = RemoteScript(command, isLimited: false)
    let child = ChildCommand("/bin/sh", ["-c", script.text], environment: ["PATH": path], input: .untilTheEnd)
    return (script, try await ChildRunner(groups: ChildGroups()).run(child))
  }

  @Test("end with a mark where the command itself ended with 255, and with none otherwise", arguments: [255, 254, 0])
  func mark(status: Int) async throws {
    let (script, outcome) = try await run("printf open >&2; exit \(status)", path: ExecutableSearch().variable)
    #expect(outcome.status == .exited(status))
    #expect(outcome.standardError.bytes == Array("open".utf8) + (status == 255 ? script.mark : []))
  }

  @Test("say so where the host has no base64, and nothing runs")
  func noBase64() async throws {
    // A folder with `sh` alone; what else the script needs up to there is built into it.
    let place = try await Workplace()
    try await place.shell("mkdir bin && ln -s /bin/sh bin/sh")
    let (_, outcome) = try await run("echo x", path: place.folder + "/bin")
    #expect(outcome.status == .exited(127))
    #expect(outcome.standardOutput.isEmpty)
    let said = String(decoding: outcome.standardError.bytes, as: UTF8.self)
    #expect(said.hasSuffix("Nothing was run: this host has no base64 that decodes."))
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
