import Agent
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct SlotQueueTests {
  private final class Log: Sendable {
    private let lines = Mutex<[String]>([])
    func add(_ line: String) { lines.withLock { $0.append(line) } }
    var all: [String] { lines.withLock { $0 } }
  }

  private final class Peak: Sendable {
    private let most = Mutex(0)
    func note(_ count: Int) { most.withLock { $0 = max($0, count) } }
    var value: Int { most.withLock { $0 } }
  }

  @Test func `Whoever comes first runs first, and the others hear their place`() async throws {
    let queue = SlotQueue(limit: 1)
    let log = Log()
    try await queue.enter { _ in }
    var tasks: [Task<Void, any Error>] = []
    for name in ["a", "b", "c"] {
      let waiting = queue.waitingCount
      tasks.append(
        Task {
          try await queue.enter { log.add("\(name) waits at \($0)") }
          log.add("\(name) runs")
          queue.leave()
        })
      await eventually { queue.waitingCount == waiting + 1 }
    }
    queue.leave()
    for task in tasks { try await task.value }
    #expect(log.all.filter { $0.hasSuffix("runs") } == ["a runs", "b runs", "c runs"])
    #expect(log.all.prefix(3) == ["a waits at 1", "b waits at 2", "c waits at 3"])
    #expect(log.all.contains("c waits at 1"))
    #expect(queue.runningCount == 0)
  }

  @Test func `A waiting one can be cancelled, and the others move up`() async throws {
    let queue = SlotQueue(limit: 1)
    try await queue.enter { _ in }
    let first = Task { try await queue.enter { _ in } }
    await eventually { queue.waitingCount == 1 }
    let second = Task { try await queue.enter { _ in } }
    await eventually { queue.waitingCount == 2 }
    first.cancel()
    await #expect(throws: CancellationError.self) { try await first.value }
    queue.leave()
    try await second.value
    #expect(queue.runningCount == 1)
    queue.leave()
  }

  @Test func `One that is cancelled before it comes never gets a slot`() async {
    let queue = SlotQueue(limit: 1)
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      try await queue.enter { _ in }
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(queue.runningCount == 0)
  }

  @Test func `A storm of cancels loses no slot`() async throws {
    let queue = SlotQueue(limit: 4)
    let peak = Peak()
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<400 {
        group.addTask {
          let task = Task {
            try await queue.enter { _ in }
            peak.note(queue.runningCount)
            await Task.yield()
            queue.leave()
          }
          if number % 3 == 0 { task.cancel() }
          _ = try? await task.value
        }
      }
    }
    #expect(queue.runningCount == 0)
    #expect(queue.waitingCount == 0)
    #expect(peak.value <= 4)
  }
}
