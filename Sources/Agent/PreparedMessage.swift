import JSON
import ToolCalling

/// A message with what every request asks of it, made once: its JSON text and about how many tokens it is.
///
/// Each request sends the whole conversation again, so a history of megabytes would be escaped and counted at each step.
package struct PreparedMessage: Sendable, Hashable {
  package let message: ChatMessage
  /// The message in the words of `/v1/chat/completions` (OpenAI API, "Create chat completion", `messages`).
  package let json: [UInt8]
  /// By `TokenEstimate`.
  let tokens: Int

  package init(_ message: ChatMessage) {
    self.message = message
    tokens = TokenEstimate.tokens(in: message)
    // Room for the escapes of common text, so that a long message is not copied while it grows.
    var writer = JSONWriter(reserving: message.content.utf8.count * 9 / 8 + 256)
    writer.append(Self.object(message))
    json = writer.bytes
  }

  private static func object(_ message: ChatMessage) -> JSONObject {
    var object: JSONObject = ["role": .string(message.role.rawValue), "content": .string(message.content)]
    if !message.toolCalls.isEmpty {
      object["tool_calls"] = .array(message.toolCalls.enumerated().map { call($0.element, number: $0.offset) })
    }
    if let id = message.toolCallID { object["tool_call_id"] = .string(id) }
    return object
  }

  private static func call(_ call: ToolCall, number: Int) -> JSONValue {
    [
      "id": .string(call.id ?? "call_\(number)"), "type": "function",
      "function": ["name": .string(call.name), "arguments": .string(call.arguments.jsonText)],
    ]
  }
}
