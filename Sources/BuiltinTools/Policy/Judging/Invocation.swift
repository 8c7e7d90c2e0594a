/// A program's arguments, sorted by its table entry.
struct Invocation: Sendable {
  struct Flag: Sendable {
    var name: String
    var value: CommandArgument?
  }

  /// The program and its verbs: `git log`.
  var title: String
  var entry: ProgramEntry
  var flags: [Flag] = []
  var operands: [CommandArgument] = []
  /// The words of the command that it starts, for wrappers.
  var command: [CommandArgument] = []

  func has(_ names: String...) -> Bool { flags.contains { names.contains($0.name) } }

  /// The value of the last of these flags.
  func value(_ names: String...) -> CommandArgument? { flags.last { names.contains($0.name) }?.value }
}
