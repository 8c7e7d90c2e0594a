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
  /// What the result lacks or is to be known of it: a time limit, hosts that failed, bytes that were not kept.
  package var notes: [String]

  package init(
    tool: String, arguments: JSONObject, result: Int, resultLength: Int, lines: Int, exitCode: Int?,
    milliseconds: Int, failed: Bool, notes: [String] = []
  ) {
    self.tool = tool
    self.arguments = arguments
    self.result = result
    self.resultLength = resultLength
    self.lines = lines
    self.exitCode = exitCode
    self.milliseconds = milliseconds
    self.failed = failed
    self.notes = notes
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
    if !notes.isEmpty { object["notes"] = .array(shownNotes.map(JSONValue.string)) }
    return .object(object)
  }

  /// The first notes, in one short line each.
  var shownNotes: [String] { notes.prefix(3).map { LineText.visible($0, limit: 200) } }

  /// Members of a call that are shown; a tool has far fewer.
  private static let shownMembers = 16

  /// Arguments whose texts are cleaned of control characters and together about `limit` characters long. The longest is
  /// cut first, so that a long command leaves room for the hosts behind it.
  static func shortened(_ arguments: JSONObject, limit: Int) -> JSONObject {
    let members = arguments.members.prefix(shownMembers).map { ($0.key, text: shownText(of: $0.value), $0.value) }
    let small = max(12, limit / 2 / max(members.count, 1))
    let lengths = members.map { $0.text.utf8.count }
    let longest = lengths.indices.max { lengths[$0] < lengths[$1] }
    let others = lengths.indices.reduce(0) { $0 + ($1 == longest ? 0 : min(lengths[$1], small)) }
    var short = JSONObject()
    for (place, (key, text, value)) in members.enumerated() {
      let room = place == longest ? max(small, limit - others) : small
      switch value {
      case .string, .array, .object:
        short[LineText.visible(key, limit: 60)] = .string(LineText.visible(text, limit: room))
      default: short[LineText.visible(key, limit: 60)] = value
      }
    }
    if arguments.count > shownMembers { short["…"] = .string("\(arguments.count - shownMembers) more") }
    return short
  }

  /// A text as it stands, anything else as JSON.
  private static func shownText(of value: JSONValue) -> String { value.string ?? value.jsonText }
}
