package import JSON
import Platform
package import ToolCalling

/// `write_file`: makes a file or replaces its whole content, all or nothing.
package struct WriteFileTool: Tool {
  private let roots: FileRoots
  private let policy: ToolPolicy

  /// The largest content in bytes.
  static let largest = 8 << 20

  package let definition = ToolDefinition(
    name: "write_file", description: "Write a file.",
    arguments: [Argument("file_path", required: true, "path"), Argument("content", required: true, "new content")])

  package init(roots: FileRoots, policy: ToolPolicy) {
    self.roots = roots
    self.policy = policy
  }

  package var isReadOnly: Bool { false }

  package func verdict(on arguments: JSONObject) -> Verdict {
    policy.verdict(tool: definition.name, arguments: arguments)
  }

  package func asksHuman(about arguments: JSONObject) -> Bool { policy.asksHumanLocally }

  package func call(_ arguments: JSONObject, in context: ToolContext) async throws(CancellationError) -> ToolResult {
    let arguments = CallArguments(arguments, of: definition.name)
    let roots = roots
    return await BlockingWork.run {
      do {
        let path = try arguments.text("file_path")
        let content = try arguments.text("content", limit: Self.largest, mayBeEmpty: true)
        return try Self.write(Array(content.utf8), to: path, roots)
      } catch {
        return .failure(sentence(of: error))
      }
    }
  }

  private static func write(_ bytes: [UInt8], to path: String, _ roots: FileRoots) throws -> ToolResult {
    let (folder, name) = try roots.openParent(of: path)
    let old = try? folder.file.facts(of: name)
    if let old, old.kind != .file {
      throw old.kind == .link ? FileRefusal.throughLink(path) : FileRefusal.notAFile(path, kind: old.kind)
    }
    try folder.file.replace(name, with: bytes, like: old)
    return ToolResult(
      text: old == nil ? "Made \(path), \(bytes.count) bytes." : "Replaced \(path), now \(bytes.count) bytes.")
  }
}
