import JSON
import MCP
import Testing
import ToolCalling

@Suite(.timeLimit(.minutes(1))) struct FramingTests {
  private static let session = [
    #"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{}}}"#,
    #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#,
    #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"text":"grüße 🦜"}}}"#,
    #"{"jsonrpc":"2.0","id":2,"method":"ping"}"#,
  ]
  private static let bytes = Array((session.joined(separator: "\n") + "\n").utf8)

  @Test("Bytes may come one by one")
  func byteByByte() async {
    let client = await TestClient(.scripted())
    for byte in Self.bytes { client.send(raw: [byte]) }
    #expect(await client.next()?.contains(#""id":0,"result""#) == true)
    let two = [await client.next(), await client.next()].compactMap { $0 }.sorted()
    #expect(two.first?.contains("grüße 🦜") == true)
    #expect(two.last == #"{"jsonrpc":"2.0","id":2,"result":{}}"#)
  }

  @Test("A session cut at any byte ends in order, with answers to its whole lines and at most one error")
  func everyTruncation() async {
    for length in 0...Self.bytes.count {
      let client = await TestClient(.scripted())
      client.send(raw: Array(Self.bytes.prefix(length)))
      client.closeInput()
      #expect(await client.end() == .endOfInput)
      var errors = 0
      while let line = await client.next() {
        let answer = try? JSONValue(parsing: line)
        #expect(answer != nil, "cut at \(length)")
        if answer?["error"] != nil { errors += 1 }
      }
      #expect(errors <= 1, "cut at \(length)")
    }
  }

  @Test("Lines may end in CRLF, be blank, and the last needs no end")
  func lineEnds() async {
    let client = await TestClient(.scripted())
    client.send(raw: Array("\r\n\n  \r\n{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\r\n\t\n".utf8))
    #expect(await client.next() == #"{"jsonrpc":"2.0","id":1,"result":{}}"#)
    client.send(raw: Array(#"{"jsonrpc":"2.0","id":2,"method":"ping"}"#.utf8))
    client.closeInput()
    #expect(await client.next() == #"{"jsonrpc":"2.0","id":2,"result":{}}"#)
    #expect(await client.end() == .endOfInput)
  }

  @Test("A byte order mark before a line is passed over")
  func byteOrderMark() async {
    let client = await TestClient(.scripted())
    client.send(raw: [0xEF, 0xBB, 0xBF] + Self.bytes)
    #expect(await client.next()?.contains(#""id":0,"result""#) == true)
    #expect(await [client.next(), client.next()].contains(#"{"jsonrpc":"2.0","id":2,"result":{}}"#))
    client.send(raw: [0xEF, 0xBB, 0xBF, 0x0A])
    #expect(await client.ask(#"{"jsonrpc":"2.0","id":3,"method":"ping"}"#) == #"{"jsonrpc":"2.0","id":3,"result":{}}"#)
  }

  @Test("A line over the limit is refused and skipped, and the server lives on")
  func longLine() async {
    let client = await TestClient(.scripted(lineLimit: 2 << 20))
    client.send(raw: Array(repeating: UInt8(ascii: "x"), count: 5 << 20))
    #expect(
      await client.next() == #"{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"Invalid request: a line "#
        + #"longer than 2 MiB was skipped."}}"#)
    #expect(
      await client.ask("\n" + #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#) == #"{"jsonrpc":"2.0","id":1,"result":{}}"#)
  }

  @Test("The limit is 64 MiB, and memory stays within it")
  func defaultLimit() async {
    let server = MCPServer(identity: MCPServer.testIdentity, toolbox: Toolbox())
    let client = await TestClient(server)
    let chunk = Array(repeating: UInt8(ascii: "x"), count: 1 << 20)
    for _ in 0..<65 { client.send(raw: chunk) }
    #expect(await client.next()?.contains("longer than 64 MiB") == true)
    let pong = await client.ask("\n" + #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#)
    #expect(pong == #"{"jsonrpc":"2.0","id":1,"result":{}}"#)
  }

  @Test("Five megabytes go there and back in one line")
  func bigLine() async {
    let client = await TestClient(.scripted(lineLimit: 64 << 20))
    await client.initialize()
    let text = String(repeating: "0123456789abcdefghi\\n", count: 250_000)
    let answer = await client.ask(
      #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"text":"\#(text)"}}}"#)
    #expect(
      answer == #"{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"\#(text)"}],"isError":false}}"#)
  }

  @Test("A hundred thousand levels are an error at the byte where the limit is passed")
  func deepNesting() async {
    let client = await TestClient(.scripted())
    let answer = await client.ask(String(repeating: "[", count: 100_000))
    #expect(
      answer == #"{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"Parse error: nesting deeper than 512 "#
        + #"levels at byte 512."}}"#)
    #expect(await client.ask(#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#) == #"{"jsonrpc":"2.0","id":1,"result":{}}"#)
  }

  @Test("Invalid UTF-8 is a parse error with its place")
  func invalidUTF8() async {
    let client = await TestClient(.scripted())
    client.send(raw: Array(#"{"a":""#.utf8) + [0xC3, 0x28] + Array("\"}\n".utf8))
    #expect(
      await client.next()
        == #"{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"Parse error: invalid UTF-8 "#
        + #"at byte 6."}}"#)
  }

  @Test("Every line under load is one JSON message")
  func pureUnderLoad() async {
    let client = await TestClient(.scripted(maximumCalls: 1_000))
    await client.initialize()
    var lines = ""
    for id in 0..<300 {
      lines += #"{"jsonrpc":"2.0","id":\#(id),"method":"tools/call","params":{"name":"steps","#
      lines += #""_meta":{"progressToken":"t\#(id)"}}}"# + "\ngarbage\n"
    }
    client.send(raw: Array(lines.utf8))
    // Per call two progress notifications at least, one answer, and one error for the garbage.
    var finals = 0
    while finals < 600, let line = await client.next() {
      guard let message = try? JSONValue(parsing: line) else {
        Issue.record("not JSON: \(line)")
        return
      }
      if message["method"] == nil { finals += 1 }
    }
    #expect(finals == 600)
  }
}
