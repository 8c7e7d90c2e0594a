import JSON
import ToolCalling

/// Whether a call has the arguments that its tool needs, of the types that it wants.
enum ArgumentCheck {
  /// One sentence for the model with a correct example; nil where the call is right.
  static func problem(in call: ToolCall, of tool: ToolDefinition) -> String? {
    let required = (tool.parameters["required"]?.array ?? []).compactMap(\.string)
    if let missing = required.first(where: { (call.arguments[$0] ?? .null) == .null }) {
      return "the argument \"\(missing)\" is missing. A correct call: \(CallExample.text(tool))"
    }
    for member in tool.parameters["properties"]?.object?.members ?? [] {
      guard let value = call.arguments[member.key], value != .null, let type = member.value["type"]?.string else {
        continue
      }
      if !fits(value, type) {
        return "the argument \"\(member.key)\" must be of type \(type), but it is "
          + "\(LineText.visible(value.jsonText, limit: 80)). A correct call: \(CallExample.text(tool))"
      }
    }
    return nil
  }

  private static func fits(_ value: JSONValue, _ type: String) -> Bool {
    switch type {
    case "integer": value.int != nil
    case "string", "boolean", "array", "object", "number": value.kindName == type
    default: true
    }
  }
}
