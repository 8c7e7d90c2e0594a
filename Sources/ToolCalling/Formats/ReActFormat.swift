import JSON

/// The lines of ReAct agents: `Action: tool`, then `Action Input:` with JSON or plain text.
///
/// Yao et al., "ReAct", 2022; LangChain's agents and Qwen-Agent write it. `Action:` may also be followed by a call in
/// Python's notation, or by JSON in a fence (LangChain's structured chat, Command-R).
enum ReActFormat {
  static let format = ToolCallFormat("react", line: LineRule(first: "a*", read: read))

  @Sendable private static func read(_ context: ScanContext, _ start: Int) -> FoundRegion? {
    let bytes = context.bytes
    guard let action = value(of: "action", at: start, bytes) else { return nil }
    let next = bytes.skipSpace(action)
    let byte = bytes[next]
    if byte == UInt8(ascii: "`"), bytes.has("```", at: next) { return fenced(context, next) }
    if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") { return nil }
    guard next < bytes.lineEnd(action) || byte.isLetter else { return nil }
    if let found = PythonCalls.calls(at: next, in: context) { return found }
    let lineEnd = bytes.lineEnd(next)
    let name = bytes.string(bytes.trimmed(next..<lineEnd)).unquoted.withoutMarks
    let inputLine = bytes.skipSpace(lineEnd)
    guard
      let input = value(of: "action input", at: inputLine, bytes) ?? value(of: "action_input", at: inputLine, bytes)
        ?? value(of: "input", at: inputLine, bytes) ?? value(of: "arguments", at: inputLine, bytes)
    else { return withoutInput(name, lineEnd, context) }
    guard name.utf8.count <= 128, !name.utf8.contains(UInt8(ascii: " ")) || context.tools.resolve(name) != nil else {
      return nil
    }
    return call(name, input, context)
  }

  /// The offset after `label:` at `place`, stars of bold type allowed.
  private static func value(of label: StaticString, at place: Int, _ bytes: Bytes) -> Int? {
    var index = place
    while bytes[index] == UInt8(ascii: "*") { index += 1 }
    guard bytes.hasFolded(label, at: index) else { return nil }
    index += label.utf8CodeUnitCount
    while bytes[index] == UInt8(ascii: "*") { index += 1 }
    guard bytes[index] == UInt8(ascii: ":") else { return nil }
    index += 1
    while bytes[index] == UInt8(ascii: "*") { index += 1 }
    return index
  }

  private static func withoutInput(_ name: String, _ end: Int, _ context: ScanContext) -> FoundRegion? {
    let call = CallCandidate(name, .none)
    guard end < context.bytes.count, context.tools.hasRequired(call) else { return nil }
    return FoundRegion(finding: .calls([call]), end: end, isNative: true)
  }

  private static func fenced(_ context: ScanContext, _ start: Int) -> FoundRegion? {
    let bytes = context.bytes
    var place = bytes.lineEnd(start) + 1
    place = bytes.skipSpace(place)
    guard bytes[place] == UInt8(ascii: "{") || bytes[place] == UInt8(ascii: "[") else { return nil }
    return value(at: place, context, tool: nil) { value in
      CallShape.read(value, tools: context.tools, inMarkup: true)
    }
  }

  private static func call(_ name: String, _ input: Int, _ context: ScanContext) -> FoundRegion? {
    let bytes = context.bytes
    var place = bytes.skipBlanks(input)
    if bytes[place] == 0x0A || bytes[place] == 0x0D { place = bytes.skipSpace(place) }
    if bytes.has("```", at: place) { place = bytes.skipSpace(bytes.lineEnd(place)) }
    if bytes[place] == UInt8(ascii: "`"), bytes[place + 1] == UInt8(ascii: "{") { place += 1 }
    if bytes[place] == UInt8(ascii: "{") {
      return value(at: place, context, tool: name) { .calls([CallCandidate(name, .json($0))]) }
    }
    let end = bytes.lineEnd(place)
    let text = bytes.string(bytes.trimmed(min(place, end)..<end)).unquoted
    // Plain text has no end of its own: where the server cut the reply, it is half an input.
    guard context.repairs || end < bytes.count else {
      return FoundRegion(
        finding: .broken(BrokenCall(reason: MarkupReader.cutReason, tool: name), complete: []), end: bytes.count)
    }
    let isEmpty = text.isEmpty || text.lowercased() == "none"
    let call = CallCandidate(name, isEmpty ? .none : .json(.string(text)))
    return FoundRegion(finding: .calls([call]), end: end, isNative: true)
  }

  private static func value(
    at place: Int, _ context: ScanContext, tool: String?, _ shape: (JSONValue) -> CallShape
  ) -> FoundRegion {
    func broken(_ reason: String) -> FoundRegion {
      FoundRegion(
        finding: .broken(BrokenCall(reason: reason, tool: tool), complete: []), end: context.bytes.count, isNative: true
      )
    }
    switch context.values.read(at: place, onlyCalls: false).read {
    case .value(let value, let end, let isRepaired):
      var after = context.bytes.skipSpace(end)
      if context.bytes.has("```", at: after) { after += 3 } else { after = end }
      switch shape(value) {
      case .calls(let calls):
        if isRepaired, !calls.allSatisfy({ context.tools.hasRequired($0) }) { return broken(MarkupReader.cutReason) }
        return FoundRegion(finding: .calls(calls), end: after, isNative: true)
      case .broken(let fault): return FoundRegion(finding: .broken(fault, complete: []), end: after, isNative: true)
      case .answer(let text): return FoundRegion(finding: .answer(text), end: after)
      case .none: return broken("the call names no tool")
      }
    case .contradiction(_, let reason): return broken(reason)
    case .cut: return broken(MarkupReader.cutReason)
    case .plain, .fault: return broken("the call is not valid JSON")
    }
  }
}

extension String {
  /// The text without backticks and stars, which models put around a name.
  fileprivate var withoutMarks: String {
    guard utf8.contains(where: { $0 == UInt8(ascii: "`") || $0 == UInt8(ascii: "*") }) else { return self }
    return filter { $0 != "`" && $0 != "*" }
  }
}
