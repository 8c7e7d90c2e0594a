import JSON

/// A tool's name on a line of its own, its arguments as JSON on the next: GLM-4 and ChatGLM3 write it so, Functionary
/// 3.2 with `>>>` before the name, Qwen 2 with `✿FUNCTION✿:` and `✿ARGS✿:`.
///
/// Sources: the chat templates of THUDM/glm-4-9b-chat, meetkai/functionary-small-v3.2 and Qwen-Agent's
/// `qwen_fncall_prompt`.
enum NamedLineFormat {
  static let format = ToolCallFormat(
    "named_line", line: LineRule(first: ">abcdefghijklmnopqrstuvwxyz_", read: read))

  @Sendable private static func read(_ context: ScanContext, _ start: Int) -> FoundRegion? {
    let bytes = context.bytes
    var place = start
    let isMarked = bytes.has(">>>", at: place)
    if isMarked { place = bytes.skipBlanks(place + 3) }
    let nameStart = place
    while place < nameStart + 128, isNameByte(bytes[place]) { place += 1 }
    guard place > nameStart, place < nameStart + 128 else { return nil }
    let nameEnd = place
    if bytes.has("[ARGS]", at: place) { place += 6 }
    let afterName = bytes.skipBlanks(place)
    let lineBreak = bytes[afterName] == 0x0A || bytes[afterName] == 0x0D
    let brace = bytes.skipSpace(afterName)
    guard isMarked || bytes[brace] == UInt8(ascii: "{") else { return nil }
    let name = bytes.string(nameStart..<nameEnd)
    if isMarked, name == "all" { return FoundRegion(finding: .hidden, end: min(afterName + 1, bytes.count)) }
    guard isMarked || context.tools.resolve(name) != nil else { return nil }
    guard bytes[brace] == UInt8(ascii: "{"), lineBreak || isMarked || isExact(name, context) else {
      guard isMarked else { return nil }
      return broken(brace >= bytes.count ? MarkupReader.cutReason : "the call is not valid JSON", name, bytes.count)
    }
    switch context.values.read(at: brace, onlyCalls: false).read {
    case .value(let value, let end, let isRepaired):
      let call = CallCandidate(name, .json(value))
      if isRepaired, !context.tools.hasRequired(call) { return broken(MarkupReader.cutReason, name, end) }
      return FoundRegion(finding: .calls([call]), end: end, isNative: isMarked)
    case .contradiction(let end, let reason): return broken(reason, name, end)
    case .cut: return broken(MarkupReader.cutReason, name, bytes.count)
    case .plain, .fault: return isMarked ? broken("the call is not valid JSON", name, bytes.count) : nil
    }
  }

  private static func isExact(_ name: String, _ context: ScanContext) -> Bool {
    context.tools.resolve(name)?.name == name
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte.isWord || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":")
  }

  private static func broken(_ reason: String, _ name: String, _ end: Int) -> FoundRegion {
    FoundRegion(finding: .broken(BrokenCall(reason: reason, tool: name), complete: []), end: end, isNative: true)
  }
}
