/// One face of the program on the command line, such as `deputy parse-calls`.
protocol Subcommand: SendableMetatype {
  /// The word that selects it.
  static var name: String { get }

  /// What stands beside the word in `--help`: one line.
  static var summary: String { get }

  /// Runs with the arguments after the word; the result is the exit status (2 for wrong usage).
  static func run(_ arguments: [String]) async -> Int32
}

/// The subcommands in the order of `--help`: a new one is one file and one line here.
let subcommands: [any Subcommand.Type] = [
  RunCommand.self,
  DoctorCommand.self,
  PromptCommand.self,
  DigestCommand.self,
  GrammarCommand.self,
  ParseCalls.self,
  CheckPolicy.self,
]
