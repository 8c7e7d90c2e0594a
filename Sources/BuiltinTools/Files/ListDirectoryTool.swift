package import JSON
import Platform
package import ToolCalling

/// `list_directory`: the names in a folder, sorted, folders with `/` and links with `@` behind them.
package struct ListDirectoryTool: Tool {
  private let roots: FileRoots
  private let policy: ToolPolicy

  /// The most names that are shown.
  static let mostNames = 5000
  /// The most names that are read; beyond it the order could not be right.
  static let mostRead = 200_000

  package let definition = ToolDefinition(
    name: "list_directory", description: "List the entries of a directory.",
    arguments: [Argument("path", required: true, "directory")])

  package init(roots: FileRoots, policy: ToolPolicy) {
    self.roots = roots
    self.policy = policy
  }

  package func verdict(on arguments: JSONObject) -> Verdict {
    policy.verdict(tool: definition.name, arguments: arguments)
  }

  package func call(_ arguments: JSONObject, in context: ToolContext) async throws(CancellationError) -> ToolResult {
    let arguments = CallArguments(arguments, of: definition.name)
    let roots = roots
    return await BlockingWork.run {
      do {
        return try Self.list(try arguments.text("path"), roots)
      } catch {
        return .failure(sentence(of: error))
      }
    }
  }

  private static func list(_ path: String, _ roots: FileRoots) throws -> ToolResult {
    let folder = try roots.openFolder(path).file
    var names = try folder.names(limit: mostRead)
    let count = names.count
    names.sort()
    let lines = names.prefix(mostNames).map { name in
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
        "\(lines.count) of \(count == mostRead ? "more than " : "")\(count) entries are shown; use glob_search with a pattern"
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
