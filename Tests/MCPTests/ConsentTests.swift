import JSON
import Synchronization
import TestSupport
import Testing
import ToolCalling

@testable import MCP

@Suite(.timeLimit(.minutes(1))) struct ConsentTests {
  private static let form = #"{"elicitation":{"form":{}}}"#
  private static let call = #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"ask"}}"#

  @Test("A human who does not answer within 120 s is not waited for, and the question is withdrawn")
  func timeout() async {
    let clock = TestClock()
    let client = await TestClient(.scripted(clock: clock))
    await client.initialize(capabilities: Self.form)
    #expect(await client.ask(Self.call)?.contains("elicitation/create") == true)
    await clock.advance(by: .seconds(120), whenAsleep: 1)
    #expect(
      await client.next() == #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"deputy-1","#
        + #""reason":"no answer in time"}}"#)
    #expect(await client.next()?.contains("unavailable: nobody answered within 120 seconds") == true)
  }

  @Test("A cancelled call withdraws its question, and an answer to it comes too late")
  func cancelled() async {
    let client = await TestClient(.scripted())
    await client.initialize(capabilities: Self.form)
    #expect(await client.ask(Self.call)?.contains("elicitation/create") == true)
    client.send(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}"#)
    #expect(
      await client.next() == #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"deputy-1","#
        + #""reason":"the call was cancelled"}}"#)
    client.send(#"{"jsonrpc":"2.0","id":"deputy-1","result":{"action":"accept","content":{"decision":"run once"}}}"#)
    #expect(await client.ask(#"{"jsonrpc":"2.0","id":2,"method":"ping"}"#) == #"{"jsonrpc":"2.0","id":2,"result":{}}"#)
  }

  @Test("A client that is gone leaves no question waiting")
  func gone() async {
    let client = await TestClient(.scripted())
    await client.initialize(capabilities: Self.form)
    #expect(await client.ask(Self.call)?.contains("elicitation/create") == true)
    client.closeInput()
    #expect(await client.end() == .endOfInput)
  }

  @Test(
    "An answer that cannot be read is a refusal",
    arguments: [#""result":null"#, #""result":[]"#, #""error":"no""#, #""error":{}"#])
  func brokenAnswer(_ member: String) async {
    let client = await TestClient(.scripted())
    await client.initialize(capabilities: Self.form)
    _ = await client.ask(Self.call)
    let answer = await client.ask(#"{"jsonrpc":"2.0","id":"deputy-1",\#(member)}"#)
    #expect(
      answer?.contains("unavailable: the client refused to ask its human: it sent no answer that can be read") == true)
  }

  private static let question = ConsentQuestion(
    conversation: "c1", tool: "ssh_exec", host: "web1", command: "reboot", reason: "It changes something.")
  private static let asking = RequestStates.Call(tool: "agent_chat", arguments: ["task": "x", "n": 1])
  private static let yes: JSONValue = ["q1": ["action": "accept", "content": ["decision": "run once"]]]

  private static func params(_ state: String) -> JSONObject {
    ["requestState": .string(state), "inputResponses": yes]
  }

  @Test("A sealed state opens once, for the same call, whatever the order of its arguments")
  func sealed() throws {
    let states = RequestStates(clock: TestClock())
    let state = states.seal([Self.question], for: Self.asking)
    let again = RequestStates.Call(tool: "agent_chat", arguments: ["n": 1, "task": "x"])
    let grant = try states.open(Self.params(state), for: again)
    #expect(grant?.conversation == "c1")
    #expect(grant?.answers == [Self.question.digest: .approved])
    let opened = try #require(grant)
    try states.redeem(opened)
    let twice = try #require(try states.open(Self.params(state), for: again))
    #expect(throws: RPCError.self) { try states.redeem(twice) }
  }

  @Test("An answer that met a full server is not used up")
  func fullServer() async throws {
    let gate = Gate()
    let client = await TestClient(.scripted(gate: gate, maximumCalls: 1))
    let meta =
      #""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","#
      + #""io.modelcontextprotocol/clientCapabilities":{"elicitation":{"form":{}}}}"#
    func call(_ id: Int, _ name: String, _ more: String = "") -> String {
      #"{"jsonrpc":"2.0","id":\#(id),"method":"tools/call","params":{"name":"\#(name)",\#(more)\#(meta)}}"#
    }
    let asked = try JSONValue(parsing: try #require(await client.ask(call(1, "ask"))))
    let state = try #require(asked["result"]?["requestState"]?.string)
    let answer =
      #""inputResponses":{"q1":{"action":"accept","content":{"decision":"run once"}}},"requestState":"\#(state)","#
    client.send(call(2, "wait"))
    await gate.hasEntered(1)
    #expect(await client.ask(call(3, "ask", answer))?.contains("1 calls run already") == true)
    gate.open()
    #expect(await client.next()?.contains("waited") == true)
    #expect(await client.ask(call(4, "ask", answer))?.contains("approved in c1") == true)
    #expect(await client.ask(call(5, "ask", answer))?.contains("was used before") == true)
  }

  @Test("A state expires after 120 s")
  func expiry() throws {
    let clock = TestClock()
    let states = RequestStates(clock: clock)
    let (early, late) = (states.seal([Self.question], for: Self.asking), states.seal([Self.question], for: Self.asking))
    clock.advance(by: .seconds(120))
    #expect(try states.open(Self.params(early), for: Self.asking) != nil)
    clock.advance(by: .seconds(1))
    #expect(
      throws: RPCError(-32602, "Invalid params: the question has expired after 120 seconds. Call again.")
    ) { try states.open(Self.params(late), for: Self.asking) }
  }

  @Test("A state of another process, or with any digit changed, does not open")
  func forged() {
    let states = RequestStates(clock: TestClock())
    let state = states.seal([Self.question], for: Self.asking)
    let foreign = RequestStates(clock: TestClock()).seal([Self.question], for: Self.asking)
    let wrong = RPCError(
      -32602, "Invalid params: this requestState was not made by this server process. Call again without it.")
    #expect(throws: wrong) { try states.open(Self.params(foreign), for: Self.asking) }
    for index in state.indices {
      var forged = state
      forged.replaceSubrange(index...index, with: state[index] == "0" ? "1" : "0")
      #expect(throws: wrong) { try states.open(Self.params(forged), for: Self.asking) }
    }
  }

  @Test("A yes holds for one asking of exactly its question")
  func oneQuestion() async {
    let consent = InputRequiredConsent(answers: [Self.question.digest: .approved])
    var others = [Self.question, Self.question, Self.question, Self.question, Self.question]
    others[0].command = "reboot "
    others[1].host = nil
    others[2].conversation = "c2"
    others[3].tool = "bash_command"
    others[4].reason = "It changes nothing."
    for other in others { #expect(await consent.answer(to: other) == .pending) }
    #expect(await consent.answer(to: Self.question) == .approved)
    #expect(await consent.answer(to: Self.question) == .pending)
    #expect(consent.openQuestions == others + [Self.question])
  }

  @Test("A call with more questions than a human wants to read is told so")
  func tooManyQuestions() async {
    let consent = InputRequiredConsent()
    for _ in 0..<8 { #expect(await consent.answer(to: Self.question) == .pending) }
    #expect(await consent.answer(to: Self.question) == .unavailable("8 questions are open already"))
  }
}
