import Platform
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct LineWriterTests {
  init() { SignalWatcher.ignoreBrokenPipes() }

  private static let (eintr, eagain, epipe, enospc) = (4, 11, 32, 28)

  /// A sink that keeps what is written, and answers its n-th write as a script says.
  private final class Recorder: Sendable {
    struct State {
      var bytes: [UInt8] = []
      var writes = 0
      var isWritable = true
    }

    let state = Mutex(State())
    let script: @Sendable (Int, Int) -> Int

    /// `script` gets the number of the write, from 1, and its length.
    init(_ script: @escaping @Sendable (Int, Int) -> Int = { $1 }) { self.script = script }

    var text: String { state.withLock { String(decoding: $0.bytes, as: UTF8.self) } }

    var sink: ByteSink {
      ByteSink(
        write: { [self] bytes in
          state.withLock { state in
            state.writes += 1
            let count = script(state.writes, bytes.count)
            if count > 0 { state.bytes.append(contentsOf: bytes.prefix(count)) }
            return count
          }
        }, isWritable: { [self] _ in state.withLock { $0.isWritable } })
    }
  }

  private func idle(_ writer: LineWriter) async { await eventually { writer.isIdle } }

  private static let long = String(repeating: "0123456789", count: 20_000)

  @Test("Lines go out whole and in order, short or long")
  func order() async {
    let recorder = Recorder()
    let writer = LineWriter(recorder.sink)
    let lines = (0..<50).map { $0 % 5 == 0 ? Self.long + "\($0)" : "line \($0)" }
    for line in lines { #expect(writer.send(Array(line.utf8)) == .sent) }
    await idle(writer)
    #expect(recorder.text == lines.map { $0 + "\n" }.joined())
  }

  @Test("Whichever write is partial, interrupted or told to wait, nothing is lost", arguments: 1...12)
  func everyNthWrite(_ n: Int) async {
    for fault in [1, 0, -Self.eintr, -Self.eagain] {
      let recorder = Recorder { number, length in number == n ? min(fault, length) : length }
      let writer = LineWriter(recorder.sink)
      let lines = ["one", String(repeating: "x", count: 10_000), "three", Self.long, "five"]
      for line in lines { #expect(writer.send(Array(line.utf8)) == .sent) }
      await idle(writer)
      #expect(recorder.text == lines.map { $0 + "\n" }.joined(), "write \(n) gave \(fault)")
    }
  }

  @Test(
    "Whichever write meets a reader that is gone, it is told once, and nothing is written after it", arguments: 1...12)
  func everyNthFails(_ n: Int) async {
    for fault in [Self.epipe, Self.enospc] {
      let told = Mutex<[Int32]>([])
      let recorder = Recorder { number, length in number >= n ? -fault : length }
      let writer = LineWriter(recorder.sink) { code in told.withLock { $0.append(code) } }
      let lines = ["one", String(repeating: "x", count: 10_000), "three", Self.long, "five"]
      for _ in 0..<12 { for line in lines { writer.send(Array(line.utf8)) } }
      await eventually { !told.withLock { $0.isEmpty } }
      await idle(writer)
      #expect(writer.send([]) == .closed)
      #expect(told.withLock { $0 } == [Int32(fault)])
      #expect(recorder.state.withLock { $0.writes } == n)
    }
  }

  @Test("A reader that does not read never blocks the sender; a full queue ends the session")
  func slowReader() async {
    let (input, output) = Descriptors.pipe()
    let told = Mutex<[Int32]>([])
    let writer = LineWriter(ByteSink(descriptor: output), maximumPending: 1 << 20) { code in
      told.withLock { $0.append(code) }
    }
    let line = Array(repeating: UInt8(ascii: "x"), count: 1_000)
    var sent = 0
    while writer.send(line) == .sent { sent += 1 }
    #expect(sent > 1_000)
    #expect(told.withLock { $0 } == [105])
    #expect(writer.isIdle)
    // Lets the thread go that waits in the middle of a line.
    Descriptors.close(input)
  }

  @Test("A writer that may leave lines out does, and goes on when there is room")
  func drops() async {
    let recorder = Recorder { _, _ in -Self.eagain }
    let gate = Mutex(false)
    let sink = ByteSink(
      write: { bytes in
        gate.withLock { $0 }
          ? recorder.state.withLock {
            $0.bytes.append(contentsOf: bytes); return bytes.count
          } : -Self.eagain
      },
      isWritable: { waits in
        while waits, !gate.withLock({ $0 }) {}
        return gate.withLock { $0 }
      })
    let writer = LineWriter(sink, maximumPending: 10, overflow: .drop)
    #expect(writer.send(Array("12345".utf8)) == .sent)
    #expect(writer.send(Array("67890".utf8)) == .dropped)
    gate.withLock { $0 = true }
    await idle(writer)
    #expect(writer.send(Array("next".utf8)) == .sent)
    #expect(recorder.text == "12345\nnext\n")
  }

  @Test("Lines of many tasks do not mix")
  func manySenders() async {
    let (input, output) = Descriptors.socketPair()
    let (lines, sink) = AsyncStream.makeStream(of: String.self)
    LineReader(descriptor: input).start { event in
      if case .line(let bytes) = event { sink.yield(String(decoding: bytes, as: UTF8.self)) } else { sink.finish() }
    }
    let writer = LineWriter(ByteSink(descriptor: output))
    await withTaskGroup(of: Void.self) { group in
      for task in 0..<8 {
        group.addTask {
          let tail = String(repeating: "\(task)", count: task == 3 ? 20_000 : 500)
          for index in 0..<100 { writer.send(Array("\(task) \(index) \(tail)".utf8)) }
        }
      }
    }
    await idle(writer)
    Descriptors.close(output)
    var next = Array(repeating: 0, count: 8)
    for await line in lines {
      let parts = line.split(separator: " ")
      guard parts.count == 3, let task = Int(parts[0]) else {
        Issue.record("a mixed line")
        continue
      }
      #expect(parts[1] == "\(next[task])")
      #expect(parts[2] == String(repeating: "\(task)", count: task == 3 ? 20_000 : 500))
      next[task] += 1
    }
    #expect(next == Array(repeating: 100, count: 8))
    Descriptors.close(input)
  }

  @Test("After close nothing is written and nobody is told")
  func close() {
    let recorder = Recorder()
    let told = Mutex(0)
    let writer = LineWriter(recorder.sink) { _ in told.withLock { $0 += 1 } }
    writer.close()
    #expect(writer.send(Array("late".utf8)) == .closed)
    #expect(recorder.text.isEmpty)
    #expect(told.withLock { $0 } == 0)
  }
}
