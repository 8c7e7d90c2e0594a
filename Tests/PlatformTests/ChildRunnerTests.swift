import Platform
import Testing

@Suite("A child", .timeLimit(.minutes(1)))
struct ChildRunnerTests {
  private let groups = ChildGroups()

  private func run(
    _ script: String, input: ChildInput = .nothing, limits: ChildLimits = ChildLimits(),
    environment: [String: String] = ["PATH": "/usr/bin:/bin"]
  ) async throws -> ChildOutcome {
    let command = ChildCommand("/bin/sh", ["-c", script], environment: environment, input: input)
    return try await ChildRunner(groups: groups).run(command, limits: limits)
  }

  /// Whether a script comes to print `wanted` within two seconds.
  private func settles(at wanted: String, _ script: String) async throws -> Bool {
    for _ in 0..<100 {
      if text(try await run(script).standardOutput) == wanted { return true }
      try await Task.sleep(for: .milliseconds(20))
    }
    return false
  }

  private func text(_ output: ChildOutput) -> String { String(decoding: output.bytes, as: UTF8.self) }

  @Test("gives its two streams apart, and its exit status")
  func streams() async throws {
    let outcome = try await run("echo out; echo err >&2; exit 3")
    #expect(text(outcome.standardOutput) == "out\n")
    #expect(text(outcome.standardError) == "err\n")
    #expect(outcome.status == .exited(3))
    #expect(outcome.ending == .itself)
    #expect(!outcome.leftProcesses)
  }

  @Test("that a signal ends is told by the signal's name")
  func signal() async throws {
    #expect(try await run("kill -SEGV $$").status == .signalled(11, "SIGSEGV"))
  }

  @Test("has only the environment, the descriptors and the signals it was given")
  func clean() async throws {
    let outcome = try await run(
      "env | sort; ls /proc/$$/fd; grep -E 'Sig(Blk|Ign)' /proc/self/status", environment: ["A": "1"])
    let lines = text(outcome.standardOutput).split(separator: "\n").map(String.init)
    #expect(lines.filter { $0.contains("=") }.sorted().first == "A=1")
    #expect(lines.filter { Int($0) != nil } == ["0", "1", "2"])
    // Signals 32 and 33 belong to the C library.
    let masks = lines.suffix(2).compactMap { UInt64($0.suffix(16), radix: 16) }.map { $0 & 0x7FFF_FFFF }
    #expect(masks == [0, 0])
  }

  @Test("reads the input it is given, and nothing where there is none")
  func input() async throws {
    let big = [UInt8](repeating: 65, count: 1_000_000)
    #expect(text(try await run("wc -c", input: .bytes(big)).standardOutput) == "1000000\n")
    #expect(text(try await run("wc -c").standardOutput) == "0\n")
    #expect(try await run("exec <&-; sleep 0.05", input: .bytes(big)).status == .exited(0))
  }

  @Test("notices the end of a call by the end of its input")
  func watch() async throws {
    let outcome = try await run("cat; echo over", input: .untilTheEnd, limits: ChildLimits(time: .milliseconds(100)))
    #expect(outcome.ending == .deadline)
  }

  @Test("that never ends is ended with its group at the deadline, and what it said is kept")
  func deadline() async throws {
    let outcome = try await run("echo begun; sleep 60 & sleep 60", limits: ChildLimits(time: .milliseconds(200)))
    #expect(outcome.ending == .deadline)
    #expect(outcome.status == .signalled(15, "SIGTERM"))
    #expect(text(outcome.standardOutput) == "begun\n")
    #expect(!outcome.leftProcesses)
    // 200 ms by its limit, against a minute of the child's; the rest is room for a busy machine.
    #expect(outcome.duration < .seconds(30))
  }

  @Test("that ignores SIGTERM gets SIGKILL after the grace")
  func stubborn() async throws {
    let limits = ChildLimits(time: .milliseconds(100), grace: .milliseconds(200))
    let outcome = try await run("trap '' TERM; while :; do sleep 0.05; done", limits: limits)
    #expect(outcome.status == .signalled(9, "SIGKILL"))
    #expect(outcome.duration >= .milliseconds(300))
  }

  @Test("that leaves a descendant with its streams does not delay the result beyond the drain time")
  func grandchild() async throws {
    let outcome = try await run(
      "(sleep 60; echo late) & echo done", limits: ChildLimits(drain: .milliseconds(200)))
    #expect(text(outcome.standardOutput) == "done\n")
    #expect(outcome.duration < .seconds(30))
    #expect(outcome.status == .exited(0))
    #expect(outcome.leftProcesses)
  }

  @Test(
    "that is asked to tells also of descendants without its streams",
    arguments: [
      ("sleep 60 >/dev/null 2>&1 & echo x", true), ("sleep 0 >/dev/null 2>&1 & wait; echo x", false), ("echo x", false),
    ])
  func quiet(script: String, isLeft: Bool) async throws {
    var command = ChildCommand("/bin/sh", ["-c", script], environment: ["PATH": "/usr/bin:/bin"])
    #expect(try await !ChildRunner(groups: groups).run(command).leftProcesses)
    command.looksForDescendants = true
    #expect(try await ChildRunner(groups: groups).run(command).leftProcesses == isLeft)
  }

