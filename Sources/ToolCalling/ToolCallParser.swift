import JSON

/// Finds the tool calls in whatever a model wrote.
///
/// The steps: the frame around the message, one scan that cuts it into prose, reasoning and calls, the rule that tells
/// a request from a quotation, names, and arguments by schema. The same bytes always give the same outcome, every
/// name is an offered one, and time and memory are linear in the text.
package struct ToolCallParser: Sendable {
  package let tools: [ToolDefinition]

  let names: ToolNames

  package init(tools: [ToolDefinition]) {
    self.tools = tools
    names = ToolNames(tools)
  }

  /// Reads a whole reply. `wasCut` says that the server stopped at its token limit: then nothing is repaired.
  package func parse(_ text: String, wasCut: Bool = false) -> ParseOutcome {
    text.withBytes { bytes in
      let message = Frame.message(in: bytes)
      let context = ScanContext(
        bytes: bytes.prefix(message.upperBound), tools: names, repairs: !wasCut,
        wasted: WastedReading(in: bytes.count))
      var scanner = RegionScanner(context, from: message.lowerBound)
      scanner.run()
      return Reply(scanner).outcome()
    }
  }
}

/// Turns what a scan has found into an outcome.
struct Reply {
  private let scanner: RegionScanner
  private let tools: ToolNames

  init(_ scanner: RegionScanner) {
    self.scanner = scanner
    tools = scanner.context.tools
  }

  func outcome() -> ParseOutcome {
    if let selection = PositionRule(scanner).selection() { return outcome(selection) }
    if let whole = wholeMessage() { return whole }
    return .finalAnswer(answer())
  }

  private func outcome(_ selection: PositionRule.Selection) -> ParseOutcome {
    var calls: [ToolCall] = []
    for item in selection.items {
      switch item.finding {
      case .calls(let candidates):
        if let broken = resolve(candidates, into: &calls) { return malformed(broken) }
      case .broken(let broken, let complete):
        if let broken = resolve(complete, into: &calls) { return malformed(broken) }
        // Whole calls before a broken one stand; the broken one is not looked at again.
        guard !calls.isEmpty else { return malformed(broken) }
      case .answer, .hidden: break
      }
    }
    let preamble = scanner.text(from: scanner.textStart, to: selection.preambleEnd)
    return .toolCalls(calls, preamble: preamble.isEmpty ? nil : preamble)
  }

  /// Makes calls of the candidates; the first that cannot be one is returned.
  private func resolve(_ candidates: [CallCandidate], into calls: inout [ToolCall]) -> BrokenCall? {
    for candidate in candidates {
      guard let tool = tools.resolve(candidate.name) else {
        return BrokenCall(reason: "there is no tool \(candidate.name.prefix(64))", tool: candidate.name)
      }
      do {
        let arguments = try CandidateArguments(tool).arguments(of: candidate)
        calls.append(ToolCall(name: tool.name, arguments: arguments, id: candidate.id))
      } catch {
        return BrokenCall(reason: error.reason, tool: tool.name)
      }
    }
    return nil
  }

  private func malformed(_ broken: BrokenCall) -> ParseOutcome {
    let tool = broken.tool.flatMap { tools.resolve($0) }
    return .malformed(
      MalformedSentence.of(broken, tool: tool, offered: tools.tools), tool: broken.tool.map { tool?.name ?? $0 })
  }

  /// Forms that are calls only as the whole message: one key that is a tool's name.
  private func wholeMessage() -> ParseOutcome? {
    let bytes = scanner.bytes
    let start = bytes.skipSpace(scanner.textStart)
    guard scanner.items.isEmpty, bytes[start] == UInt8(ascii: "{"), start < scanner.limit else { return nil }
    let context = scanner.context.prefix(scanner.limit)
    guard case .value(let value, let end, let isRepaired) = context.values.read(at: start, onlyCalls: false).read,
      bytes.skipSpace(end) >= scanner.limit, value.object?.count == 1,
      case .calls(let candidates) = CallShape.read(value, tools: tools, inMarkup: true)
    else { return nil }
    if isRepaired, !candidates.allSatisfy({ tools.hasRequired($0) }) { return nil }
    var calls: [ToolCall] = []
    if let broken = resolve(candidates, into: &calls) { return malformed(broken) }
    return .toolCalls(calls, preamble: nil)
  }

  /// The answer: what the model marked as such, else the visible text.
  private func answer() -> String {
    if scanner.items.count == 1, case .answer(let text) = scanner.items[0].finding, scanner.items[0].gap == 0,
      scanner.visible(from: scanner.items[0].end, to: scanner.limit) == 0
    {
      return text.trimmedASCII
    }
    let text = scanner.text(from: scanner.textStart, to: scanner.limit)
    let label = "final answer:"
    if text.prefix(label.count).lowercased() == label { return String(text.dropFirst(label.count)).trimmedASCII }
    guard text.hasPrefix("Thought") || text.hasPrefix("Question") else { return text }
    for label in ["\nFinal Answer:", "\nfinal answer:", "\n**Final Answer:**"] {
      guard let range = text.ranges(of: label).last else { continue }
      return String(text[range.upperBound...]).trimmedASCII
    }
    return text
  }
}
