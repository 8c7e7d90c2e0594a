import Platform
import ToolCalling

/// `edit_file`: replaces one place of a text file, which must match exactly and once.
struct EditFileTool: WritingFileTool {
  let roots: FileRoots
  let policy: ToolPolicy

  let definition = ToolDefinition(
    name: "edit_file", description: "Replace text in a file.",
    arguments: [
      Argument("file_path", required: true, "path"), Argument("old_string", required: true, "text to replace"),
      Argument("new_string", required: true, "replacement"),
    ])

  func result(of arguments: CallArguments, within limit: WorkLimit) throws -> ToolResult {
    try edit(
      path: try arguments.text("file_path"),
      old: Array(try arguments.text("old_string", limit: WriteFileTool.largest).utf8),
      new: Array(try arguments.text("new_string", limit: WriteFileTool.largest, mayBeEmpty: true).utf8))
  }

  private func edit(path: String, old: [UInt8], new: [UInt8]) throws -> ToolResult {
    guard old != new else { throw ArgumentFault("old_string and new_string of edit_file are the same.") }
    let (folder, name) = try roots.openParent(of: path)
    if let kind = try? folder.file.facts(of: name).kind, kind == .link { throw FileRefusal.throughLink(path) }
    let opened = try roots.openFile(path)
    guard opened.facts.bytes <= WriteFileTool.largest else {
      throw ArgumentFault(
        "\(path) has \(opened.facts.bytes) bytes; edit_file takes files up to \(WriteFileTool.largest).")
    }
    let bytes = try opened.file.read(at: 0, count: opened.facts.bytes)
    try Self.refuseView(new, over: old, in: bytes, path)
    try Self.refuseEncoding(new, in: bytes, path)
    let edit = TextEdit(of: old, to: new, in: bytes)
    guard let place = edit.places.first, edit.places.count == 1 else {
      throw ArgumentFault(Self.fault(edit.places, of: old, in: bytes, path))
    }
    try folder.file.replace(name, with: edit.result(at: place), like: opened.facts)
    let line = Self.line(of: place.lowerBound, in: bytes)
    let ends = edit.keepsCRLF ? " Its CRLF line ends are kept." : ""
    return ToolResult(text: "Replaced line \(line) of \(path).\(ends)" + WriteFileTool.viewNote(new, over: old))
  }

  /// Throws where the new text comes from a view of the file in which secrets are masked.
  private static func refuseView(
    _ new: [UInt8], over old: [UInt8], in bytes: [UInt8], _ path: String
  ) throws(ArgumentFault) {
    guard SecretMask.marks(in: new) > SecretMask.marks(in: old), WriteFileTool.isMasked(bytes) else { return }
    throw ArgumentFault(
      "new_string of edit_file holds `\(SecretMask.mark)`, which stands for a secret that is not shown, and old_string "
        + "does not. Nothing was written to \(path). Use edit_file for the lines that change, without that one.")
  }

  /// Throws where the new text would have another encoding than the rest of the file.
  private static func refuseEncoding(_ new: [UInt8], in bytes: [UInt8], _ path: String) throws(ArgumentFault) {
    switch TextEncoding(of: bytes) {
    case .utf16:
      throw ArgumentFault("\(path) is UTF-16, which edit_file does not change. Convert it with iconv first.")
    case .latin1 where new.contains { $0 > 0x7F }:
      throw ArgumentFault(
        "\(path) is \(TextEncoding.latin1.name), and new_string of edit_file has characters beyond ASCII, which would be "
          + "written into it as UTF-8. Nothing was written. Use ASCII, or convert the file with iconv first.")
    case .latin1, .utf8: break
    }
  }

  private static func fault(_ places: [Range<Int>], of old: [UInt8], in bytes: [UInt8], _ path: String) -> String {
    if places.isEmpty {
      return "old_string does not occur in \(path); " + reason(of: old, in: bytes)
    }
    let lines = places.prefix(5).map { String(line(of: $0.lowerBound, in: bytes)) }.joined(separator: ", ")
    return "old_string occurs \(places.count) times in \(path) (lines \(lines)\(places.count > 5 ? ", …" : "")); "
      + "add the lines around it so that it occurs once."
  }

  /// Why a text may not occur that a reader of the file saw in it.
  private static func reason(of old: [UInt8], in bytes: [UInt8]) -> String {
    if SecretMask.marks(in: old) > 0, WriteFileTool.isMasked(bytes) {
      return "`\(SecretMask.mark)` stands for a secret that is not shown, so take the text before or behind it."
    }
    if old.contains(where: { $0 > 0x7F }), TextEncoding(of: bytes) == .latin1 {
      return
        "the file is \(TextEncoding.latin1.name), so take a part that is ASCII, or convert the file with iconv first."
    }
    return "it must match exactly, spaces and line ends included."
  }

  private static func line(of place: Int, in bytes: [UInt8]) -> Int { 1 + bytes[..<place].count { $0 == 0x0A } }
}

/// Where bytes occur in others.
enum ByteSearch {
  /// The first `limit` places, without overlap. Linear but for repetitive needles, by comparing from the first byte on.
  static func places(of needle: [UInt8], in hay: [UInt8], limit: Int) -> [Int] {
    var places: [Int] = []
    var position = 0
    while places.count < limit, let start = hay[position...].firstIndex(of: needle[0]) {
      if hay[start...].starts(with: needle) {
        places.append(start)
        position = start + needle.count
      } else {
        position = start + 1
      }
    }
    return places
  }
}
