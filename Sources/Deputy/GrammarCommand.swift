import Agent
import JSON
import Platform
import ToolCalling

/// `deputy grammar`: the grammar (llama.cpp's GBNF) that lets a model say nothing but a valid call or text.
///
/// For the built-in tools, or for a JSON array of tools in any form that `ToolDefinition(given:)` takes.
struct GrammarCommand: Subcommand {
  static let name = "grammar"
  static let summary = "print llama.cpp's grammar of a valid tool call"

  private static let options = [
    OptionReader.Option(name: "--tools", value: "FILE", summary: "tools as a JSON array; - is standard input"),
    OptionReader.Option(name: "--no-text", value: nil, summary: "only a call, never plain text"),
    OptionReader.Option(name: "--several", value: nil, summary: "several calls may follow one another"),
    OptionReader.Option(
      name: "--reasoning", value: "HOW",
      summary: "none (default), optional (<think>…</think>) or opened (up to </think>)"),
    OptionReader.Option(name: "--help", value: nil, summary: "this text"),
  ]

  static func run(_ arguments: [String]) async -> Int32 {
    do {
      let read = try OptionReader(command: "deputy grammar", options: options, arguments: arguments)
      if read.has("--help") {
        return AnswerWriter().print("Usage: deputy grammar [options]\n\(OptionReader.usage(options))")
      }
      let grammar = try grammar(read)
      let tools: [ToolDefinition]
      if let path = read.last("--tools") {
        tools = try definitions(in: FileBytes.read(path == "-" ? "/dev/stdin" : path))
      } else {
        tools = try await Wiring().loop.definitions
      }
      // The grammar ends its last line itself.
      return AnswerWriter().print(String(grammar.text(for: tools).dropLast()))
    } catch {
      StandardOutput.complain("\(error)")
      return 2
    }
  }

  /// The alternatives that the options ask for.
  static func grammar(_ read: OptionReader) throws(OptionReader.Fault) -> ToolGrammar {
    guard read.operands.isEmpty else {
      throw OptionReader.Fault(
        description: "deputy grammar takes no operands. Give tools as: deputy grammar --tools - < tools.json")
    }
    let kinds: [String: ToolGrammar.Reasoning] = ["none": .none, "optional": .optional, "opened": .opened]
    let wanted = read.last("--reasoning") ?? "none"
    guard let reasoning = kinds[wanted] else {
      throw OptionReader.Fault(
        description: "--reasoning is \"\(wanted)\", and must be none, optional or opened.")
    }
    return ToolGrammar(
      allowsText: !read.has("--no-text"), allowsSeveral: read.has("--several"), reasoning: reasoning)
  }

  /// The tools of a JSON array, as callers describe them.
  static func definitions(in bytes: [UInt8]) throws -> [ToolDefinition] {
    let value: JSONValue
    do {
      value = try JSONValue(parsing: bytes)
    } catch {
      throw OptionReader.Fault(description: "The tools are not JSON: \(error).")
    }
    guard let list = value.array else {
      throw OptionReader.Fault(
        description: #"The tools must be an array such as [{"name":"x","description":"…","parameters":{…}}]."#)
    }
    return try list.map { try ToolDefinition(given: $0) }
  }
}
