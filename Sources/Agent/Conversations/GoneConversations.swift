/// The last conversations that were removed and why, so that a caller who comes late hears what happened.
struct GoneConversations: Sendable {
  enum Reason: Sendable { case expired, evicted }

  private static let limit = 10_000
  private var reasons: [String: Reason] = [:]
  private var order: [String] = []
  private var oldest = 0
  /// How many went to make room since the start.
  private(set) var evicted = 0

  mutating func add(_ id: String, because reason: Reason) {
    if reason == .evicted { evicted += 1 }
    reasons[id] = reason
    if order.count < Self.limit {
      order.append(id)
    } else {
      reasons[order[oldest]] = nil
      order[oldest] = id
      oldest = (oldest + 1) % Self.limit
    }
  }

  func error(for id: String) -> ConversationError {
    switch reasons[id] {
    case .expired: .expired(id)
    case .evicted: .evicted(id)
    case nil: .unknown(id)
    }
  }
}

/// Why a conversation cannot be continued, in the orchestrator's words.
package enum ConversationError: Error, Sendable, Hashable {
  case unknown(String)
  case expired(String)
  case evicted(String)
  case busy(String)
}

extension ConversationError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unknown(let id):
      "There is no conversation \"\(LineText.visible(id, limit: 80))\": the id is wrong, or the server was started "
        + "anew since. Leave conversation_id out to start a new one."
    case .expired(let id):
      "Conversation \"\(LineText.visible(id, limit: 80))\" has expired: it was not used for 30 minutes. "
        + "Leave conversation_id out to start a new one, and give what it needs to know as context."
    case .evicted(let id):
      "Conversation \"\(LineText.visible(id, limit: 80))\" was removed to make room for newer ones. "
        + "Leave conversation_id out to start a new one, and give what it needs to know as context."
    case .busy(let id):
      "Conversation \"\(LineText.visible(id, limit: 80))\" is busy with another call. "
        + "Wait for that call's answer, or start a new conversation."
    }
  }
}
