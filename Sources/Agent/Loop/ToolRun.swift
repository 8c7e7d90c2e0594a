import ToolCalling

/// One execution of one built-in tool.
struct ToolRun: Sendable {
  let tool: any Tool
  let call: ToolCall

  /// Runs it and says how many milliseconds it took.
  func result(
    in context: ToolContext, _ stopwatch: Stopwatch, emit: @Sendable (AgentEvent.Kind) -> Void
  ) async throws(CancellationError) -> (ToolResult, Int) {
    emit(.toolStarted(call))
    let start = stopwatch.now()
    let result = try await tool.call(call.arguments, in: context)
    if Task.isCancelled { throw CancellationError() }
    return (result, (stopwatch.now() - start).milliseconds)
  }
}

extension ExecutedTool {
  init(_ stored: StoredResult, milliseconds: Int) {
    self.init(
      tool: stored.tool, arguments: stored.arguments, result: stored.number, resultLength: stored.text.count,
      lines: stored.lines, exitCode: stored.exitCode, milliseconds: milliseconds, failed: stored.isError,
      // Those of a page are about the page, which nobody but the model asked for.
      notes: stored.tool == ReadOutput.name ? [] : stored.notes)
  }
}
