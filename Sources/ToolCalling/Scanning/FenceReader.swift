/// Decides whether a fence holds calls and nothing else.
enum FenceReader {
  /// The opening line of a fence.
  struct Fence {
    let mark: UInt8
    let length: Int
    /// The first word after the marks, in lower case; nil for a language that holds no calls.
    let label: String?
    /// The offset of the first byte inside.
    let content: Int

    /// The offset after the line that closes the fence; nil where none does.
    func end(in bytes: Bytes) -> Int? {
      var line = content
      while line < bytes.count {
        if let end = close(at: line, in: bytes) { return end }
        line = bytes.lineEnd(line) + 1
      }
      return nil
    }

    /// The offset after closing marks that stand at `line`, white space before and after them allowed.
    func close(at line: Int, in bytes: Bytes) -> Int? {
      var place = bytes.skipBlanks(line)
      let start = place
      while bytes[place] == mark { place += 1 }
      guard place - start >= length else { return nil }
      let rest = bytes.skipBlanks(place)
      return rest >= bytes.count || bytes[rest] == 0x0A || bytes[rest] == 0x0D ? min(rest + 1, bytes.count) : nil
    }
  }

  enum Outcome {
    case calls(FoundRegion)
    /// Text; reading went as far as this offset.
    case text(Int)
  }

  /// The labels of fences that may hold calls, under their hashes.
  private static let callable = labels([
    "", "json", "json5", "jsonc", "jsonl", "tool", "tool_call", "tool_calls", "tool_code", "tool_use",
    "function_call", "function_calls", "xml", "yaml", "yml", "toolcall", "functioncall", "action", "tool-call",
    "tool_request",
  ])

  private static func labels(_ words: [String]) -> HashTable<String> {
    HashTable(Dictionary(words.map { (FoldedHash.of($0), $0) }, uniquingKeysWith: { first, _ in first }))
  }

  /// The label that stands in `range`, in lower case; nil where a fence of that label holds no calls.
  static func label(_ range: Range<Int>, in bytes: Bytes) -> String? {
    range.isEmpty ? "" : callable[FoldedHash.of(bytes, range)]
  }

  static func read(_ fence: Fence, in context: ScanContext) -> Outcome {
    guard let label = fence.label else { return .text(fence.content) }
    // Nothing stands in it, or another fence: no notation begins with the marks of one.
    let first = skipSeparators(fence.content, context.bytes)
    guard context.bytes[first] != fence.mark else { return .text(first) }
    var calls: [CallCandidate] = []
    let isYAML =
      label.hasPrefix("y") && !"{[<".utf8.contains(context.bytes[context.bytes.skipSpace(fence.content)])
    var place = fence.content
    let bytes = context.bytes
    while true {
      place = skipSeparators(place, bytes)
      if !calls.isEmpty {
        if place >= bytes.count {
          // Lines of YAML have no end of their own: without the closing marks the last one may be half a value.
          guard !isYAML else { return .calls(cut(calls, bytes)) }
          break
        }
        if bytes[place] == fence.mark {
          guard let end = fence.close(at: place, in: bytes) ?? looseClose(fence, place, bytes) else {
            return .text(place)
          }
          place = end
          break
        }
      }
      var reach = place
      guard place < bytes.count, let found = region(at: place, fence, context, &reach) else { return .text(reach) }
      place = found.end
      switch found.finding {
      case .calls(let some): calls += some
      case .broken: return .calls(broken(found, fence, calls, bytes))
      case .answer, .hidden: return .text(place)
      }
    }
    return .calls(FoundRegion(finding: .calls(calls), end: place))
  }

  private static func cut(_ calls: [CallCandidate], _ bytes: Bytes) -> FoundRegion {
    let broken = BrokenCall(reason: MarkupReader.cutReason, tool: calls.last?.name)
    return FoundRegion(finding: .broken(broken, complete: []), end: bytes.count)
  }

