import JSON
import Platform
import TestSupport
import Testing
import ToolCalling

@testable import BuiltinTools

/// Against a real `sshd`.
@Suite(
  "ssh_exec", .serialized, .timeLimit(.minutes(1)),
  .enabled("test-scripts/sshd cannot start a server on this machine") { await TestServer.isThere })
struct SSHExecTests {
  private func run(_ tool: SSHExecTool, _ host: String, _ command: String, timeout: Int? = nil) async throws
    -> ToolResult
  {
    var arguments: JSONObject = ["host": .string(host), "command": .string(command)]
    arguments["timeout"] = timeout.map { .number(JSONNumber($0)) }
    return try await tool.call(arguments, in: ToolContext())
  }

  /// A number of seconds for `sleep` that no other process of the machine was given.
  private func mark() -> String { "77.\(Int.random(in: 100_000_000..<1_000_000_000))" }

  /// Waits until so many processes `sleep` for the mark; the time limit of the suite is the end of its patience.
  private func sleepers(_ mark: String, become count: Int, _ tool: SSHExecTool) async {
    let look = "ps -eo args= | grep -c '^sleep \(mark)'"
    await eventually { (try? await run(tool, "key", look).text) == "\(count)" }
  }

  @Test("runs a command with its output, errors and exit status apart, whatever it quotes")
  func key() async throws {
    let (tool, connections) = await TestServer.running().tool()
    let result = try await run(tool, "key", #"printf '%s\n' "it's $((6*7))" 'a\b'; echo err >&2; exit 3"#)
    #expect(result.text == "it's 42\na\\b\n[standard error:]\nerr")
    #expect(result.exitCode == 3)
    #expect(result.notes == [])
    #expect(try await run(tool, "jump", "echo there").text == "there")
    #expect(try await run(tool, "key", "cat; kill -9 $$").notes == ["exit 137 means ended by SIGKILL"])
    connections.close()
  }

  @Test(
    "says what is wrong with a connection",
    arguments: [
      (
        "unknown",
        "The host key of unknown is not known on this machine, so nothing was run; a person can connect once "
          + "with `ssh unknown` and compare the key."
      ),
      (
        "changed",
        "The host key of changed is not the one that is known for it, so nothing was run: somebody may stand in "
          + "between. A person must check the new key, and remove the old one at FOLDER/known_hosts:2 if it is right."
      ),
      (
        "refused",
        "refused refused the connection, so nothing was run: no ssh server listens at the configured address and port."
      ),
      (
        "silent",
        "silent did not answer within 1 s, so nothing was run: it is down, or a firewall drops the connection."
      ),
      (
        "denied",
        "denied refused the login (publickey,password), so nothing was run; the user, key, agent or password that "
          + "the configuration names for it must be put right so that `ssh denied true` works."
      ),
      (
        "forced",
        """
        forced did not start the command, so as far as is known nothing was run: its login shell does not run `sh -c` \
        as asked (Windows, a network device, a forced command, an account without login). It ended with exit 7 and \
        said: backups only
        """
      ),
      (
        "far",
        """
        The way to far failed (its ProxyJump or ProxyCommand), so nothing was run: Connection closed by UNKNOWN port \
        65535. A person can see more with `ssh far true`.
        """
      ),
      (
        "h99",
        "The host h99 is not in the allowed list (one of key, jump); the user can add it to ~/.ssh/config or DEPUTY_HOSTS."
      ),
    ])
  func failures(host: String, sentence: String) async throws {
    let server = await TestServer.running()
    let hosts = host == "h99" ? ["key", "jump"] : [host]
    let (tool, connections) = server.tool(hosts.map { HostEntry(name: $0) }, connectSeconds: 1)
    let result = try await run(tool, host, "true")
    let folder = try #require(server.facts["config"]).split(separator: "/").dropLast().joined(separator: "/")
    #expect(result.text == sentence.replacing("FOLDER", with: "/" + folder))
    #expect(result.isError)
    connections.close()
  }

  @Test(
    "keeps what a command said that itself ended with 255",
    arguments: [
      ("echo kept; exit 255", "kept"),
      ("echo 'Connection refused' >&2; exit 255", "[standard error:]\nConnection refused"),
      ("echo kept; printf 'timed out' >&2; exit 255", "kept\n[standard error:]\ntimed out"), ("exit 255", ""),
    ])
  func ownStatus(command: String, text: String) async throws {
    let (tool, connections) = await TestServer.running().tool()
    #expect(try await run(tool, "key", command) == ToolResult(text: text, exitCode: 255))
    connections.close()
  }

  @Test("does not say that nothing was run where the connection ends while the command runs")
  func lost() async throws {
    let (tool, connections) = await TestServer.running().tool()
    // The nearest ancestor that is a server serves this session alone.
    let command = """
      sleep 0.2; p=$PPID
      while :; do case $(ps -o comm= -p "$p") in *sshd*|'') break; esac; p=$(($(ps -o ppid= -p "$p"))); done
      kill "$p"; sleep 5
      """
    let result = try await run(tool, "key", command)
    #expect(result.isError)
    #expect(result.text.hasPrefix("The connection to key was lost while the command ran: "), "\(result.text)")
    #expect(result.text.contains("\nWhat the command did is not known."))
    connections.close()
  }

  @Test("ends the remote group at the time limit and keeps what was said")
  func timeout() async throws {
    let (tool, connections) = await TestServer.running().tool()
    let mark = mark()
    let result = try await run(tool, "key", "echo begun; sleep \(mark) & sleep \(mark); echo no", timeout: 1)
    #expect(result.text == "begun")
    #expect(result.exitCode == nil)
    #expect(result.notes == ["ended after 1 s by its time limit; the output up to then is kept"])
    await sleepers(mark, become: 0, tool)
    connections.close()
  }

  @Test("ends the remote group when the call is cancelled")
  func cancel() async throws {
    let (tool, connections) = await TestServer.running().tool()
    let mark = mark()
    let task = Task { try await run(tool, "key", "sleep \(mark) & sleep \(mark)") }
    await sleepers(mark, become: 2, tool)
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    await sleepers(mark, become: 0, tool)
    connections.close()
  }

  @Test("uses a connection again, and another one after it was closed")
  func reuse() async throws {
    let server = await TestServer.running()
    // The addresses and ports of both ends, as sshd(8) tells them to the command.
    let ask = "echo $SSH_CONNECTION"
    let (tool, connections) = server.tool()
    let first = try await run(tool, "key", ask).text
    #expect(first.hasPrefix("127.0.0.1 "))
    for _ in 0..<3 { #expect(try await run(tool, "key", ask).text == first) }
    connections.close()
    let (other, others) = server.tool()
    #expect(try await run(other, "key", ask).text != first)
    others.close()
  }

  @Test("runs twenty commands on one host and on twenty hosts at once")
  func twenty() async throws {
    let (tool, connections) = await TestServer.running().tool()
    try await withThrowingTaskGroup(of: (String, String).self) { group in
      for number in 1...20 {
        let name = number < 10 ? "h0\(number)" : "h\(number)"
        group.addTask { (name, try await run(tool, name, "echo \(name)").text) }
        group.addTask { (name, try await run(tool, "key", "echo \(name)").text) }
      }
      for try await (name, text) in group { #expect(text == name) }
    }
    connections.close()
  }

  @Test("runs on several hosts at once, folds equal answers and names the hosts that failed")
  func several() async throws {
    let (tool, connections) = await TestServer.running().tool(connectSeconds: 1)
    let arguments: JSONObject = [
      "host": "h01", "hosts": ["h02", "refused", "h03", "h01"], "command": "echo same; echo lines",
    ]
    let result = try await tool.call(arguments, in: ToolContext())
    #expect(
      result.text == """
        == h01, h02, h03: exit 0, same 2 lines
        same
        lines
        == refused: failed
        refused refused the connection, so nothing was run: no ssh server listens at the configured address and port.
        """)
    #expect(result.notes == ["1 of 4 hosts failed: refused"])
    #expect(!result.isError)
    connections.close()
  }

  @Test("runs on every host of a group")
  func group() async throws {
    let server = await TestServer.running()
    let (tool, connections) = server.tool(groups: [HostGroupRule(name: "web", members: ["h0[1-3]", "refused"])])
    let result = try await run(tool, "web", "echo same")
    #expect(
      result.text == """
        == refused: failed
        refused refused the connection, so nothing was run: no ssh server listens at the configured address and port.
        == h01, h02, h03: exit 0, same 1 line
        same
        """)
    let more: JSONObject = ["host": "key", "hosts": ["web", "h01"], "command": "true"]
    #expect(try await tool.call(more, in: ToolContext()).notes == ["1 of 5 hosts failed: refused"])
    connections.close()
  }

  @Test("reads a flood to its end and keeps its beginning and end")
  func flood() async throws {
    let (tool, connections) = await TestServer.running().tool()
    let script = "echo first; head -c 60000000 /dev/zero | tr '\\0' 'x' | fold -w 99; echo; echo last"
    let result = try await run(tool, "key", script)
    #expect(result.text.hasPrefix("first\nxxx"))
    #expect(result.text.hasSuffix("xxx\nlast"))
    #expect(result.text.utf8.count < 1 << 19)
    #expect(result.notes.count == 1)
    connections.close()
  }

  @Test("leaves no connection and no folder when it is closed")
  func closed() async throws {
    let server = await TestServer.running()
    let runtime = try PrivateFolder(environment: [:])
    let (tool, connections) = server.tool(runtime: runtime.path)
    _ = try await run(tool, "key", "true")
    #expect(FileBytes.names(in: runtime.path).count == 1)
    let look = "ps -eo args= | grep -c '^ssh: \(runtime.path)/.*\\[mux\\]'"
    #expect(try await run(tool, "key", look).text == "1")
    connections.close()
    #expect(FileBytes.names(in: runtime.path) == [])
    let (other, others) = server.tool()
    await eventually { (try? await run(other, "key", look).text) == "0" }
    others.close()
    runtime.removeAll()
  }

  @Test(
    "gives a password to the right prompt alone, and shows it nowhere",
    .enabled("only root can make a user with a password") { await TestServer.hasPassword })
  func password() async throws {
    let server = await TestServer.running()
    let user = try #require(server.facts["user"])
    let password = try #require(server.facts["password"])
    let port = try #require(Int(server.facts["port"] ?? ""))
    let entry = HostEntry(name: "127.0.0.2", user: user, port: port, password: Password(password))
    let (tool, connections) = server.tool([entry])
    let watcher = Task { try await sightings(of: [password, "DEPUTY_ASKPASS_PIPE"]) }
    let result = try await run(tool, "127.0.0.2", "id -un; env; sleep 0.3")
    #expect(result.text.split(separator: "\n").first.map(String.init) == user)
    #expect(!result.text.contains(password))
    #expect(!result.text.contains("ASKPASS"))
    watcher.cancel()
    let seen = try await watcher.value
    #expect(seen[0] == 0)
    // The watch looked at the right moment: it saw what may be seen.
    #expect(seen[1] > 0)
    connections.close()
    let (wrong, others) = server.tool([
      HostEntry(name: "127.0.0.2", user: user, port: port, password: Password("no"))
    ])
    let refused = try await run(wrong, "127.0.0.2", "true").text
    #expect(refused.hasPrefix("127.0.0.2 refused the login (publickey,password)"))
    others.close()
  }

  /// How often each text stood in an argument or the environment of any process until the task was cancelled.
  private func sightings(of texts: [String]) async throws -> [Int] {
    var counts = texts.map { _ in 0 }
    let runner = ChildRunner(groups: ChildGroups())
    let script = """
      seen=$(mktemp); cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n' >"$seen"
      while read -r text; do printf '%s' "$text" | grep -cFf - "$seen"; done; rm "$seen"
      """
    while !Task.isCancelled {
      let lines = texts.map { $0 + "\n" }.joined()
      let look = ChildCommand(
        "/bin/sh", ["-c", script], environment: ["PATH": "/usr/bin:/bin"], input: .bytes(Array(lines.utf8)))
      guard let outcome = try? await runner.run(look) else { break }
      let found = String(decoding: outcome.standardOutput.bytes, as: UTF8.self).split(separator: "\n")
      for (place, count) in found.enumerated() where place < counts.count { counts[place] += Int(count) ?? 0 }
    }
    return counts
  }
}
