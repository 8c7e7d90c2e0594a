import JSON

/// A label before the call: Phi-4 and Firefunction's `functools[…]`, GigaChat's `function call<|role_sep|>`, NexusRaven's
/// `Call: f(x=1)`, Qwen 2's `✿FUNCTION✿: name ✿ARGS✿: {…}`, Gorilla's `<<function>>f(x=1)`, RWKV's `**Tool Call:**`.
///
/// Sources: the chat templates and model cards of those models.
enum LabelledFormat {
  static let format = ToolCallFormat("labelled", line: LineRule(first: "fct*<✿a", read: read))

  @Sendable private static func read(_ context: ScanContext, _ start: Int) -> FoundRegion? {
    let bytes = context.bytes
    if bytes.has("functools", at: start) { return list(context, bytes.skipSpace(start + 9)) }
    if bytes.has("function call<|role_sep|>", at: start) { return list(context, bytes.skipSpace(start + 25)) }
    if bytes.has("assistant -> tool/function_call", at: start) { return list(context, bytes.skipSpace(start + 31)) }
    if bytes.has("<<function>>", at: start) { return PythonCalls.calls(at: start + 12, in: context) }
    if bytes.has("✿FUNCTION✿", at: start) { return qwen(context, start) }
    return harmony(context, start) ?? afterLabel(context, start)
  }

  /// Harmony whose tokens a server has dropped: `commentary to=functions.x json{…}`.
  private static func harmony(_ context: ScanContext, _ start: Int) -> FoundRegion? {
    let bytes = context.bytes
    let heads: [StaticString] = ["commentary to=", "analysis to=", "assistantcommentary to="]
    guard let head = heads.first(where: { bytes.has($0, at: start) }) else { return nil }
    let nameStart = start + head.utf8CodeUnitCount
    var nameEnd = nameStart
    while bytes[nameEnd].isWord || bytes[nameEnd] == UInt8(ascii: ".") || bytes[nameEnd] == UInt8(ascii: "-") {
      nameEnd += 1
    }
    let name = bytes.string(nameStart..<nameEnd)
    guard context.tools.resolve(name) != nil,
      let brace = bytes.prefix(nameEnd + 24).find(UInt8(ascii: "{"), from: nameEnd)
    else { return nil }
    return HarmonyHeader.call(name, bodyAt: brace, in: context)
  }

  private static let labels: [StaticString] = [
    "call", "tool call", "tool calls", "function call", "tool_call", "function_call", "tool_calls", "calling",
    "tool", "function", "action",
  ]

  private static func afterLabel(_ context: ScanContext, _ start: Int) -> FoundRegion? {
    let bytes = context.bytes
    var place = start
    while bytes[place] == UInt8(ascii: "*") { place += 1 }
    for label in labels where bytes.hasFolded(label, at: place) {
      var next = place + label.utf8CodeUnitCount
      while bytes[next] == UInt8(ascii: "*") || bytes[next] == UInt8(ascii: ":") { next += 1 }
      guard bytes[next - 1] == UInt8(ascii: ":") || bytes[next - 1] == UInt8(ascii: "*") else { continue }
      next = bytes.skipSpace(next)
      if let found = PythonCalls.calls(at: next, in: context) { return found }
      guard bytes[next] == UInt8(ascii: "{") || bytes[next] == UInt8(ascii: "[") || bytes.has("```", at: next) else {
        continue
      }
      // The label announces a call, but what follows must still prove to be one: it is left to the scan.
      return FoundRegion(finding: .hidden, end: next)
    }
    return nil
  }

  private static func list(_ context: ScanContext, _ place: Int) -> FoundRegion? {
    let bytes = context.bytes
    guard bytes[place] == UInt8(ascii: "[") || bytes[place] == UInt8(ascii: "{") else { return nil }
    var reader = MarkupReader(context, at: place)
    guard reader.takeValue() else { return nil }
    if let fault = reader.fault {
      return FoundRegion(finding: .broken(fault, complete: reader.calls), end: bytes.count, isNative: true)
    }
    return FoundRegion(finding: .calls(reader.calls), end: reader.index, isNative: true)
  }

  private static func qwen(_ context: ScanContext, _ start: Int) -> FoundRegion? {
    let bytes = context.bytes
    var calls: [CallCandidate] = []
    var place = start
    while bytes.has("✿FUNCTION✿", at: place) {
      let nameStart = bytes.skipBlanks(place + 14 + (bytes[place + 14] == UInt8(ascii: ":") ? 1 : 0))
      let nameEnd = min(bytes.lineEnd(nameStart), bytes.find("✿", from: nameStart) ?? bytes.count)
      let name = bytes.string(bytes.trimmed(nameStart..<nameEnd))
      let label = bytes.skipSpace(nameEnd)
      let brace =
        bytes.has("✿ARGS✿", at: label) ? bytes.find(UInt8(ascii: "{"), from: label) ?? bytes.count : bytes.count
      guard case .value(let value, let end, false) = context.values.read(at: brace, onlyCalls: false).read else {
        let cut = BrokenCall(reason: MarkupReader.cutReason, tool: name)
        return FoundRegion(finding: .broken(cut, complete: calls), end: bytes.count, isNative: true)
      }
      calls.append(CallCandidate(name, .json(value)))
      place = bytes.skipSpace(end)
      if bytes.has("✿RESULT✿", at: place) {
        return FoundRegion(finding: .calls(calls), end: bytes.count, isNative: true)
      }
    }
    return FoundRegion(finding: .calls(calls), end: place, isNative: true)
  }
}
