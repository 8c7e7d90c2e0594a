import JSON

/// One line of `list_conversations`.
struct ConversationRow: Sendable {
  let json: JSONValue

  init(_ entry: KeptConversations.Entry, _ use: KeptConversations.Use, now: Duration) {
    let conversation = entry.conversation
    let usage = conversation.usage
    json = [
      "id": .string(conversation.id),
      "state": .string(use.isRunning ? "running" : conversation.isWaiting ? "waiting for tool_result" : "idle"),
      "age_s": Self.seconds(now - entry.created), "idle_s": Self.seconds(use.isRunning ? .zero : now - use.last),
      "messages": .number(JSONNumber(conversation.messageCount)), "tools": .number(JSONNumber(conversation.toolRuns)),
      "bytes": .number(JSONNumber(entry.byteCount)),
      "tokens": [
        "prompt": .number(JSONNumber(usage.prompt)), "cached": .number(JSONNumber(usage.cached)),
        "generated": .number(JSONNumber(usage.generated)),
      ],
    ]
  }

  private static func seconds(_ duration: Duration) -> JSONValue {
    .number(JSONNumber(Int(duration.components.seconds)))
  }
}
