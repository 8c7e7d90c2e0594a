import Platform

/// The program: without arguments the MCP server that Claude Code starts, else one of the subcommands.
@main
struct Main {
  static func main() async {
    SignalWatcher.takeBackDefaults()
    StandardStreams.holdPlaces()
    // A reader that leaves, `deputy run … | head`, must not cost the answer, nor leave children behind.
    SignalWatcher.ignoreBrokenPipes()
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard let word = arguments.first else { endProcess(await ServeCommand.run([])) }
    if let command = subcommands.first(where: { $0.name == word }) {
      endProcess(await command.run(Array(arguments.dropFirst())))
    }
    switch word {
    case "--help", "-h", "help":
      endProcess(AnswerWriter().print(Usage.text))
    case "--version":
      endProcess(AnswerWriter().print("deputy \(Version.current)"))
    default:
      let kind = word.hasPrefix("-") ? "option" : "command"
      StandardOutput.complain("deputy has no \(kind) \"\(word)\". Try deputy --help.")
      endProcess(2)
    }
  }
}
