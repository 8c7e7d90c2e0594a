import JSON
import Testing
import ToolCalling

@testable import Agent

@Suite("The prepared messages of a run")
struct TranscriptTests {
  private static let call = ToolCall(name: "df", arguments: ["host": "web1"], id: "a")
  private static let histories: [[ChatMessage]] = [
    [],
    [ChatMessage(.system, "Be brief."), ChatMessage(.user, "Disk?")],
    [ChatMessage(.system, "Be brief."), ChatMessage(.user, "Disk?\n\nNow.")],
    [
      ChatMessage(.system, "Be brief."), ChatMessage(.user, "Disk?"), ChatMessage(.assistant, "", toolCalls: [call]),
      ChatMessage(.tool, "85 %", toolCallID: "a"),
    ],
    [
      ChatMessage(.system, "Be brief."), ChatMessage(.user, "Disk?"), ChatMessage(.assistant, ""),
      ChatMessage(.tool, "85 %", toolCallID: "b"),
    ],
    [ChatMessage(.user, "Disk?"), ChatMessage(.assistant, "Full.")],
  ]

  /// After any history, the next one is as if it were the first.
  @Test(arguments: histories, histories)
  func followsAnyChange(from first: [ChatMessage], to second: [ChatMessage]) {
    var transcript = Transcript()
    transcript.update(to: first)
    transcript.update(to: second)
    #expect(transcript.messages == second.map(PreparedMessage.init))
    #expect(transcript.tokens == TokenEstimate.tokens(in: second))
  }

  @Test func writesTheMessageAsTheAPIHasIt() throws {
    let message = PreparedMessage(ChatMessage(.assistant, "a \"b\"\n", toolCalls: [Self.call]))
    let function: JSONValue = ["name": "df", "arguments": #"{"host":"web1"}"#]
    #expect(
      try JSONValue(parsing: message.json) == [
        "role": "assistant", "content": "a \"b\"\n",
        "tool_calls": [["id": "a", "type": "function", "function": function]],
      ])
  }
}
