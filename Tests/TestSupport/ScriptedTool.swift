package import JSON
internal import Synchronization
package import ToolCalling

/// A tool whose results are written down beforehand; it keeps the arguments of every call, and why others did not run.
package final class ScriptedTool: Tool {
  package let definition: ToolDefinition
  package let isReadOnly: Bool
  private let verdict: Verdict
  private let answer: @Sendable (JSONObject, ToolContext) async -> ToolResult
  private let asksHuman: Bool
  private let received = Mutex<[JSONObject]>([])
  private let reasons = Mutex<[String]>([])

  package init(
    _ name: String, parameters: [String] = ["command"], isReadOnly: Bool = true, verdict: Verdict = .allow,
    asksHuman: Bool = true,
    answer: @escaping @Sendable (JSONObject, ToolContext) async -> ToolResult
  ) {
    definition = ToolDefinition(
      name: name, description: "Scripted.",
      parameters: [
        "type": "object",
        "properties": .object(JSONObject(parameters.map { ($0, ["type": "string", "description": "text"]) })),
        "required": .array(parameters.map(JSONValue.string)),
      ])
    self.isReadOnly = isReadOnly
    self.verdict = verdict
    self.asksHuman = asksHuman
    self.answer = answer
  }

  /// A tool that always brings the same.
  package convenience init(_ name: String, parameters: [String] = ["command"], returns text: String) {
    self.init(name, parameters: parameters) { _, _ in ToolResult(text: text, exitCode: 0) }
  }

  package var calls: [JSONObject] { received.withLock { $0 } }

  /// Why calls did not run, in order.
  package var refusals: [String] { reasons.withLock { $0 } }

  package func verdict(on arguments: JSONObject) -> Verdict { verdict }

  package func asksHuman(about arguments: JSONObject) -> Bool { asksHuman }

  package func didNotRun(
    _ arguments: JSONObject, _ verdict: Verdict, because reason: String, in context: ToolContext
  ) {
    reasons.withLock { $0.append(reason) }
  }

  package func call(
    _ arguments: JSONObject, in context: ToolContext
  ) async throws(CancellationError) -> ToolResult {
    received.withLock { $0.append(arguments) }
    let result = await answer(arguments, context)
    if Task.isCancelled { throw CancellationError() }
    return result
  }
}
