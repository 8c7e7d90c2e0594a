package import JSON
import ToolCalling

/// What one tool run was and brought, as Deputy saw it; never as the model tells it.
package struct ExecutedTool: Sendable, Hashable {
  package var tool: String
  package var arguments: JSONObject
  /// The number under which the whole result is stored.
  package var result: Int
  /// Characters of the whole result.
  package var resultLength: Int
  package var lines: Int
  package var exitCode: Int?
  package var milliseconds: Int
  /// The tool could not do its work.
  package var failed: Bool

  package init(
    tool: String, arguments: JSONObject, result: Int, resultLength: Int, lines: Int, exitCode: Int?,
    milliseconds: Int, failed: Bool
  ) {
    self.tool = tool
    self.arguments = arguments
    self.result = result
    self.resultLength = resultLength
    self.lines = lines
    self.exitCode = exitCode
    self.milliseconds = milliseconds
    self.failed = failed
  }

  /// The entry in `tools_executed`; arguments take at most about `limit` characters.
  func json(argumentLimit limit: Int) -> JSONValue {
    var object: JSONObject = [
      "tool": .string(tool), "args": .object(Self.shortened(arguments, limit: limit)),
      "result_length": .number(JSONNumber(resultLength)),
    ]
    if let exitCode { object["exit_code"] = .number(JSONNumber(exitCode)) }
    object["lines"] = .number(JSONNumber(lines))
    object["ms"] = .number(JSONNumber(milliseconds))
    object["result"] = .number(JSONNumber(result))
    if failed { object["failed"] = true }
    return .object(object)
  }

  /// Arguments whose texts are cleaned of control characters and together no longer than `limit`.
  static func shortened(_ arguments: JSONObject, limit: Int) -> JSONObject {
    var left = limit
    var short = JSONObject()
    for member in arguments.members where left > 0 {
      switch member.value {
      case .string(let text): short[member.key] = .string(LineText.visible(text, limit: left))
      case .array, .object: short[member.key] = .string(LineText.visible(member.value.jsonText, limit: left))
      default: short[member.key] = member.value
      }
      left -= min(member.value.string?.count ?? 8, left) + member.key.count
    }
    return short
  }
}
