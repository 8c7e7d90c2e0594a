import JSON
import ToolCalling

enum ArgumentCheck {
  static func problem(in call: ToolCall, of definition: ToolDefinition) -> String? {
    let required = (definition.parameters["required"]?.array ?? []).compactMap(\.string)
    return required.first { call.arguments[$0] == nil }.map { "the argument \"\($0)\" is missing." }
  }
}
