import Agent
import JSON
import Testing
import ToolCalling

@testable import Inference

/// What a stream of native tool calls comes to.
struct NativeCalls: Sendable, CustomTestStringConvertible {
  var fixture: String
  var calls: [ToolCall]
  var text = ""
  var finish = ChatReply.Finish.stop

  var testDescription: String { fixture }
}

@Suite("Native tool calls", .timeLimit(.minutes(1)))
struct NativeToolCallTests {
  static let streams = [
    NativeCalls(
      fixture: "fragments",
      calls: [
        ToolCall(name: "ssh_exec", arguments: ["host": "web1"], id: "a1"),
        ToolCall(name: "read_file", arguments: ["file_path": "/etc/hosts"], id: "a2"),
      ]),
    NativeCalls(
      fixture: "all-numbered-zero",
      calls: [
        ToolCall(name: "a", arguments: ["x": 1], id: "c1"), ToolCall(name: "b", arguments: ["y": 2], id: "c2"),
      ]),
    NativeCalls(
      fixture: "no-index-no-id",
      calls: [ToolCall(name: "a", arguments: ["x": 1]), ToolCall(name: "b", arguments: ["y": 2])]),
    NativeCalls(fixture: "no-arguments", calls: [ToolCall(name: "list", arguments: [:], id: "c1")]),
    NativeCalls(
      fixture: "arguments-not-an-object", calls: [],
      text: "Look:\n<tool_call>\n{\"name\": \"a\", \"arguments\": [1}\n</tool_call>\n"),
    NativeCalls(fixture: "cut-by-length", calls: [], text: "Now", finish: .length),
  ]

  @Test(arguments: streams) func arePutTogether(_ expected: NativeCalls) async throws {
    let request = ChatRequest(messages: [ChatMessage(.user, "Hi")])
    let reply = try await FakeBackend(chat: "tool-calls/\(expected.fixture)").model().reply(to: request) { _ in }
    #expect(reply.toolCalls == expected.calls)
    #expect(reply.text == expected.text)
    #expect(reply.finish == expected.finish)
    #expect(reply.wasCalling == (expected.finish == .length))
  }
}
