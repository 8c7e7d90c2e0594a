import Agent
import JSON
import Synchronization
import TestSupport
import ToolCalling

/// A conversation as a file: what the orchestrator, the model and the tools say, and what must come of it.
///
/// Sections begin with `--- KIND …`. `tools` declares the built-in tools, a line each (`NAME PARAMETER…`, then
/// `writes` or `asks: REASON` or `denies: REASON`); `call` is one call of `agent_chat`; `model` is its next reply
/// (`length` and `interrupted` say how it ended); `tool NAME [exit N] [error]` is the next result of that tool;
/// `told` is what the model sees last before its next reply; `result` is what the orchestrator gets.
struct ConversationFixture: Sendable {
  struct Section: Sendable {
    var words: [String]
    var text: String
  }

  private let comment: String
  private let sections: [Section]

  init(file: String) {
    var comment = ""
    var sections: [Section] = []
    for line in TestFiles.lines(file) {
      if line.hasPrefix("--- ") {
        sections.append(Section(words: line.dropFirst(4).split(separator: " ").map(String.init), text: ""))
      } else if sections.isEmpty {
        comment += line + "\n"
      } else {
        sections[sections.count - 1].text += (sections[sections.count - 1].text.isEmpty ? "" : "\n") + line
      }
    }
    self.comment = comment
    self.sections = sections
  }

  /// What the file should say, by the rules of the code as it is.
  func replay() async throws -> String {
    let model = ScriptedModel(of("model").map(Self.step))
    let results = ToolScript(of("tool"))
    let tools = of("tools").flatMap { $0.text.split(separator: "\n") }.map { Self.tool(String($0), results) }
    let bench = AgentBench(model, tools: tools)
    var expected = sections
    var (calls, outcomes): ([Section], [String]) = (of("call"), [])
    while !calls.isEmpty {
      guard case .object(let arguments) = try JSONValue(parsing: calls.removeFirst().text) else { break }
      outcomes.append(Self.pretty(try await bench.call(arguments)))
    }
    var requests = model.requests[...]
    for index in expected.indices {
      switch expected[index].words.first {
      case "model": requests = requests.dropFirst()
      case "told": expected[index].text = requests.first?.messages.last?.content ?? "nothing"
      case "result": expected[index].text = outcomes.isEmpty ? "nothing" : outcomes.removeFirst()
      default: break
      }
    }
    return Self.text(comment, expected)
  }

  var text: String { Self.text(comment, sections) }

  private func of(_ kind: String) -> [Section] { sections.filter { $0.words.first == kind } }

  private static func text(_ comment: String, _ sections: [Section]) -> String {
    comment + sections.map { "--- " + $0.words.joined(separator: " ") + "\n" + $0.text + "\n" }.joined()
  }

  /// One member per line, so that a difference is easy to see.
  private static func pretty(_ object: JSONObject) -> String {
    object.members.map { "\($0.key): \($0.value.string ?? $0.value.jsonText)" }.joined(separator: "\n")
  }

  private static func step(_ section: Section) -> ScriptedModel.Step {
    switch section.words.dropFirst().first {
    case "length": .reply(ChatReply(text: section.text, finish: .length))
    case "interrupted": .reply(ChatReply(text: section.text, finish: .interrupted("the server closed the connection")))
    default: .text(section.text)
    }
  }

  private static func tool(_ line: String, _ results: ToolScript) -> ScriptedTool {
    var words = line.split(separator: " ").map(String.init)
    var verdict = Verdict.allow
    if let place = words.firstIndex(where: { $0 == "asks:" || $0 == "denies:" }) {
      let reason = words[(place + 1)...].joined(separator: " ")
      verdict = words[place] == "asks:" ? .ask(reason: reason) : .deny(reason: reason)
      words.removeSubrange(place...)
    }
    let writes = words.last == "writes"
    if writes { words.removeLast() }
    let name = words[0]
    return ScriptedTool(
      name, parameters: Array(words.dropFirst()), isReadOnly: !writes, verdict: verdict
    ) { _, _ in results.next(of: name) }
  }
}

/// The results of a fixture's tools, each tool's in order.
private final class ToolScript: Sendable {
  private let left: Mutex<[ConversationFixture.Section]>

  init(_ sections: [ConversationFixture.Section]) { left = Mutex(sections) }

  func next(of tool: String) -> ToolResult {
    left.withLock { left in
      guard let place = left.firstIndex(where: { $0.words.dropFirst().first == tool }) else {
        return .failure("the fixture has no more results of \(tool)")
      }
      let section = left.remove(at: place)
      let exit = section.words.firstIndex(of: "exit").flatMap { Int(section.words[$0 + 1]) }
      return ToolResult(text: section.text, isError: section.words.contains("error"), exitCode: exit)
    }
  }
}
