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
