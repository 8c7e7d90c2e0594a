/// Calls as lines of `tool: x` and `arguments:`, as small models write them when they were shown YAML.
enum YAMLFormat {
  static let format = ToolCallFormat(
    "yaml", line: LineRule(first: "tfac", read: { YAMLCall.read(at: $1, in: $0, isFenced: false) }))
}
