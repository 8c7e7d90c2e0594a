import JSON

/// The id of a request: a string or a whole number, sent back exactly as it was written.
enum RequestID: Sendable, Hashable {
  case string(String)
  case number(JSONNumber)

  /// Nil for what MCP does not allow as an id: null, fractions, booleans, arrays and objects.
  init?(_ value: JSONValue) {
    switch value {
    case .string(let text): self = .string(text)
    case .number(let number):
      let isWhole = number.int != nil || !number.text.utf8.contains { $0 == 0x2E || $0 | 0x20 == 0x65 }
      guard isWhole else { return nil }
      self = .number(number)
    default: return nil
    }
  }

  var json: JSONValue {
    switch self {
    case .string(let text): .string(text)
    case .number(let number): .number(number)
    }
  }
}
