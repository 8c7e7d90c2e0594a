import JSON
import MCP
import Platform
import Synchronization
import TestSupport
import Testing
import ToolCalling

@Suite(.timeLimit(.minutes(1))) struct LifecycleTests {
  private static let waiting = #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"wait"}}"#
  private static let ping = #"{"jsonrpc":"2.0","id":"p","method":"ping"}"#
  private static let pong = #"{"jsonrpc":"2.0","id":"p","result":{}}"#

  @Test("End of input cancels what runs, and the session is over")
  func endOfInput() async {
    let gate = Gate()
    let client = await TestClient(.scripted(gate: gate))
    await client.initialize()
    client.send(Self.waiting)
    await gate.hasEntered(1)
    client.closeInput()
    #expect(await client.end() == .endOfInput)
    await gate.hasCancelled(1)
    #expect(client.ends.withLock { $0 } == 1)
    #expect(await client.next() == nil)
  }

  @Test("A signal cancels what runs, and the session is over", arguments: SignalWatcher.Signal.allCases)
  func signal(_ signal: SignalWatcher.Signal) async {
    let gate = Gate()
    let client = await TestClient(.scripted(gate: gate))
    await client.initialize()
    client.send(Self.waiting)
    await gate.hasEntered(1)
    client.raise(signal)
    // Everything that must happen at once has happened on the signal's own thread, whatever the pool is doing.
    #expect(client.ends.withLock { $0 } == 1)
    #expect(await client.end() == .signal(signal))
    await gate.hasCancelled(1)
    client.raise(signal)
    #expect(client.ends.withLock { $0 } == 1)
  }

  @Test(
    "Whichever write meets a client that is gone, the session ends once, and what runs is cancelled", arguments: 1...7)
  func brokenOutput(_ n: Int) async {
    let writes = Mutex(0)
    let gate = Gate()
    let client = await TestClient(.scripted(gate: gate)) { real in
      ByteSink(
        write: { bytes in
          let number = writes.withLock { writes in
            writes += 1
            return writes
          }
          return number < n ? real.write(bytes) : -32
        }, isWritable: real.isWritable)
    }
    client.send(
      #"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{}}}"#)
    client.send(Self.waiting)
    // The second write of this call is its progress, sent under a lock that the end of the session needs as well.
    client.send(
      #"{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"steps","_meta":{"progressToken":1}}}"#)
    for _ in 0..<10 { client.send(Self.ping) }
    #expect(await client.end() == .clientGone(32))
    await eventually { gate.cancelled == gate.entered }
    #expect(client.ends.withLock { $0 } == 1)
    #expect(writes.withLock { $0 } == n)
  }

  @Test("Answers stay whole where the client's side takes three bytes at a time, or none for a while")
  func partialWrites() async {
    let writes = Mutex(0)
    let client = await TestClient(.scripted()) { real in
      ByteSink(
        write: { bytes in
          let number = writes.withLock { writes in
            writes += 1
            return writes
          }
          if number.isMultiple(of: 5) { return -4 }
          if number.isMultiple(of: 3) { return -11 }
          return real.write(UnsafeRawBufferPointer(rebasing: bytes.prefix(3)))
        }, isWritable: real.isWritable)
    }
    await client.initialize()
    for _ in 0..<20 { client.send(Self.ping) }
    for _ in 0..<20 { #expect(await client.next() == Self.pong) }
  }

  @Test("Every message in and out stands in the trace")
  func trace() async {
    let lines = Mutex<[String]>([])
    let client = await TestClient(.scripted(trace: Trace { line in lines.withLock { $0.append(line) } }))
    _ = await client.ask(Self.ping)
    client.closeInput()
    _ = await client.end()
    #expect(lines.withLock { $0 } == ["mcp: <- \(Self.ping)", "mcp: -> \(Self.pong)", "mcp: over: endOfInput"])
  }

  @Test("A ping is answered while calls run, and every call can end")
  func pingDuringCalls() async {
    let gate = Gate()
    let client = await TestClient(.scripted(gate: gate))
    await client.initialize()
    for id in 1...10 {
      client.send(#"{"jsonrpc":"2.0","id":\#(id),"method":"tools/call","params":{"name":"wait"}}"#)
    }
    await gate.hasEntered(10)
    #expect(await client.ask(Self.ping) == Self.pong)
    gate.open()
    var ids: Set<String> = []
    for _ in 1...10 {
      let line = await client.next() ?? ""
      #expect(line.hasSuffix(#""result":{"content":[{"type":"text","text":"waited"}],"isError":false}}"#))
      ids.insert(line)
    }
    #expect(ids.count == 10)
  }

  @Test("The call over the limit gets a sentence, and the others go on")
  func tooManyCalls() async {
    let gate = Gate()
    let client = await TestClient(.scripted(gate: gate, maximumCalls: 2))
    await client.initialize()
    for id in 1...3 {
      client.send(#"{"jsonrpc":"2.0","id":\#(id),"method":"tools/call","params":{"name":"wait"}}"#)
    }
    let refusal = await client.next()
    #expect(
      refusal == #"{"jsonrpc":"2.0","id":3,"result":{"content":[{"type":"text","text":"2 calls run already, the most "#
        + #"at once. Wait for one to end, then call again."}],"isError":true}}"#)
    gate.open()
    for _ in 1...2 { #expect(await client.next()?.contains("waited") == true) }
  }

  @Test("A thousand calls at once are all answered")
  func thousandCalls() async {
    let client = await TestClient(.scripted(maximumCalls: 2_000))
    await client.initialize()
    let calls = (0..<1_000).map {
      #"{"jsonrpc":"2.0","id":\#($0),"method":"tools/call","params":{"name":"echo","arguments":{"text":"\#($0)"},"#
        + #""_meta":{"progressToken":\#($0)}}}"# + "\n"
    }
    client.send(raw: Array(calls.joined().utf8))
    var answers: Set<String> = []
    while answers.count < 1_000, let line = await client.next() { answers.insert(line) }
    let expected = (0..<1_000).map {
      #"{"jsonrpc":"2.0","id":\#($0),"result":{"content":[{"type":"text","text":"\#($0)"}],"isError":false}}"#
    }
    #expect(answers == Set(expected))
  }

  @Test("A storm of cancellations leaves neither an answer nor a running call")
  func cancelStorm() async {
    let gate = Gate()
    let client = await TestClient(.scripted(gate: gate, maximumCalls: 2_000))
    await client.initialize()
    var lines = ""
    for id in 0..<1_000 {
      lines += #"{"jsonrpc":"2.0","id":\#(id),"method":"tools/call","params":{"name":"wait","#
      lines += #""_meta":{"progressToken":\#(id)}}}"# + "\n"
      lines += #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":\#(id)}}"# + "\n"
    }
    client.send(raw: Array(lines.utf8))
    #expect(await client.ask(Self.ping) == Self.pong)
    await eventually { gate.cancelled == gate.entered }
    #expect(await client.ask(Self.ping) == Self.pong)
    client.closeInput()
    _ = await client.end()
    #expect(await client.next() == nil)
  }

  @Test("A call of a tool that gives up by itself gets an error, not silence")
  func toolGivesUp() async {
    let quitter = ClosureTool("quit") { _, _ throws(CancellationError) in throw CancellationError() }
    let client = await TestClient(.scripted(also: [quitter]))
    await client.initialize()
    let answer = await client.ask(#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"quit"}}"#)
    #expect(
      answer == #"{"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"Internal error: the call was cancelled "#
        + #"inside the server. Call again."}}"#)
  }

  @Test("Calls begin in the order of their requests, up to where they first wait")
  func order() async {
    let begun = Mutex<[Int]>([])
    let tool = ClosureTool("begin") { arguments, _ throws(CancellationError) in
      begun.withLock { $0.append(arguments["n"]?.int ?? -1) }
      await Task.yield()
      return ToolResult(text: "")
    }
    let client = await TestClient(.scripted(maximumCalls: 1_000, also: [tool]))
    await client.initialize()
    let calls = (0..<500).map {
      #"{"jsonrpc":"2.0","id":\#($0),"method":"tools/call","params":{"name":"begin","arguments":{"n":\#($0)}}}"# + "\n"
    }
    client.send(raw: Array(calls.joined().utf8))
    for _ in 0..<500 { _ = await client.next() }
    #expect(begun.withLock { $0 } == Array(0..<500))
  }

  @Test("A tool that never waits hinders neither a ping nor a cancellation")
  func rudeTool() async {
    let isStopped = Atomic(false)
    let tool = ClosureTool("spin") { _, _ throws(CancellationError) in
      while !isStopped.load(ordering: .relaxed) {}
      return ToolResult(text: "stopped")
    }
    let client = await TestClient(.scripted(also: [tool]))
    await client.initialize()
    client.send(#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"spin"}}"#)
    #expect(await client.ask(Self.ping) == Self.pong)
    client.send(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}"#)
    #expect(await client.ask(Self.ping) == Self.pong)
    isStopped.store(true, ordering: .relaxed)
    #expect(
      await client.ask(#"{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"spin"}}"#)?
        .contains("stopped") == true)
  }
}
