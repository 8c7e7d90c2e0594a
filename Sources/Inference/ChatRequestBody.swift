import Agent
import JSON
import ToolCalling

/// The JSON body of a request to `/v1/chat/completions`, with the fields that each kind of server understands.
///
/// The same request always gives the same bytes.
struct ChatRequestBody {
  let request: ChatRequest
  let description: ModelDescription

  /// The body of a request for a streamed reply.
  var bytes: [UInt8] {
    var body = prompt
    body["stream"] = true
    body["stream_options"] = ["include_usage": true]
    body["temperature"] = .number(JSONNumber(request.temperature))
    if let limit = request.maxTokens { body["max_tokens"] = .number(JSONNumber(limit)) }
    addConstraints(to: &body)
    if description.server == .llamaCpp {
      body["cache_prompt"] = true
      // Progress makes the server look at the connection after each batch, so that a cancel is noticed.
      body["return_progress"] = true
      body["sse_ping_interval"] = 5
      body["reasoning_format"] = "none"
    }
    // Room for the escapes of common text, so that a history of megabytes is not copied while the body grows.
    let text = request.messages.reduce(0) { $0 + $1.content.utf8.count }
    var writer = JSONWriter(reserving: text + text / 8 + 8192)
    writer.append(body)
    return writer.bytes
  }

  /// The part that decides what the model reads; alone, it is what `/input_tokens` takes.
  var prompt: JSONObject {
    var body = JSONObject()
    if let model = request.model ?? description.model { body["model"] = .string(model) }
    body["messages"] = .array(request.messages.map(Self.message))
    if !request.tools.isEmpty {
      body["tools"] = .array(request.tools.map(\.functionJSON))
      // llama.cpp: the native prompt is rendered, and the raw text comes back, in which nothing is lost.
      if description.server == .llamaCpp { body["tool_choice"] = "none" }
    }
    return body
  }

  private func addConstraints(to body: inout JSONObject) {
    if let schema = request.responseSchema {
      body["response_format"] = [
        "type": "json_schema", "json_schema": ["name": "reply", "strict": true, "schema": .object(schema)],
      ]
    } else if let grammar = request.grammar {
      switch description.server {
      case .llamaCpp: body["grammar"] = .string(grammar)
      case .vllm: body["structured_outputs"] = ["grammar": .string(grammar)]
      case .ollama, .lmStudio, .other: break
      }
    }
  }

  private static func message(_ message: ChatMessage) -> JSONValue {
    var object: JSONObject = ["role": .string(message.role.rawValue), "content": .string(message.content)]
    if !message.toolCalls.isEmpty {
      object["tool_calls"] = .array(message.toolCalls.enumerated().map { call($0.element, number: $0.offset) })
    }
    if let id = message.toolCallID { object["tool_call_id"] = .string(id) }
    return .object(object)
  }

  private static func call(_ call: ToolCall, number: Int) -> JSONValue {
    [
      "id": .string(call.id ?? "call_\(number)"), "type": "function",
      "function": ["name": .string(call.name), "arguments": .string(call.arguments.jsonText)],
    ]
  }
}
