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

  func result(of arguments: CallArguments, within limit: WorkLimit) throws -> ToolResult {
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
    let lines = try TextFileLines(opened.file, beginning: beginning, first: first, last: last) { limit.isReached }
    let seconds = limit.time.components.seconds
    guard lines.count > 0 || !lines.isStopped else {
      return .failure(
        "The \(seconds) s for reading \(path) were over at line \(max(lines.linesBefore, 1)), before line \(first) was "
          + "read; look for what you need with grep_search instead.")
    }
    var result = Self.report(lines, path: path, bytes: opened.facts.bytes, first: first, last: last)
    if lines.isStopped {
      let next = first + lines.count
      result.notes.append(
        "the \(seconds) s for reading were over after line \(next - 1); ask for more with start_line \(next)")
    }
    return result
  }

  static func report(
    _ lines: TextFileLines, path: String, bytes: Int, first: Int, last: Int?
  ) -> ToolResult {
    guard lines.count > 0 else {
      if first == 1 { return ToolResult(text: "", notes: ["the file is empty"]) }
      let count = lines.linesBefore == 1 ? "1 line" : "\(lines.linesBefore) lines"
      return .failure("\(path) has \(count); start_line \(first) is beyond its end.")
    }
    let clean = CleanText(lines.text)
    var notes = lines.notes
    if first > 1 || last != nil || !lines.reachedEnd {
      notes.append("lines \(first)-\(first + lines.count - 1)\(lines.reachedEnd ? ", the end of the file" : "")")
    }
    if let line = lines.longLine {
      notes.append("line \(line) is longer than \(TextFileLines.limit >> 20) MiB; its rest is not shown")
    }
    if lines.isCut {
      notes.append("the file has \(bytes) bytes; ask for more with start_line \(first + lines.count)")
    }
    return ToolResult(text: clean.text, notes: notes + clean.notes)
  }
}
