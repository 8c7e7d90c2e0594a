import Platform
import TestSupport
import Testing

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A pipe whose ends a test owns.
private final class TestPipe: Sendable {
  let reading: Int32
  let writing: Int32

  init() {
    var ends: [Int32] = [-1, -1]
    _ = pipe(&ends)
    (reading, writing) = (ends[0], ends[1])
  }

  deinit {
    close(reading)
    close(writing)
  }

  func put(_ byte: UInt8 = 1) {
    var byte = byte
    _ = write(writing, &byte, 1)
  }

  func take() {
    var byte: UInt8 = 0
    _ = read(reading, &byte, 1)
  }
}

@Suite("The poller", .timeLimit(.minutes(1)))
struct PollerTests {
  @Test func returnsAtOnceWhereSomethingIsThere() async throws {
    let pipe = TestPipe()
    pipe.put()
    try await Poller().wait(for: pipe.reading, .readable, until: .never)
    try await Poller().wait(for: pipe.writing, .writable, until: .never)
  }

  @Test func returnsWhenSomethingComes() async throws {
    let pipe = TestPipe()
    let poller = Poller()
    for _ in 0..<100 {
      async let wait: Void = poller.wait(for: pipe.reading, .readable, until: .never)
      pipe.put()
      try await wait
      pipe.take()
    }
    #expect(poller.waitCount == 0)
  }

  @Test func endsAtTheDeadlineAndNotBefore() async {
    let pipe = TestPipe()
    let start = ContinuousClock.now
    await #expect(throws: SocketError.timedOut) {
      try await Poller().wait(for: pipe.reading, .readable, until: .after(.milliseconds(30)))
    }
    #expect(start.duration(to: .now) >= .milliseconds(30))
  }

  @Test func keepsManyDeadlinesApart() async throws {
    let poller = Poller()
    let pipes = (0..<64).map { _ in TestPipe() }
    let start = ContinuousClock.now
    await withTaskGroup(of: Void.self) { group in
      for (index, pipe) in pipes.enumerated() {
        group.addTask {
          // Later deadlines first and mixed, so that the nearest one moves both ways.
          let time = Duration.milliseconds(10 + (index * 29) % 64)
          await #expect(throws: SocketError.timedOut) {
            try await poller.wait(for: pipe.reading, .readable, until: .after(time))
          }
          #expect(start.duration(to: .now) >= time)
        }
      }
    }
    #expect(poller.waitCount == 0)
  }

  @Test func resumesACancelledWaitAtOnce() async {
    let pipe = TestPipe()
    let poller = Poller()
    let task = Task { try await poller.wait(for: pipe.reading, .readable, until: .never) }
    await eventually { poller.waitCount > 0 }
    task.cancel()
    await #expect(throws: SocketError.cancelled) { try await task.value }
    #expect(poller.waitCount == 0)
  }

  @Test func neverWaitsForATaskThatIsAlreadyCancelled() async {
    let pipe = TestPipe()
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      try await Poller().wait(for: pipe.reading, .readable, until: .never)
    }
    task.cancel()
    await #expect(throws: SocketError.cancelled) { try await task.value }
  }

  @Test func endsAWaitWhenThePeerIsGone() async throws {
    var pipe: TestPipe? = TestPipe()
    let reading = dup(pipe?.reading ?? -1)
    defer { close(reading) }
    pipe = nil
    try await Poller().wait(for: reading, .readable, until: .never)
  }

  @Test func takesTheEndOfInputForSomethingToReadAndNotForRoomToWrite() async throws {
    let (ours, theirs) = Descriptors.socketPair()
    defer { for end in [ours, theirs] { Descriptors.close(end) } }
    Descriptors.makeNonBlocking(ours)
    let chunk = [UInt8](repeating: 0, count: 65_536)
    while send(ours, chunk, chunk.count, 0) > 0 {}
    shutdown(theirs, Int32(SHUT_WR))
    await #expect(throws: SocketError.timedOut) {
      try await Poller().wait(for: ours, .writable, until: .after(.milliseconds(30)))
    }
    try await Poller().wait(for: ours, .readable, until: .never)
    try await Poller().wait(for: ours, .readableOrWritable, until: .never)
  }

  @Test func refusesADescriptorThatIsNotOpen() async {
    await #expect(throws: SocketError.system(code: EBADF, during: "wait")) {
      try await Poller().wait(for: 1_000_000, .readable, until: .never)
    }
  }

  @Test func survivesTenThousandRacesOfReadinessAndCancel() async {
    let poller = Poller()
    await withTaskGroup(of: Void.self) { group in
      for worker in 0..<10 {
        group.addTask {
          let pipe = TestPipe()
          for round in 0..<1000 {
            let task = Task { try await poller.wait(for: pipe.reading, .readable, until: .after(.seconds(20))) }
            if (worker + round).isMultiple(of: 2) { await Task.yield() }
            pipe.put()
            task.cancel()
            _ = await task.result
            pipe.take()
          }
        }
      }
    }
    #expect(poller.waitCount == 0)
  }
}
