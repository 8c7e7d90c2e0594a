import JSON
import Platform
import ToolCalling

/// A built-in tool whose calls the policy judges by the tool's name.
protocol JudgedTool: Tool {
  var policy: ToolPolicy { get }
}

extension JudgedTool {
  func verdict(on arguments: JSONObject) -> Verdict { policy.verdict(tool: definition.name, arguments: arguments) }
}

/// A tool that works on files of this machine, on a thread of its own, because a disk or a network share may hang.
///
/// Nothing ends a call of the system that hangs; what is long because a file is long ends at its `WorkLimit`.
protocol FileTool: JudgedTool {
  var roots: FileRoots { get }

  /// The work. Whatever it throws becomes the sentence of a failed result. What has no other bound on its time asks
  /// `limit` in between, and returns what it has.
  func result(of arguments: CallArguments, within limit: WorkLimit) throws -> ToolResult
}

extension FileTool {
  func call(_ arguments: JSONObject, in context: ToolContext) async throws(CancellationError) -> ToolResult {
    let arguments = CallArguments(arguments, of: definition.name)
    let limit = WorkLimit()
    let outcome = await withTaskCancellationHandler {
      await BlockingWork.run { () -> ToolResult in
        do {
          return try result(of: arguments, within: limit)
        } catch {
          return .failure(sentence(of: error))
        }
      }
    } onCancel: {
      limit.cancel()
    }
    // What was read may be half of it; a change that was made is told all the same.
    if limit.isCancelled, isReadOnly { throw CancellationError() }
    return outcome
  }
}

/// A file tool that changes files, and is offered only where a human may be asked.
protocol WritingFileTool: FileTool {}

extension WritingFileTool {
  var isReadOnly: Bool { false }
  func asksHuman(about arguments: JSONObject) -> Bool { policy.asksHumanLocally }
}
