import Platform
import Synchronization
import Testing

@testable import Deputy

/// What a descriptor was given, and how it answers: bytes it takes at once, or an `errno` below zero.
private final class Outlet: Sendable {
  private let state: Mutex<(answers: [Int], bytes: [UInt8])>

  init(_ answers: [Int]) { state = Mutex((answers, [])) }

  var text: String { String(decoding: state.withLock { $0.bytes }, as: UTF8.self) }

  /// Takes everything once the answers are used up.
  var sink: ByteSink {
    ByteSink(
      write: { [self] bytes in
        state.withLock { state in
          let answer = state.answers.isEmpty ? bytes.count : state.answers.removeFirst()
          state.bytes += bytes.prefix(max(answer, 0))
          return min(answer, bytes.count)
        }
      }, isWritable: { _ in true })
  }
}

@Suite("Answers on standard output", .timeLimit(.minutes(1))) struct AnswerWriterTests {
  /// The exit status, and what was complained of.
  private func print(_ text: String, to outlet: Outlet, status: Int32 = 0) -> (status: Int32, complaint: String) {
    var complaint = ""
    let status = AnswerWriter(sink: outlet.sink, complain: { complaint += $0 }).print(text, status: status)
    return (status, complaint)
  }

  @Test func `An answer arrives whole, however much is taken at once`() {
    let outlet = Outlet([3, -4, 1])
    let text = String(repeating: "ünï\n", count: 5000)
    let (status, complaint) = print(text, to: outlet, status: 3)
    #expect(outlet.text == text + "\n")
    #expect(status == 3)
    #expect(complaint.isEmpty)
  }

  @Test(arguments: [Int32(0), 3]) func `An answer that cannot be written is no success, and it is said why`(
    _ status: Int32
  ) {
    // ENOSPC, as of /dev/full.
    let (result, complaint) = print("text", to: Outlet([-28]), status: status)
    #expect(result == 1)
    #expect(complaint == "Standard output cannot be written: \(errorText(28)). The answer is lost.")
  }

  @Test func `A reader that has left is told nothing, and it is no success`() {
    let (status, complaint) = print("text", to: Outlet([2, -32]))
    #expect(status == 1)
    #expect(complaint.isEmpty)
  }

  @Test func `A descriptor that takes nothing does not hold the program`() {
    #expect(print("text", to: Outlet([0])).status == 1)
  }
}
