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
protocol FileTool: JudgedTool {
  var roots: FileRoots { get }

  /// The work. Whatever it throws becomes the sentence of a failed result.
  func result(of arguments: CallArguments) throws -> ToolResult
}

extension FileTool {
  func call(_ arguments: JSONObject, in context: ToolContext) async throws(CancellationError) -> ToolResult {
    let arguments = CallArguments(arguments, of: definition.name)
    return await BlockingWork.run {
      do {
        return try result(of: arguments)
      } catch {
        return .failure(sentence(of: error))
      }
    }
  }
}

/// A file tool that changes files, and is offered only where a human may be asked.
protocol WritingFileTool: FileTool {}

extension WritingFileTool {
  var isReadOnly: Bool { false }
  func asksHuman(about arguments: JSONObject) -> Bool { policy.asksHumanLocally }
}
