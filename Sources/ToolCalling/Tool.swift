package import JSON

/// Something that a model can call by name: `agent_chat` for the orchestrator, `ssh_exec` for the local model.
package protocol Tool: Sendable {
  var definition: ToolDefinition { get }

  /// Whether this call may run by itself; decided from the arguments and the configuration alone, before any effect.
  func verdict(on arguments: JSONObject) -> Verdict

  /// True where a human is asked about a call whose verdict is `ask`; false where the configuration rules that out, and
  /// the call goes back to the orchestrator.
  func asksHuman(about arguments: JSONObject) -> Bool

  /// True where calls of this tool change nothing, so that several may run side by side.
  var isReadOnly: Bool { get }

  /// Hears that a call does not run here, for its record: it was denied, declined, or goes back to the orchestrator.
  func didNotRun(_ arguments: JSONObject, _ verdict: Verdict, because reason: String, in context: ToolContext)

  /// Does the work. Throws only `CancellationError`; every other failure is a result with `isError`.
  func call(_ arguments: JSONObject, in context: ToolContext) async throws(CancellationError) -> ToolResult
}

extension Tool {
  package func verdict(on arguments: JSONObject) -> Verdict { .allow }
  package func asksHuman(about arguments: JSONObject) -> Bool { true }
  package var isReadOnly: Bool { true }
  package func didNotRun(
    _ arguments: JSONObject, _ verdict: Verdict, because reason: String, in context: ToolContext
  ) {}
}
