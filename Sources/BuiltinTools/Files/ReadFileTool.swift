import Platform
import ToolCalling

/// `read_file`: the lines of a text file, as they are; any range of a file of any size.
struct ReadFileTool: FileTool {
  let roots: FileRoots
  let policy: ToolPolicy

  let definition = ToolDefinition(
    name: "read_file", description: "Read a text file.",
    arguments: [
      Argument("file_path", required: true, "path"), Argument("start_line", .integer, "first line"),
      Argument("end_line", .integer, "last line"),
    ])

  func result(of arguments: CallArguments) throws -> ToolResult {
    let path = try arguments.text("file_path")
    let first = try arguments.integer("start_line", in: 1...Int(Int32.max)) ?? 1
    let last = try arguments.integer("end_line", in: 1...Int(Int32.max))
    if let last, last < first {
      throw ArgumentFault("end_line \(last) of read_file comes before start_line \(first).")
    }
    let opened = try roots.openFile(path)
    let beginning = try opened.file.read(at: 0, count: FileKind.sniffedBytes)
    if let kind = FileKind(of: beginning) {
      return ToolResult(text: kind.description(of: path, bytes: opened.facts.bytes))
    }
    let lines = try TextFileLines(opened.file, beginning: beginning, first: first, last: last)
    return Self.report(lines, path: path, bytes: opened.facts.bytes, first: first, last: last)
  }

  private static func report(
    _ lines: TextFileLines, path: String, bytes: Int, first: Int, last: Int?
  ) -> ToolResult {
    guard lines.count > 0 else {
      if first == 1 { return ToolResult(text: "", notes: ["the file is empty"]) }
      return .failure("\(path) has \(lines.linesBefore) lines; start_line \(first) is beyond its end.")
    }
    let clean = CleanText(lines.text)
    var notes = lines.notes
    if first > 1 || last != nil || !lines.reachedEnd {
      notes.append("lines \(first)-\(first + lines.count - 1)\(lines.reachedEnd ? ", the end of the file" : "")")
    }
    if lines.isCut {
      notes.append("the file has \(bytes) bytes; ask for more with start_line \(first + lines.count)")
    }
    return ToolResult(text: clean.text, notes: notes + clean.notes)
  }
}
