import Platform

@main
struct Main {
  static func main() async {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if let word = arguments.first, let command = subcommands.first(where: { $0.name == word }) {
      endProcess(await command.run(Array(arguments.dropFirst())))
    }
    endProcess(0)
  }
}
