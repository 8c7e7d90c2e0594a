import Agent
import JSON
import TestSupport
import Testing
import ToolCalling

@testable import Inference

@Suite("The body of a request", .timeLimit(.minutes(1)))
struct ChatRequestBodyTests {
  private static let request = ChatRequest(
    messages: [
      ChatMessage(.system, "Be brief."), ChatMessage(.user, "Disk?"),
      ChatMessage(
        .assistant, "<think>hm</think>", toolCalls: [ToolCall(name: "df", arguments: ["host": "web1"], id: "a")]),
      ChatMessage(.tool, "85%", toolCallID: "a"),
    ], temperature: 0, maxTokens: 64,
    tools: [
      ToolDefinition(name: "df", description: "Disk use.", parameters: ["type": "object", "properties": [:]])
    ], grammar: "root ::= \"a\"")

  @Test(arguments: [
    ModelDescription.Server.llamaCpp, ModelDescription.Server.vllm, ModelDescription.Server.ollama,
  ])
  func hasTheFieldsOfItsServer(_ server: ModelDescription.Server) {
    let body = ChatRequestBody(request: Self.request, description: ModelDescription(server: server, model: "m"))
    let expected = TestFiles.lines("InferenceTests/Fixtures/requests/\(server.rawValue).json").joined()
    #expect(String(decoding: body.pieces.joined(), as: UTF8.self) == expected)
  }

  @Test func takesASchemaInPlaceOfTheGrammar() throws {
    var request = Self.request
    request.responseSchema = ["type": "object"]
    let body = ChatRequestBody(request: request, description: ModelDescription(server: .llamaCpp))
    let sent = try JSONValue(parsing: Array(body.pieces.joined()))
    #expect(sent["grammar"] == nil)
    #expect(sent["response_format"]?["json_schema"]?["schema"] == ["type": "object"])
  }

  @Test func sendsALongMessageWithoutACopyOfIt() throws {
    let long = PreparedMessage(ChatMessage(.user, String(repeating: "a \"line\"\n", count: 4000)))
    let hi = PreparedMessage(ChatMessage(.user, "Hi"))
    let request = ChatRequest(prompt: [hi, long, hi])
    let pieces = ChatRequestBody(request: request, description: ModelDescription(server: .other)).pieces
    #expect(pieces.count == 3 && pieces[1] == long.json)
    let sent = try JSONValue(parsing: Array(pieces.joined()))["messages"]?.array
    #expect(sent?.map { $0["content"]?.string } == [hi, long, hi].map(\.message.content))
  }

  @Test func isTheSameEveryTime() {
    let body = ChatRequestBody(request: Self.request, description: ModelDescription(server: .llamaCpp))
    #expect(body.pieces == body.pieces)
  }
}
