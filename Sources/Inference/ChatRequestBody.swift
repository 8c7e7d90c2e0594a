import Agent
import JSON
import ToolCalling

/// The JSON body of a request to `/v1/chat/completions`, with the fields that each kind of server understands.
///
/// The same request always gives the same bytes. They come in pieces, because a long message is a piece of its own that
/// no request copies.
struct ChatRequestBody {
  let request: ChatRequest
  let description: ModelDescription

  /// The body of a request for a streamed reply.
  var pieces: [[UInt8]] {
    var more: JSONObject = [
      "stream": true, "stream_options": ["include_usage": true],
      "temperature": .number(JSONNumber(request.temperature)),
    ]
    if let limit = request.maxTokens { more["max_tokens"] = .number(JSONNumber(limit)) }
    addConstraints(to: &more)
    if description.server == .llamaCpp {
      more["cache_prompt"] = true
      // Progress makes the server look at the connection after each batch, so that a cancel is noticed.
      more["return_progress"] = true
      more["sse_ping_interval"] = 5
      more["reasoning_format"] = "none"
    }
    return prompt(with: more)
  }

  /// The part that decides what the model reads, and `more` after it; alone, it is what `/input_tokens` takes.
  func prompt(with more: JSONObject = [:]) -> [[UInt8]] {
    var pieces = PieceWriter()
    pieces.append("{")
    if let model = request.model ?? description.model {
      pieces.append("\"model\":")
      pieces.append(JSONValue.string(model).jsonBytes)
      pieces.append(",")
    }
    pieces.append("\"messages\":[")
    for (index, message) in request.prompt.enumerated() {
      if index > 0 { pieces.append(",") }
      pieces.append(message.json)
    }
    pieces.append("]")
    for member in tools.members + more.members {
      pieces.append(",")
      pieces.append(JSONValue.string(member.key).jsonBytes)
      pieces.append(":")
      pieces.append(member.value.jsonBytes)
    }
    pieces.append("}")
    return pieces.all
  }

  private var tools: JSONObject {
    guard !request.tools.isEmpty else { return [:] }
    var object: JSONObject = ["tools": .array(request.tools.map(\.functionJSON))]
    // llama.cpp: the native prompt is rendered, and the raw text comes back, in which nothing is lost.
    if description.server == .llamaCpp { object["tool_choice"] = "none" }
    return object
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
}

/// Joins short texts and leaves long ones as they are.
private struct PieceWriter {
  /// Copying less than this costs less than one more call of the system.
  private static let long = 16_384

  private var done: [[UInt8]] = []
  private var last: [UInt8] = []

  var all: [[UInt8]] { last.isEmpty ? done : done + [last] }

  mutating func append(_ text: StaticString) {
    last.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func append(_ bytes: [UInt8]) {
    guard bytes.count >= Self.long else { return last += bytes }
    if !last.isEmpty { done.append(last) }
    done.append(bytes)
    last = []
  }
}
