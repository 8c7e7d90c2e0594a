import JSON
import ToolCalling

/// `read_output`: any part of an earlier tool result, without running anything again.
struct ReadOutput: Tool {
  static let name = "read_output"
  static let definition = ToolDefinition(
    name: name, description: "Read more of an earlier tool result.",
    parameters: [
      "type": "object",
      "properties": [
        "result": ["type": "integer", "description": "number of the tool result"],
        "start_line": ["type": "integer", "description": "first line"],
        "end_line": ["type": "integer", "description": "last line"],
        "pattern": ["type": "string", "description": "only lines that match"],
      ],
      "required": ["result"],
    ])

  let results: StoredResults

  var definition: ToolDefinition { Self.definition }

  func call(_ arguments: JSONObject, in context: ToolContext) async throws(CancellationError) -> ToolResult {
    guard let number = arguments["result"]?.int, let stored = results[number] else {
      let known = results.all.map { String($0.number) }.joined(separator: ", ")
      return .failure(
        "there is no tool result \(arguments["result"]?.jsonText ?? "without a number"). "
          + (known.isEmpty ? "No tool has run yet." : "The results are: \(known)."))
    }
    if stored.isDropped {
      return .failure("the text of result \(number) is no longer kept. Run the call again.")
    }
    let first = max(arguments["start_line"]?.int ?? 1, 1)
    let last = max(arguments["end_line"]?.int ?? .max - 1, 1)
    if first > stored.lines || last < first {
      return .failure(
        "result \(number) has \(Count.of(stored.lines, "line")); start_line \(first) and end_line "
          + "\(last == .max - 1 ? stored.lines : last) select none of them.")
    }
    return ToolResult(text: LineText.lines(first, last, of: stored.text))
  }
}
