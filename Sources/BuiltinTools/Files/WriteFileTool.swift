import Platform
import ToolCalling

/// `write_file`: makes a file or replaces its whole content, all or nothing.
struct WriteFileTool: WritingFileTool {
  let roots: FileRoots
  let policy: ToolPolicy

  /// The largest content in bytes.
  static let largest = 8 << 20

  let definition = ToolDefinition(
    name: "write_file", description: "Write a file.",
    arguments: [Argument("file_path", required: true, "path"), Argument("content", required: true, "new content")])

  func result(of arguments: CallArguments) throws -> ToolResult {
    let path = try arguments.text("file_path")
    let content = try arguments.text("content", limit: Self.largest, mayBeEmpty: true)
    return try write(Array(content.utf8), to: path)
  }

  private func write(_ bytes: [UInt8], to path: String) throws -> ToolResult {
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
