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
    let outcome = ChildOutcome(
      status: .exited(0), standardOutput: ChildOutput(), standardError: ChildOutput(head: Array(said.utf8)),
      ending: .itself, duration: .zero)
    let report = SSHReport(host: "w", outcome: outcome, limit: .seconds(1), connectSeconds: 1)
    #expect(report.result.text == "[standard error:]\nmine")
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
}
