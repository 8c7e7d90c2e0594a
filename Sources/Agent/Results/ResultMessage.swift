import ToolCalling

/// The text by which the model is told what a tool brought: a heading, then the output.
///
/// `Tool result [2] ssh_exec, exit 0, 120 lines:` or, where there is none, `Tool result [2] ssh_exec, error: …`.
enum ResultMessage {
  static func text(of result: StoredResult, shown body: String) -> String {
    if result.isError { return failure(number: result.number, tool: result.tool, sentence: body) }
    let exit = result.exitCode.map { ", exit \($0)" } ?? ""
    let notes = result.notes.map { "\n[\($0)]" }.joined()
    return "Tool result [\(result.number)] \(result.tool)\(exit), \(Count.of(result.lines, "line")):\n\(body)\(notes)"
  }

  /// A call that could not be read has no tool: its heading says `parse`.
  static func failure(number: Int, tool: String?, sentence: String) -> String {
    "Tool result [\(number)] \(tool ?? "parse"), error: \(sentence)"
  }
}

/// Numbers as a person reads them.
enum Count {
  /// `1,204`
  static func grouped(_ number: Int) -> String {
    var digits = String(number.magnitude)
    var place = digits.count - 3
    while place > 0 {
      digits.insert(",", at: digits.index(digits.startIndex, offsetBy: place))
      place -= 3
    }
    return (number < 0 ? "-" : "") + digits
  }

  /// `1 line`, `120 lines`; ungrouped, because the demo model was trained on that.
  static func of(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
