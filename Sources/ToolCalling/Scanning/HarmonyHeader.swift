import JSON

/// The header of a message in OpenAI's harmony format: role, channel and recipient, in whatever order they come.
struct HarmonyHeader {
  var role: String?
  var channel: String?
  /// The tool that the message goes to; nil for one to the user.
  var recipient: String?
  /// The offset of the body.
  var end: Int

  /// The header whose first token is at `start`; at most 400 bytes long.
  static func read(at start: Int, in bytes: Bytes) -> HarmonyHeader? {
    var known = Known()
    return read(at: start, in: bytes, &known)
  }

  /// What earlier searches have shown: up to where no message token and no brace begins.
  struct Known {
    var message = 0
    var brace = 0
  }

  /// As above, for headers that are read one after another in a text: nothing is searched twice.
  static func read(at start: Int, in bytes: Bytes, _ known: inout Known) -> HarmonyHeader? {
    let window = bytes.prefix(start + 400)
    if bytes.has("<channel|>", at: start) { return nil }
    guard let message = headerEnd(start, window, &known) else { return nil }
    let inside = bytes.prefix(message.lowerBound)
    var header = HarmonyHeader(end: message.upperBound)
    if let role = inside.find("<|start|>", from: start) {
      header.role = word(role + 9, inside)
      if header.role?.contains(".") == true { header.role = "tool" }
    }
    if let channel = inside.find("<|channel|>", from: start) {
      header.channel = word(channel + 11, inside)
    } else if let channel = inside.find("<|channel>", from: start) {
      header.channel = word(channel + 10, inside)
    }
    if let to = inside.find("to=", from: start) { header.recipient = word(to + 3, inside) }
    if header.role == nil, header.channel == nil, header.recipient == nil { return nil }
    return header
  }

  /// Where the header ends: at its message token, or for Gemma's thought channel and cut headers at the line's end.
  private static func headerEnd(_ start: Int, _ window: Bytes, _ known: inout Known) -> Range<Int>? {
    let message = window.find("<|message|>", from: max(start, known.message))
    known.message = max(known.message, message ?? window.count - 10)
    if let message { return message..<message + 11 }
    if window.has("<|channel>", at: start) {
      let end = window.lineEnd(start)
      return end..<end
    }
    // A header without its last token, before JSON: some servers drop the token.
    let brace = window.find(UInt8(ascii: "{"), from: max(start, known.brace))
    known.brace = max(known.brace, brace ?? window.count)
    if let brace, window.prefix(brace).find("to=", from: start) != nil {
      return brace..<brace
    }
    return nil
  }

  private static func word(_ start: Int, _ bytes: Bytes) -> String? {
    let text = bytes.string(start..<max(start, bytes.count))
    let word = text.drop { $0 == " " }.prefix { $0.isLetter || $0.isNumber || "_.-/:".contains($0) }
    return word.isEmpty ? nil : String(word)
  }

  /// Where a body ends: before the next token of the format, or at the end.
  static func bodyEnd(_ start: Int, in bytes: Bytes) -> Int {
    var place = start
    while let hit = bytes.find(UInt8(ascii: "<"), from: place) {
      place = hit + 1
      if bytes.has("<|end|>", at: hit) { return hit + 7 }
      if bytes.has("<channel|>", at: hit) { return hit + 10 }
      if bytes.has("<|start|>", at: hit) || bytes.has("<|channel|>", at: hit) || bytes.has("<|return|>", at: hit) {
        return hit
      }
    }
    return bytes.count
  }

  /// The call of the tool `recipient` whose arguments begin at `place`.
  static func call(_ recipient: String, bodyAt place: Int, in context: ScanContext) -> FoundRegion {
    let bytes = context.bytes
    let start = bytes.skipSpace(place)
    func broken(_ reason: String) -> FoundRegion {
      FoundRegion(
        finding: .broken(BrokenCall(reason: reason, tool: recipient), complete: []), end: bytes.count, isNative: true)
    }
    guard bytes[start] == UInt8(ascii: "{") || bytes[start] == UInt8(ascii: "[") else {
      guard let end = bytes.find("<|call|>", from: start) else { return broken(MarkupReader.cutReason) }
      let text = bytes.string(start..<end)
      let call = CallCandidate(recipient, text.trimmedASCII.isEmpty ? .none : .json(.string(text)))
      return FoundRegion(finding: .calls([call]), end: end + 8, isNative: true)
    }
    switch context.values.read(at: start, onlyCalls: false).read {
    case .value(let value, let end, let isRepaired):
      let call = CallCandidate(recipient, .json(value))
      if isRepaired, !context.tools.hasRequired(call) { return broken(MarkupReader.cutReason) }
      let calls = parallel(recipient, value, context.tools) ?? [call]
      let next = bytes.skipSpace(end)
      let after = bytes.has("<|call|>", at: next) ? next + 8 : end
      return FoundRegion(finding: .calls(calls), end: after, isNative: true)
    case .cut: return broken(MarkupReader.cutReason)
    case .contradiction(_, let reason): return broken(reason)
    case .plain, .fault: return broken("the call is not valid JSON")
    }
  }

  /// `multi_tool_use.parallel` is no tool: it holds calls.
  private static func parallel(_ recipient: String, _ value: JSONValue, _ tools: ToolNames) -> [CallCandidate]? {
    guard recipient.hasPrefix("multi_tool_use"),
      case .calls(let calls) = CallShape.read(value, tools: tools, inMarkup: true)
    else { return nil }
    return calls
  }
}
