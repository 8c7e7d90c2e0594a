import JSON
import MCP
import TestSupport
import Testing
import ToolCalling

@Suite(.timeLimit(.minutes(1))) struct ProgressTests {
  private static let call =
    #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"wait","_meta":{"progressToken":"t"}}}"#

  private static func note(_ number: Int, _ message: String) -> String {
    #"{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"t","progress":\#(number),"#
      + #""message":"\#(message)"}}"#
  }

  @Test("A silent call shows a sign of life within 300 ms, then at least every 5 s, and none after its answer")
  func heartbeat() async {
    let gate = Gate()
    let clock = TestClock()
    let client = await TestClient(.scripted(gate: gate, clock: clock))
    await client.initialize()
    client.send(Self.call)
    await gate.hasEntered(1)
    await clock.advance(by: .milliseconds(300), whenAsleep: 1)
    #expect(await client.next() == Self.note(1, "working"))
    await clock.advance(by: .milliseconds(4_700), whenAsleep: 1)
    #expect(await client.next() == Self.note(2, "working (5 s)"))
    await clock.advance(by: .seconds(5), whenAsleep: 1)
    #expect(await client.next() == Self.note(3, "working (10 s)"))
    gate.open()
    #expect(await client.next() == Self.note(4, "let go"))
    #expect(await client.next()?.contains(#""text":"waited""#) == true)
    clock.advance(by: .seconds(60))
    #expect(await client.ask(#"{"jsonrpc":"2.0","id":2,"method":"ping"}"#) == #"{"jsonrpc":"2.0","id":2,"result":{}}"#)
  }

  @Test(
    "A sign of life repeats what a tool said last, or says what the tool held back for it, with the time",
    arguments: [nil, "1/10 the model writes, 1 piece"] as [String?])
  func signOfLife(heldBack: String?) async {
    let said = "1/10 asking the model"
    let gate = Gate()
    let clock = TestClock()
    let tool = ClosureTool("talk") { _, context throws(CancellationError) in
      context.report(said.progress)
      if var later = heldBack?.progress {
        later.isForLater = true
        context.report(later)
      }
      try await gate.wait()
      return ToolResult(text: "done")
    }
    let client = await TestClient(.scripted(clock: clock, also: [tool]))
    await client.initialize()
    client.send(Self.call.replacing("wait", with: "talk"))
    await gate.hasEntered(1)
    #expect(await client.next() == Self.note(1, said))
    await clock.advance(by: .milliseconds(200), whenAsleep: 1)
    await clock.advance(by: .milliseconds(2_400), whenAsleep: 1)
    #expect(await client.next() == Self.note(2, "\(heldBack ?? said) (2 s)"))
  }

  @Test("After a cancellation there is neither an answer nor progress")
  func cancelled() async {
    let gate = Gate()
    let clock = TestClock()
    let client = await TestClient(.scripted(gate: gate, clock: clock))
    await client.initialize()
    client.send(Self.call)
    await gate.hasEntered(1)
    client.send(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}"#)
    await gate.hasCancelled(1)
    clock.advance(by: .seconds(60))
    #expect(await client.ask(#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#) == #"{"jsonrpc":"2.0","id":1,"result":{}}"#)
    client.closeInput()
    _ = await client.end()
    #expect(await client.next() == nil)
  }

  @Test("A long message is cut")
  func longMessage() async {
    let tool = ClosureTool("talk") { _, context throws(CancellationError) in
      context.report(String(repeating: "ä", count: 10_000).progress)
      return ToolResult(text: "done")
    }
    let client = await TestClient(.scripted(also: [tool]))
    await client.initialize()
    #expect(
      await client.ask(Self.call.replacing("wait", with: "talk"))
        == Self.note(1, String(repeating: "ä", count: 500)))
  }
}

extension String {
  fileprivate var progress: ToolProgress { ToolProgress(self) }
}
