import JSON
import ToolCalling

/// `read_output`: any part of an earlier tool result, without running anything again.
///
/// By lines, or only the lines that match a pattern. Linear in the size of the result.
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
    guard let number = arguments["result"]?.int, let stored = results[number].map(results.whole) else {
      return .failure(unknown(arguments["result"]))
    }
    if stored.isDropped {
      return .failure("the text of result \(number) is no longer kept. Run the call again.")
    }
    let lines = LineText.count(in: stored.text)
    let first = max(arguments["start_line"]?.int ?? 1, 1)
    let last = min(max(arguments["end_line"]?.int ?? lines, 1), lines)
    guard first <= last else {
      return .failure(
        "result \(number) has \(Count.of(lines, "line")), so there is none from \(first) to "
          + "\(arguments["end_line"]?.int ?? max(last, first)).")
    }
    guard let pattern = arguments["pattern"]?.string, !pattern.isEmpty else {
      return ToolResult(text: LineText.lines(first, last, of: stored.text))
    }
    guard pattern.unicodeScalars.count <= LineSearch.longestPattern else {
      return .failure("the pattern has more than \(LineSearch.longestPattern) characters. Give a shorter one.")
    }
    let around = min(max(arguments["context_lines"]?.int ?? 0, 0), 50)
    return try LineSearch(pattern, around: around).result(in: stored.text, lines: first...last)
  }

  private func unknown(_ given: JSONValue?) -> String {
    let known = results.all.map { String($0.number) }.joined(separator: ", ")
    return "there is no tool result \(given?.jsonText ?? "without a number"). "
      + (known.isEmpty ? "No tool has run yet." : "The results are: \(known).")
  }
}
