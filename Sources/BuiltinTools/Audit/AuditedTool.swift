import JSON
import ToolCalling

/// A tool whose every call is recorded before it runs, and which runs nothing that its own verdict denies.
struct AuditedTool: Tool {
  let tool: any Tool
  /// Nil where nothing is recorded.
  let log: AuditLog?
  /// Tells which hosts a group means, for the record.
  let directory: HostDirectory

  var definition: ToolDefinition { tool.definition }
  var isReadOnly: Bool { tool.isReadOnly }

  func verdict(on arguments: JSONObject) -> Verdict { tool.verdict(on: arguments) }
  func asksHuman(about arguments: JSONObject) -> Bool { tool.asksHuman(about: arguments) }

  func call(_ arguments: JSONObject, in context: ToolContext) async throws(CancellationError) -> ToolResult {
    let verdict = tool.verdict(on: arguments)
    // Whoever calls has asked the verdict already; a second look costs little and keeps a mistake there from running.
    if case .deny(let reason) = verdict {
      _ = log?.record(entry(arguments, verdict, context), .notRun)
      return .failure(reason)
    }
    guard let log else { return try await tool.call(arguments, in: context) }
    var entry = entry(arguments, verdict, context)
    // A call that had to be asked about comes here only with a human's word.
    if case .ask = verdict { entry.consent = "human" }
    guard log.record(entry, .begun) else { return .failure(Self.noRecord) }
    return try await recorded(entry, in: log) { () async throws(CancellationError) in
      try await tool.call(arguments, in: context)
    }
  }

  /// What is said where a call cannot be recorded and so does not run.
  static let noRecord =
    "The record of calls (DEPUTY_AUDIT) cannot be written, so nothing was run; the user must make room on its disk."

  /// What is said where a call ran and its end could not be recorded.
  static let noEnd = "the record of calls (DEPUTY_AUDIT) did not take the end of this call; its disk may be full"

  private func recorded(
    _ begun: AuditLog.Entry, in log: AuditLog, _ run: () async throws(CancellationError) -> ToolResult
  ) async throws(CancellationError) -> ToolResult {
    var entry = begun
    let began = ContinuousClock.now
    do {
      var result = try await run()
      entry.end = AuditLog.End(
        isError: result.isError, exitCode: result.exitCode, bytes: result.text.utf8.count,
        notes: result.notes, duration: began.duration(to: .now))
      if !log.record(entry, .ended) { result.notes.append(Self.noEnd) }
      return result
    } catch {
      entry.end = AuditLog.End(duration: began.duration(to: .now))
      _ = log.record(entry, .ended)
      throw error
    }
  }

  func didNotRun(_ arguments: JSONObject, _ verdict: Verdict, because reason: String, in context: ToolContext) {
    guard let log else { return }
    var entry = entry(arguments, verdict, context)
    entry.consent = reason
    _ = log.record(entry, .notRun)
  }

  private func entry(_ arguments: JSONObject, _ verdict: Verdict, _ context: ToolContext) -> AuditLog.Entry {
    AuditLog.Entry(
      conversation: context.conversation, tool: definition.name, host: hosts(arguments),
      command: arguments["command"]?.string ?? Self.withoutContent(arguments).jsonText, verdict: verdict)
  }

  private func hosts(_ arguments: JSONObject) -> String? {
    let names = [arguments["host"]?.string].compactMap(\.self) + (arguments["hosts"]?.array?.compactMap(\.string) ?? [])
    return names.isEmpty ? nil : names.flatMap { directory.expanded($0) }.joined(separator: ",")
  }

  /// What is written into files is not repeated here, only how much it was.
  private static func withoutContent(_ arguments: JSONObject) -> JSONObject {
    var result = arguments
    for name in ["content", "old_string", "new_string"] {
      if let text = arguments[name]?.string { result[name] = .string("[\(text.utf8.count) bytes]") }
    }
    return result
  }
}
