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

  func result(of arguments: CallArguments) throws -> ToolResult {
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
    let places = ByteSearch.places(of: old, in: bytes, limit: 100)
    guard let place = places.first, places.count == 1 else { throw ArgumentFault(Self.fault(places, in: bytes, path)) }
    let result = Array(bytes[..<place]) + new + Array(bytes[(place + old.count)...])
    try folder.file.replace(name, with: result, like: opened.facts)
    return ToolResult(text: "Replaced line \(Self.line(of: place, in: bytes)) of \(path).")
  }

  private static func fault(_ places: [Int], in bytes: [UInt8], _ path: String) -> String {
    if places.isEmpty {
      return "old_string does not occur in \(path); it must match exactly, spaces and line ends included."
    }
    let lines = places.prefix(5).map { String(line(of: $0, in: bytes)) }.joined(separator: ", ")
    return "old_string occurs \(places.count) times in \(path) (lines \(lines)\(places.count > 5 ? ", …" : "")); "
      + "add the lines around it so that it occurs once."
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
