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
    let answer = try await answer(to: client.ask(Self.modernCall(1, "ask")))
    client.send(Self.modernCall(2, "wait"))
    await gate.hasEntered(1)
    #expect(await client.ask(Self.modernCall(3, "ask", answer))?.contains("1 calls run already") == true)
    gate.open()
    #expect(await client.next()?.contains("waited") == true)
    #expect(await client.ask(Self.modernCall(4, "ask", answer))?.contains("approved in c1") == true)
    #expect(await client.ask(Self.modernCall(5, "ask", answer))?.contains("was used before") == true)
  }

  /// A tools/call of revision 2026-07-28.
  private static func modernCall(_ id: Int, _ name: String, _ more: String = "") -> String {
    let meta =
      #""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","#
      + #""io.modelcontextprotocol/clientCapabilities":{"elicitation":{"form":{}}}}"#
    return #"{"jsonrpc":"2.0","id":\#(id),"method":"tools/call","params":{"name":"\#(name)",\#(more)\#(meta)}}"#
  }

  /// The members by which the repeated call says yes to the question of `line`.
  private func answer(to line: String?) throws -> String {
    let asked = try JSONValue(parsing: try #require(line))
    let state = try #require(asked["result"]?["requestState"]?.string)
    return
      #""inputResponses":{"q1":{"action":"accept","content":{"decision":"run once"}}},"requestState":"\#(state)","#
  }

  @Test("A yes that comes after 120 s takes the call up once, and grants nothing")
  func lateAnswer() async throws {
    let clock = TestClock()
    let client = await TestClient(.scripted(clock: clock))
    let first = try await answer(to: client.ask(Self.modernCall(1, "ask")))
    let second = try await answer(to: client.ask(Self.modernCall(2, "ask")))
    #expect(await client.ask(Self.modernCall(3, "ask", first))?.contains("approved in c1") == true)
    clock.advance(by: .seconds(121))
    #expect(
      await client.ask(Self.modernCall(4, "ask", second))?.contains("unavailable: nobody answered within 120 seconds")
        == true)
    for (id, used) in [(5, first), (6, second)] {
      #expect(await client.ask(Self.modernCall(id, "ask", used))?.contains("was used before") == true)
    }
  }

  @Test("The answers of a state hold for 120 s; after that it says only which conversation goes on")
  func expiry() throws {
    let clock = TestClock()
    let states = RequestStates(clock: clock)
    let state = states.seal([Self.question], for: Self.asking)
    clock.advance(by: .seconds(120))
    #expect(try states.open(Self.params(state), for: Self.asking)?.answers == [Self.question.digest: .approved])
    clock.advance(by: .seconds(1))
    let late = try #require(try states.open(Self.params(state), for: Self.asking))
    #expect(late.conversation == "c1")
    #expect(late.answers == [Self.question.digest: .unavailable("nobody answered within 120 seconds")])
    try states.redeem(late)
    clock.advance(by: .seconds(1800))
    #expect(
      throws: RPCError(
        -32602,
        "Invalid params: the question has expired. Continue with its conversation_id, or call again without "
          + "requestState.")
    ) { try states.open(Self.params(state), for: Self.asking) }
  }

  @Test("A state is remembered as used for as long as a call could go on with it")
  func remembered() throws {
    let clock = TestClock()
    let states = RequestStates(clock: clock)
    let state = states.seal([Self.question], for: Self.asking)
    try states.redeem(try #require(try states.open(Self.params(state), for: Self.asking)))
    clock.advance(by: RequestStates.lifetime + RequestStates.afterlife)
    let again = try #require(try states.open(Self.params(state), for: Self.asking))
    #expect(throws: RPCError.self) { try states.redeem(again) }
  }

  @Test("A late state with a digit changed, or for another call, does not open either")
  func forgedLate() {
    let clock = TestClock()
    let states = RequestStates(clock: clock)
    let state = states.seal([Self.question], for: Self.asking)
    clock.advance(by: .seconds(121))
    var forged = state
    forged.replaceSubrange(forged.startIndex...forged.startIndex, with: state.first == "0" ? "1" : "0")
    #expect(throws: RPCError.self) { try states.open(Self.params(forged), for: Self.asking) }
    let other = RequestStates.Call(tool: "agent_chat", arguments: ["task": "y"])
    #expect(throws: RPCError.self) { try states.open(Self.params(state), for: other) }
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
