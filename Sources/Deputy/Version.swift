/// The version of the program, as `--version` and MCP's `serverInfo` tell it.
enum Version {
  static let current = "0.1.0"
}