  /// Closing marks with text after them on their line: the fence ends, and the text is prose.
  private static func looseClose(_ fence: Fence, _ place: Int, _ bytes: Bytes) -> Int? {
    var end = place
    while bytes[end] == fence.mark { end += 1 }
    return end - place >= fence.length ? end : nil
  }

  private static func broken(
    _ found: FoundRegion, _ fence: Fence, _ calls: [CallCandidate], _ bytes: Bytes
  ) -> FoundRegion {
    guard case .broken(let broken, let complete) = found.finding else { return found }
    let end = found.end >= bytes.count ? bytes.count : fence.end(in: bytes) ?? bytes.count
    return FoundRegion(finding: .broken(broken, complete: calls + complete), end: max(end, found.end))
  }

  private static func skipSeparators(_ start: Int, _ bytes: Bytes) -> Int {
    var place = bytes.skipSpace(start)
    while bytes[place] == UInt8(ascii: ",") || bytes[place] == UInt8(ascii: ";") { place = bytes.skipSpace(place + 1) }
    return place
  }

  /// The call that begins at `place`, in whatever notation; `reach` is how far a reading went that failed.
  private static func region(
    at place: Int, _ fence: Fence, _ context: ScanContext, _ reach: inout Int
  ) -> FoundRegion? {
    let bytes = context.bytes
    switch bytes[place] {
    case UInt8(ascii: "{"): return value(at: place, context, &reach)
    case UInt8(ascii: "["):
      if let tag = Tag.at(place, in: bytes) { return MarkupReader.read(tag, in: context) }
      return PythonCalls.list(at: place, in: context) ?? value(at: place, context, &reach)
    case UInt8(ascii: "<"):
      guard let tag = Tag.at(place, in: bytes) else { return nil }
      return tag.role == nil ? ToolTags.read(tag, in: context) : MarkupReader.read(tag, in: context)
    default:
      let label = fence.label ?? ""
      if label == "yaml" || label == "yml" || label == "" || label.hasPrefix("tool"),
        let found = YAMLCall.read(at: place, in: context, isFenced: true)
      {
        return found
      }
      return PythonCalls.calls(at: place, in: context)
        ?? ToolCallFormats.lineRules[Int(bytes[place].folded)].lazy.compactMap { $0.read(context, place) }.first
    }
  }

  private static func value(at place: Int, _ context: ScanContext, _ reach: inout Int) -> FoundRegion? {
    let (read, keys) = context.values.read(at: place, onlyCalls: true)
    let isCall = keys.contains([.name, .arguments]) || keys.contains(.wrapper)
    func broken(_ reason: String, _ end: Int) -> FoundRegion? {
      guard isCall else { return nil }
      return FoundRegion(finding: .broken(BrokenCall(reason: reason, tool: nil), complete: []), end: end)
    }
    switch read {
    case .plain(let end):
      reach = end
      return nil
    case .value(let value, let end, let isRepaired):
      var after = end
      let next = context.bytes.skipSpace(end)
      if context.bytes[next] == UInt8(ascii: "}") { after = next + 1 }
      switch CallShape.read(value, tools: context.tools, inMarkup: false) {
      case .calls(let calls):
        if isRepaired, !calls.allSatisfy({ context.tools.hasRequired($0) }) {
          return broken(MarkupReader.cutReason, end)
        }
        return FoundRegion(finding: .calls(calls), end: after)
      case .broken(let fault): return FoundRegion(finding: .broken(fault, complete: []), end: after)
      case .answer(let text): return FoundRegion(finding: .answer(text), end: after)
      case .none: return nil
      }
    case .contradiction(let end, let reason): return broken(reason, end)
    case .cut:
      reach = context.bytes.count
      return broken(MarkupReader.cutReason, context.bytes.count)
    case .fault(let place):
      reach = place
      return broken("the call is not valid JSON", place)
    }
  }
}
