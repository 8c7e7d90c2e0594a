import JSON

/// Answers that a model wraps in JSON because it was asked for JSON.
enum AnswerShape {
  /// The text of an answer such as `{"final_answer": "…"}` or `{"action": "Final Answer", "action_input": "…"}`.
  static func read(_ object: JSONObject) -> String? {
    for key in CallKeys.nameKeys {
      guard let value = object[key] else { continue }
      guard isNoTool(value) else { return nil }
      return text(in: object)
    }
    guard object.count <= 5 else { return nil }
    let spoken = object.members.filter { !["thought", "thoughts", "type", "reasoning"].contains($0.key) }
    guard spoken.count == 1, let member = spoken.first, CallKeys.answerKeys.contains(member.key) else { return nil }
    return member.value.string
  }

  private static func isNoTool(_ value: JSONValue) -> Bool {
    guard let name = value.string else { return value == .null }
    guard let first = name.utf8.first else { return true }
    guard first.folded == UInt8(ascii: "n") || first.folded == UInt8(ascii: "f"), name.utf8.count <= 12 else {
      return false
    }
    return ["none", "null", "final answer", "final_answer", "finalanswer", "final", "no_tool", "n/a", ""]
      .contains(name.lowercased())
  }

  private static func text(in object: JSONObject) -> String? {
    let keys = CallKeys.answerKeys + CallKeys.argumentKeys + ["content", "text", "message", "output"]
    for key in keys {
      guard let value = object[key] else { continue }
      if let text = value.string { return text }
      for inner in CallKeys.answerKeys + ["text", "content", "message", "output", "input"] {
        if let text = value[inner]?.string { return text }
      }
    }
    return nil
  }
}
