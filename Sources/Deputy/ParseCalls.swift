import JSON
import Platform
import ToolCalling

/// `deputy parse-calls`: the parser alone, one JSON object a line in, one a line out.
///
/// `--help` has the members of both; `tools` takes any form that `ToolDefinition(given:)` takes.
enum ParseCalls: Subcommand {
  static let name = "parse-calls"
  static let summary = "find the tool calls in model output, one JSON object a line"

  private static let usage = """
    deputy parse-calls [--time] < lines.jsonl

    in, one object a line:   {"text": "what the model wrote", "tools": [{"name", "description", "parameters"}],
                              "finish_reason": "length", "tool_results": ["text", …]}; the last two may be missing
    out, one object a line:  {"kind": "tool_calls", "calls": [{"name", "arguments"}], "preamble"}
                             or {"kind": "final_answer", "text"} or {"kind": "malformed", "error", "tool"}

    A call that a tool result quotes has "quoted_from", the index of that result. --time adds "ns", the parser's own time.
    """

  static func run(_ arguments: [String]) async -> Int32 {
    if arguments == ["--help"] || arguments == ["-h"] {
      return AnswerWriter().print(usage)
    }
    guard arguments.allSatisfy({ $0 == "--time" }) else {
      StandardOutput.complain(usage)
      return 2
    }
    while let line = readLine(strippingNewline: true) {
      if line.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
      let printed = AnswerWriter().print(answer(to: line, timed: !arguments.isEmpty).jsonText)
      guard printed == 0 else { return printed }
    }
    return 0
  }

  /// The line for one line; never fails.
  static func answer(to line: String, timed: Bool = false) -> JSONObject {
    let request: JSONValue
    do {
      request = try JSONValue(parsing: line)
    } catch {
      return malformed("This line is not JSON: \(error).")
    }
    guard let text = request["text"]?.string else { return malformed("This line has no string \"text\".") }
    var tools: [ToolDefinition] = []
    for given in request["tools"]?.array ?? [] {
      do {
        tools.append(try ToolDefinition(given: given))
      } catch {
        return malformed("\(error)")
      }
    }
    let parser = ToolCallParser(tools: tools)
    let wasCut = request["finish_reason"]?.string == "length"
    let clock = ContinuousClock()
    let start = clock.now
    let outcome = parser.parse(text, wasCut: wasCut)
    let time = start.duration(to: clock.now)
    var answer = object(outcome, Provenance(parser), (request["tool_results"]?.array ?? []).compactMap(\.string))
    if timed {
      answer["ns"] = .number(
        JSONNumber(Int(time.components.seconds) * 1_000_000_000 + Int(time.components.attoseconds / 1_000_000_000)))
    }
    return answer
  }

  private static func malformed(_ sentence: String) -> JSONObject { ["kind": "malformed", "error": .string(sentence)] }

  private static func object(_ outcome: ParseOutcome, _ provenance: Provenance, _ results: [String]) -> JSONObject {
    switch outcome {
    case .toolCalls(let calls, let preamble):
      var answer: JSONObject = ["kind": "tool_calls"]
      answer["calls"] = .array(
        calls.map { call in
          var object: JSONObject = ["name": .string(call.name), "arguments": .object(call.arguments)]
          if let id = call.id { object["id"] = .string(id) }
          if let source = provenance.quotedSource(of: call, in: results) {
            object["quoted_from"] = .number(JSONNumber(source))
          }
          return .object(object)
        })
      if let preamble { answer["preamble"] = .string(preamble) }
      return answer
    case .finalAnswer(let text): return ["kind": "final_answer", "text": .string(text)]
    case .malformed(let sentence, let tool):
      var answer: JSONObject = ["kind": "malformed", "error": .string(sentence)]
      if let tool { answer["tool"] = .string(tool) }
      return answer
    }
  }
}
