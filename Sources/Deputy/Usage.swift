/// What `deputy --help` prints.
enum Usage {
  static var text: String {
    let width = subcommands.map { $0.name.count }.max() ?? 0
    let commands = subcommands.map { command in
      "  deputy \(command.name)\(String(repeating: " ", count: width - command.name.count))  \(command.summary)"
    }
    return """
      Deputy is an MCP server: Claude Code hands it data-heavy work, a local model does it with tools,
      and only the answer goes back. Register it with: claude mcp add deputy -- /path/to/deputy

        deputy\(String(repeating: " ", count: width + 1))  serve MCP on standard input and output
        deputy --version\(String(repeating: " ", count: max(0, width - 9)))  print the version
      \(commands.joined(separator: "\n"))

      Configuration is by environment variables:
      \(Settings.variables.map(Self.line).joined(separator: "\n"))
      """
  }

  private static func line(_ variable: Settings.Variable) -> String {
    let width = Settings.variables.map { $0.name.count }.max() ?? 0
    return "  \(variable.name)\(String(repeating: " ", count: width - variable.name.count))  \(variable.summary)"
  }
}