  @Test("leaves nobody of its group behind, however deep it forked")
  func forks() async throws {
    let outcome = try await run(
      "for i in 1 2 3 4 5; do (sleep 61.7 >/dev/null 2>&1 & sleep 61.7 >/dev/null 2>&1 &) & done; wait; echo $$")
    let group = text(outcome.standardOutput).split(separator: "\n")[0]
    let look = "ps -eo pgid=,stat= | grep -v Z | grep -cw \(group)"
    #expect(try await settles(at: "0\n", look))
  }

  @Test("that floods is read to its end, and its beginning and end are kept")
  func flood() async throws {
    let limits = ChildLimits(outputBytes: 1 << 20)
    let outcome = try await run("echo first; head -c 1000000000 /dev/zero; echo; echo last", limits: limits)
    #expect(outcome.status == .exited(0))
    #expect(outcome.standardOutput.head.starts(with: Array("first\n".utf8)))
    #expect(outcome.standardOutput.tail.suffix(6) == Array("\nlast\n".utf8)[...])
    #expect(outcome.standardOutput.droppedBytes == 1_000_000_012 - 1 << 20)
  }

  @Test("is ended at once when the task is cancelled")
  func cancel() async throws {
    let task = Task { try await run("sleep 60") }
    while groups.count == 0 { try await Task.sleep(for: .milliseconds(5)) }
    let began = ContinuousClock.now
    task.cancel()
    #expect(try await task.value.ending == .cancelled)
    #expect(began.duration(to: .now) < .seconds(30))
  }

  @Test("that is cancelled before its start never starts")
  func cancelledBefore() async {
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await run("echo no")
    }
    await #expect(throws: ChildError.cancelled) { try await task.value }
  }

  @Test("that does not exist is an error with its path and the reason")
  func missing() async {
    let runner = ChildRunner(groups: groups)
    await #expect(throws: ChildError.notStarted(path: "/nowhere/x", reason: "No such file or directory")) {
      try await runner.run(ChildCommand("/nowhere/x"))
    }
    let command = ChildCommand("/bin/true", workingDirectory: .path("/nowhere"))
    let reason = "its working directory /nowhere cannot be entered (No such file or directory)"
    await #expect(throws: ChildError.notStarted(path: "/bin/true", reason: reason)) { try await runner.run(command) }
  }

  @Test("is one of two hundred at once, and no descriptor and no zombie is left")
  func many() async throws {
    let before = Int(text(try await run("ls /proc/$PPID/fd | wc -l").standardOutput).dropLast()) ?? 0
    try await withThrowingTaskGroup(of: ChildOutcome.self) { group in
      for number in 0..<200 { group.addTask { try await run("echo \(number); exit \(number % 7)") } }
      for try await outcome in group { #expect(outcome.ending == .itself) }
    }
    // Other tests run at the same time and have children too.
    let look = "[ $(ls /proc/$PPID/fd | wc -l) -lt \(before + 20) ] && ps -o stat= --ppid $PPID | grep -c Z"
    #expect(try await settles(at: "0\n", look))
    #expect(groups.count == 0)
  }

  @Test("ends at once when the server ends, and none starts afterwards")
  func serverEnd() async throws {
    let own = ChildGroups()
    let runner = ChildRunner(groups: own)
    let stubborn = ChildCommand("/bin/sh", ["-c", "trap '' TERM; echo ready; while :; do sleep 60; done"])
    let (ready, continuation) = AsyncStream<Void>.makeStream()
    let running = Task { try await runner.run(stubborn) { _, _ in continuation.yield() } }
    // Before its trap stands, SIGTERM ends it like any other.
    for await _ in ready { break }
    let began = ContinuousClock.now
    await BlockingWork.run { own.endAll() }
    // 40 ms by its own patience, against a minute of the child's; the rest is room for a busy machine.
    #expect(began.duration(to: .now) < .seconds(30))
    #expect(try await running.value.status == .signalled(9, "SIGKILL"))
    await #expect(throws: ChildError.ending) { try await runner.run(stubborn) }
  }

  @Test("is heard while it speaks")
  func heard() async throws {
    let (stream, continuation) = AsyncStream<String>.makeStream()
    let command = ChildCommand("/bin/sh", ["-c", "echo one; sleep 0.1; echo two >&2"], environment: [:])
    _ = try await ChildRunner(groups: groups).run(command) { stream, bytes in
      continuation.yield("\(stream): \(String(decoding: bytes, as: UTF8.self))")
    }
    continuation.finish()
    var all: [String] = []
    for await part in stream { all.append(part) }
    #expect(all == ["standardOutput: one\n", "standardError: two\n"])
  }
}
