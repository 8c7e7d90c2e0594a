import JSON
import ToolCalling

/// A tool whose every call is recorded, and which runs nothing that its own verdict denies.
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
      log?.record(entry(arguments, verdict, context))
      return .failure(reason)
    }
    guard let log else { return try await tool.call(arguments, in: context) }
    var entry = entry(arguments, verdict, context)
    entry.ran = true
    // A call that had to be asked about comes here only with a human's word.
    if case .ask = verdict { entry.consent = "human" }
    let began = ContinuousClock.now
    do {
      let result = try await tool.call(arguments, in: context)
      entry.isError = result.isError
      entry.exitCode = result.exitCode
      entry.bytes = result.text.utf8.count
      entry.duration = began.duration(to: .now)
      log.record(entry)
      return result
    } catch {
      entry.isError = true
      entry.duration = began.duration(to: .now)
      log.record(entry)
      throw error
    }
  }

  func didNotRun(_ arguments: JSONObject, _ verdict: Verdict, because reason: String, in context: ToolContext) {
    guard let log else { return }
    var entry = entry(arguments, verdict, context)
    entry.consent = reason
    log.record(entry)
  }

  private func entry(_ arguments: JSONObject, _ verdict: Verdict, _ context: ToolContext) -> AuditLog.Entry {
    AuditLog.Entry(
      conversation: context.conversation, tool: definition.name, host: hosts(arguments),
      command: arguments["command"]?.string ?? Self.withoutContent(arguments).jsonText, verdict: verdict, ran: false)
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
