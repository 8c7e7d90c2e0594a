import Platform
import ToolCalling

/// `list_directory`: the names in a folder, sorted, folders with `/` and links with `@` behind them.
struct ListDirectoryTool: FileTool {
  let roots: FileRoots
  let policy: ToolPolicy

  /// The most names that are shown.
  static let mostNames = 5000
  /// The most names that are read; beyond it the order could not be right.
  static let mostRead = 200_000

  let definition = ToolDefinition(
    name: "list_directory", description: "List the entries of a directory.",
    arguments: [Argument("path", required: true, "directory")])

  func result(of arguments: CallArguments, within limit: WorkLimit) throws -> ToolResult {
    let folder = try roots.openFolder(try arguments.text("path")).file
    var names = try folder.names(limit: Self.mostRead)
    let count = names.count
    names.sort()
    let lines = names.prefix(Self.mostNames).map { name in
      switch (try? folder.facts(of: name))?.kind {
      case .folder: name + "/"
      case .link: name + "@"
      default: name
      }
    }
    var notes: [String] = []
    if names.isEmpty { notes.append("the folder is empty") }
    if count > lines.count {
      notes.append(
        "\(lines.count) of \(count == Self.mostRead ? "more than " : "")\(count) entries are shown; use glob_search with a pattern"
      )
    }
    let clean = CleanText(
      lines.map { $0.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\u{2424}") }.joined(
        separator: "\n"))
    return ToolResult(text: clean.text, notes: notes + clean.notes)
  }
}

/// The sentence of any failure inside a built-in tool.
func sentence(of error: any Error) -> String {
  switch error {
  case let fault as ArgumentFault: fault.sentence
  case let refusal as FileRefusal: refusal.description
  case let error as ChildError: error.description
  case let fault as SystemFault: "The system refused it: \(fault)."
  default: "\(error)"
  }
}
