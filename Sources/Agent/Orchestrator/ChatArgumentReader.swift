import JSON
import ToolCalling

/// Reads the arguments of `agent_chat` one by one; `null` is as good as nothing.
struct ChatArgumentReader {
  private let arguments: JSONObject

  init(_ arguments: JSONObject) { self.arguments = arguments }

  private func value(_ name: String) -> JSONValue? {
    guard let value = arguments[name], value != .null else { return nil }
    return value
  }

  /// A text that is not blank; a blank one is as good as nothing.
  func text(_ name: String, example: String) throws(ArgumentError) -> String? {
    guard let value = value(name) else { return nil }
    guard let text = value.string else { throw ArgumentError(name, wants: "a text", got: value, example: example) }
    return text.allSatisfy(\.isWhitespace) ? nil : text
  }

  func flag(_ name: String) throws(ArgumentError) -> Bool? {
    guard let value = value(name) else { return nil }
    guard let flag = value.bool else {
      throw ArgumentError(name, wants: "true or false", got: value, example: "false")
    }
    return flag
  }

  func number(_ name: String, in range: ClosedRange<Double>) throws(ArgumentError) -> Double? {
    guard let value = value(name) else { return nil }
    guard let number = value.double, range.contains(number) else {
      let (low, high) = (JSONNumber(range.lowerBound).text, JSONNumber(range.upperBound).text)
      throw ArgumentError(name, wants: "a number from \(low) to \(high)", got: value, example: "0.3")
    }
    return number
  }

  func whole(_ name: String, in range: ClosedRange<Int>) throws(ArgumentError) -> Int? {
    guard let value = value(name) else { return nil }
    guard let number = value.int, range.contains(number) else {
      throw ArgumentError(
        name, wants: "a whole number from \(range.lowerBound) to \(range.upperBound)", got: value, example: "10")
    }
    return number
  }

  /// The caller's tool definitions; nil where none are given.
  func tools() throws(ArgumentError) -> [ToolDefinition]? {
    guard let value = value("tools") else { return nil }
    let example =
      "[{\"name\": \"run_command\", \"description\": \"Runs a command.\", "
      + "\"parameters\": {\"command\": {\"type\": \"string\", \"required\": true}}}]"
    guard let list = value.array else {
      throw ArgumentError("tools", wants: "a list of tool definitions", got: value, example: example)
    }
    var tools: [ToolDefinition] = []
    for element in list {
      let tool: ToolDefinition
      do {
        tool = try ToolDefinition(given: element)
      } catch {
        throw ArgumentError("tools: \(error) Example: {\"tools\": \(example)}")
      }
      if tools.contains(where: { $0.name == tool.name }) {
        throw ArgumentError("tools holds two definitions of \"\(tool.name)\". Give each tool a name of its own.")
      }
      if tool.name == ReadOutput.name {
        throw ArgumentError(
          "tools holds \"\(tool.name)\", which is the name of Deputy's own tool for reading stored results. Give yours "
            + "another name.")
      }
      tools.append(tool)
    }
    return tools.isEmpty ? nil : tools
  }

  /// `tool_result` and `tool_results` together, in this order.
  func answers() throws(ArgumentError) -> [AgentChatArguments.Answer] {
    var answers: [AgentChatArguments.Answer] = []
    if let value = value("tool_result") {
      let example = "{\"tool_name\": \"run_command\", \"result\": \"what it printed\"}"
      guard let answer = Self.answer(value) else {
        throw ArgumentError("tool_result", wants: "an object with tool_name and result", got: value, example: example)
      }
      answers.append(answer)
    }
    if let value = value("tool_results") {
      let example = "[{\"call_id\": \"call_3\", \"result\": \"what it printed\"}]"
      guard let list = value.array else {
        throw ArgumentError("tool_results", wants: "a list of results", got: value, example: example)
      }
      for element in list {
        guard let answer = Self.answer(element) else {
          throw ArgumentError("tool_results", wants: "a list of results", got: element, example: example)
        }
        answers.append(answer)
      }
    }
    return answers
  }

  private static func answer(_ value: JSONValue) -> AgentChatArguments.Answer? {
    guard let object = value.object, let result = object["result"] else { return nil }
    guard let callID = name(object["call_id"]), let toolName = name(object["tool_name"]) else { return nil }
    return .init(
      callID: callID, toolName: toolName, result: result.string ?? result.jsonText, exitCode: object["exit_code"]?.int)
  }

  /// A name that may be missing; nil where it is there and is no text, because a result must not go to another call.
  private static func name(_ value: JSONValue?) -> String?? {
    switch value {
    case nil, .null: .some(nil)
    case .string(let text): .some(text)
    default: nil
    }
  }
}
