import JSON
import Platform
import Synchronization
import Testing
import ToolCalling

@testable import BuiltinTools

@Suite("The record of calls", .timeLimit(.minutes(1)))
struct AuditTests {
  @Test("stands in a file that only this user can read, with two lines for what ran and one for what did not")
  func file() async throws {
    let place = try await Workplace(files: ["a.txt": "one"]) { folder throws -> AuditLog? in
      AuditLog(file: try AppendFile(folder + "/audit.jsonl"), now: { WallTime(seconds: 1_800_000_000) })
    }
    let context = ToolContext(conversation: "c1")
    let bash = try #require(place.toolbox["bash_command"])
    _ = try await bash.call(["command": "echo password=hunter2; exit 4"], in: context)
    _ = try await place.toolbox["write_file"]?.call(["file_path": "b", "content": "secret text"], in: context)
    let denied = try await place.toolbox["read_file"]?.call(["file_path": "/etc/shadow"], in: context)
    #expect(denied?.isError == true)
    bash.didNotRun(["command": "reboot"], .ask(reason: "token=abc1 r"), because: "declined", in: context)
    let lines = try await place.shell("cat audit.jsonl").split(separator: "\n").map {
      try JSONValue(parsing: String($0))
    }
    let tools = ["bash_command", "bash_command", "write_file", "write_file", "read_file", "bash_command"]
    #expect(lines.map { $0["tool"]?.string } == tools)
    #expect(lines.map { $0["state"]?.string } == ["begun", "ended", "begun", "ended", "not run", "not run"])
    #expect(lines.map { $0["verdict"]?.string } == ["allow", "allow", "allow", "allow", "deny", "ask"])
    #expect(lines.map { $0["ran"]?.bool } == [nil, true, nil, true, false, false])
    #expect(Set(lines.map { $0["call"]?.string }).count == 4)
    #expect(lines[0]["call"] == lines[1]["call"] && lines[2]["call"] == lines[3]["call"])
    #expect(lines[0]["command"] == "echo password=[masked]; exit 4" && lines[0]["exit_code"] == .null)
    #expect(lines[1]["exit_code"] == 4 && lines[1]["bytes"] == 17 && lines[1]["conversation"] == "c1")
    #expect(lines[0]["time"] == "2027-01-15T08:00:00.000Z" && lines[0]["reason"] == .null)
    #expect(lines[2]["command"] == #"{"file_path":"b","content":"[11 bytes]"}"#)
    #expect(lines[4]["reason"]?.string == denied?.text)
    #expect(lines[5]["consent"] == "declined" && lines[5]["reason"] == "token=[masked] r")
    #expect(try await place.shell("stat -c %a audit.jsonl") == "600\n")
    #expect(throws: SystemFault.self) { try AppendFile("/dev/null") }
  }

  /// A tool that could not reach one of its hosts.
  private struct HalfDone: Tool {
    let definition = ToolDefinition(name: "ssh_exec", description: "", parameters: [:])
    func verdict(on arguments: JSONObject) -> Verdict { .allow }
    func call(_ arguments: JSONObject, in context: ToolContext) async throws(CancellationError) -> ToolResult {
      ToolResult(text: "ok", notes: ["1 of 2 hosts failed: b"])
    }
  }

  @Test("says on which hosts a call failed")
  func notes() async throws {
    let lines = Mutex<[String]>([])
    let log = AuditLog(now: { WallTime(seconds: 0) }) { line in
      lines.withLock { $0.append(line) }
      return true
    }
    _ = try await AuditedTool(tool: HalfDone(), log: log, directory: HostDirectory([])).call([:], in: ToolContext())
    let told = try lines.withLock { $0 }.map { try JSONValue(parsing: $0)["notes"] }
    #expect(told == [.null, ["1 of 2 hosts failed: b"]])
  }

  @Test("has the beginning of a call before the call has any effect")
  func before() async throws {
    let place = try await Workplace { folder throws -> AuditLog? in
      AuditLog(file: try AppendFile(folder + "/audit.jsonl"))
    }
    let seen = try await place.call("bash_command", ["command": "cat audit.jsonl"]).text
    let line = try JSONValue(parsing: seen)
    #expect(line["state"] == "begun" && line["command"] == "cat audit.jsonl" && line["ran"] == .null)
  }

  @Test("that cannot be written keeps the call from running; only its end may be missing")
  func full() async throws {
    let room = Room(lines: 0)
    let place = try await Workplace { _ in AuditLog(now: { WallTime.now }, append: { room.take($0) }) }
    let refused = try await place.call("bash_command", ["command": "touch ran"])
    #expect(
      refused.text
        == "The record of calls (DEPUTY_AUDIT) cannot be written, so nothing was run; the user must make room "
        + "on its disk.")
    #expect(refused.isError)
    #expect(try await place.shell("ls") == "")
    room.grow(by: 1)
    let half = try await place.call("bash_command", ["command": "echo done"])
    #expect(half.text == "done" && !half.isError)
    #expect(
      half.notes == ["the record of calls (DEPUTY_AUDIT) did not take the end of this call; its disk may be full"])
  }

  /// A place for some lines and no more.
  private final class Room: Sendable {
    private let left: Mutex<Int>

    init(lines: Int) { left = Mutex(lines) }

    func take(_ line: String) -> Bool {
      left.withLock { left in
        left -= 1
        return left >= 0
      }
    }

    func grow(by lines: Int) { left.withLock { $0 = lines } }
  }
}
