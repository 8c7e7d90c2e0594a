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

  func result(of arguments: CallArguments, within limit: WorkLimit) throws -> ToolResult {
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
    guard let old else {
      try folder.file.replace(name, with: bytes, like: nil)
      return ToolResult(text: "Made \(path), \(bytes.count) bytes." + Self.viewNote(bytes, over: []))
    }
    let before = content(of: path)
    try Self.refuseView(bytes, over: before, path)
    try folder.file.replace(name, with: bytes, like: old)
    return ToolResult(
      text: "Replaced \(path), now \(bytes.count) bytes." + Self.changes(from: before, to: bytes)
        + Self.viewNote(bytes, over: before))
  }

  /// The sentence, after a space, for a new text that has more marks of secrets than the old one, else nothing.
  static func viewNote(_ new: [UInt8], over old: [UInt8]) -> String {
    guard SecretMask.marks(in: new) > SecretMask.marks(in: old) else { return "" }
    return " `\(SecretMask.mark)` in it is plain text; the secret that it stands for was not written."
  }

  /// True where read_file shows the content with secrets masked.
  static func isMasked(_ content: [UInt8]) -> Bool {
    let text = WideEncoding(mark: content).map { $0.decoded(Array(content.dropFirst(WideEncoding.markBytes))) }
    return SecretMask.masked(VisibleText(text.map { Array($0.utf8) } ?? content).bytes).count > 0
  }

  /// The file's first bytes, up to `largest`; none where it cannot be read.
  private func content(of path: String) -> [UInt8] {
    guard let opened = try? roots.openFile(path) else { return [] }
    return (try? opened.file.read(at: 0, count: min(opened.facts.bytes, Self.largest))) ?? []
  }

  /// Throws where the new content comes from a view of the file in which secrets are masked.
  private static func refuseView(_ bytes: [UInt8], over old: [UInt8], _ path: String) throws(ArgumentFault) {
    let marks = SecretMask.marks(in: bytes)
    let onDisk = SecretMask.marks(in: old)
    guard marks > onDisk, isMasked(old) else { return }
    throw ArgumentFault(
      "content of write_file holds `\(SecretMask.mark)` \(marks) times and \(path) \(onDisk) times: it stands for a "
        + "secret that is not shown, and writing it would lose the secret. Nothing was written. "
        + "Use edit_file for the lines that change.")
  }

  /// What a reader who saw the old content through read_file would not expect, each as a sentence after a space.
  private static func changes(from old: [UInt8], to new: [UInt8]) -> String {
    var text = ""
    if LineEnds.areCRLF(old), LineEnds.areLF(new) {
      text += " Its lines ended in CRLF; now they end in LF, as given."
    }
    let encoding = TextEncoding(of: old)
    if encoding != .utf8, FileKind(of: old) == nil { text += " It was \(encoding.name); now it is UTF-8." }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    if old.starts(with: mark), !new.starts(with: mark) { text += " It began with a byte order mark; now it does not." }
    return text
  }
}
