import Testing

@testable import Platform

@Suite("What is due in the life of a child", .timeLimit(.minutes(1)))
struct ChildScheduleTests {
  private let limits = ChildLimits(time: .seconds(10), grace: .seconds(2), drain: .seconds(1))
  private let began = ContinuousClock.now

  private func at(_ seconds: Double) -> ContinuousClock.Instant { began + .milliseconds(Int(seconds * 1000)) }

  @Test("is SIGTERM at the deadline, SIGKILL after the grace, and then patience with an end")
  func deadline() {
    var schedule = ChildSchedule(limits: limits, began: began)
    #expect(schedule.step(at: at(4), streamsEnded: false) == .wait(.seconds(6)))
    #expect(schedule.step(at: at(10), streamsEnded: false) == .deadline)
    #expect(schedule.step(at: at(11), streamsEnded: true) == .wait(.seconds(1)))
    #expect(schedule.step(at: at(12), streamsEnded: true) == .kill)
    #expect(schedule.step(at: at(13), streamsEnded: true) == .wait(.seconds(4)))
    #expect(schedule.step(at: at(17), streamsEnded: true) == .giveUp)
  }

  @Test("is SIGTERM at once when the caller is gone, and only once")
  func cancel() {
    var schedule = ChildSchedule(limits: limits, began: began)
    let isFirst = schedule.end(at: at(1))
    #expect(isFirst)
    #expect(schedule.step(at: at(1), streamsEnded: false) == .terminate)
    let isAgain = schedule.end(at: at(2))
    #expect(!isAgain)
    #expect(schedule.step(at: at(3), streamsEnded: false) == .kill)
  }

  @Test("is nothing more once the child and its streams have ended")
  func ended() {
    var schedule = ChildSchedule(limits: limits, began: began)
    schedule.leaderHasEnded(at: at(1))
    #expect(schedule.step(at: at(1.5), streamsEnded: false) == .wait(.milliseconds(500)))
    #expect(schedule.step(at: at(1.5), streamsEnded: true) == .done)
    #expect(schedule.step(at: at(2), streamsEnded: false) == .done)
  }

  @Test("Output is kept whole up to its limit, and by its two ends beyond", arguments: [0, 1, 7, 10, 11, 200_000])
  func capture(count: Int) {
    var capture = ChildCapture(limit: 10)
    let all = (0..<count).map { UInt8($0 % 251) }
    for start in stride(from: 0, to: count, by: 3) { capture.append(Array(all[start..<min(start + 3, count)])) }
    let output = capture.finish()
    #expect(output.bytes.count == min(count, 10))
    #expect(output.droppedBytes == max(0, count - 10))
    #expect(output.head.elementsEqual(all.prefix(output.head.count)))
    #expect(output.tail.elementsEqual(all.suffix(output.tail.count)))
  }
}
