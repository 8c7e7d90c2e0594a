import JSON
import Platform
import ToolCalling

/// `grep_search`: the lines that match a regular expression, by `rg` where this machine has it, else by `grep`.
///
/// Patterns are those of Rust and Perl with both; for `grep` they are translated (`ExtendedPattern`). The program starts in
/// the opened folder or reads the opened file, so it cannot be led elsewhere by a swapped link.
struct GrepSearchTool: JudgedTool {
  private let roots: FileRoots
  let policy: ToolPolicy
  private let runner: ChildRunner
  private let environment: ChildEnvironment
  private let program: SearchProgram

  static let longestPattern = 1000
  /// The most lines that are shown.
  static let mostLines = 2000

  let definition = ToolDefinition(
    name: "grep_search", description: "Find lines that match a pattern in files.",
    arguments: [
      Argument("pattern", required: true, "regular expression"), Argument("path", .string, "file or directory"),
      Argument("file_pattern", .string, "glob for file names"),
      Argument("context", .integer, "lines around each match"),
      Argument("count", .boolean, "only count the lines per file"),
    ])

  init(
    roots: FileRoots, policy: ToolPolicy, runner: ChildRunner, environment: ChildEnvironment,
    search: ExecutableSearch = ExecutableSearch()
  ) {
    self.roots = roots
    self.policy = policy
    self.runner = runner
    self.environment = environment
    program = SearchProgram(search: search)
  }

  func call(_ arguments: JSONObject, in context: ToolContext) async throws(CancellationError) -> ToolResult {
    let arguments = CallArguments(arguments, of: definition.name)
    do {
      return try await search(SearchRequest(arguments))
    } catch let error as ChildError where error == .cancelled {
      throw CancellationError()
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      return .failure(sentence(of: error))
    }
  }

  private func search(_ request: SearchRequest) async throws -> ToolResult {
    let roots = roots
    let place = try await BlockingWork.run { () throws(FileRefusal) in
      try SearchPlace(request.path ?? ".", roots: roots)
    }
    var command = try program.command(for: request, isFolder: place.isFolder)
    command.environment = environment.plain
    // With a locale of UTF-8 grep takes a line of Latin-1 for binary. With this one it compares bytes and knows no letter
    // outside of ASCII; `ExtendedPattern` makes up for it in `.`, `\w` and sets, and where one stands in the pattern.
    command.environment["LC_ALL"] = "C"
    if place.isFolder {
      command.workingDirectory = .open(place.opened.file)
    } else {
      command.input = place.decoded.map { .bytes($0) } ?? .file(place.opened.file)
    }
    let outcome = try await runner.run(command)
    if outcome.ending == .cancelled { throw CancellationError() }
    var result = SearchReport(request: request, place: place, roots: roots).result(outcome)
    if let note = program.note(on: request, isFolder: place.isFolder) { result.notes.append(note) }
    return result
  }
}

/// What is searched for, checked.
struct SearchRequest: Sendable {
  let pattern: String
  let path: String?
  let filePattern: String?
  let context: Int
  let countsOnly: Bool

  init(_ arguments: CallArguments) throws(ArgumentFault) {
    pattern = try arguments.text("pattern", limit: GrepSearchTool.longestPattern)
    path = try arguments.optionalText("path")
    let names = try arguments.optionalText("file_pattern", limit: GlobPattern.longest)
    filePattern = names?.isEmpty == true ? nil : names
    context = try arguments.integer("context", in: 0...50) ?? 0
    countsOnly = arguments.members["count"]?.bool ?? false
    guard !pattern.contains(where: \.isNewline) else {
      throw ArgumentFault("The pattern of grep_search is one line; write `a|b` for one or the other.")
    }
  }
}
