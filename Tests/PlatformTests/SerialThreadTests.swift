import Platform
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct SerialThreadTests {
  @Test("Work is done one at a time and in order, whoever brings it and whenever")
  func order() async {
    let thread = SerialThread()
    let done = Mutex<[Int]>([])
    let running = Mutex(0)
    for number in 0..<1_000 {
      thread.run {
        running.withLock { $0 += 1 }
        done.withLock { $0.append(number) }
        #expect(running.withLock { $0 } == 1)
        running.withLock { $0 -= 1 }
      }
      if number.isMultiple(of: 100) { await eventually { done.withLock { $0.count } == number + 1 } }
    }
    await eventually { done.withLock { $0.count } == 1_000 }
    #expect(done.withLock { $0 } == Array(0..<1_000))
  }
}
