import JSON

/// Every call-shaped piece of a text, wherever it stands: in fences, in strings of log lines, in prose.
///
/// A reading that fails is no reason to skip what it went over, so hostile text could make each byte be read again and
/// again. Failed readings may go over the text twice; then each may go 64 KiB far, and at eight times the search ends.
/// Texts in texts are looked into eight deep.
struct QuotedCalls {
  let bytes: Bytes
  let tools: ToolNames
  /// How many texts this one stands in.
  private let level: Int
  private let wasted: WastedReading
  /// True where a text inside was not searched to its end.
  private var isCut = false

  init(bytes: Bytes, tools: ToolNames, level: Int = 0) {
    self.bytes = bytes
    self.tools = tools
    self.level = level
    wasted = WastedReading(in: bytes.count)
  }

  /// True where the search ended before the text did.
  var isExhausted: Bool { isCut || wasted.isExhausted }

  /// The calls in the order of the text. A value is looked into as well, because results are often JSON themselves.
  ///
  /// Read as a reply is, with what is missing at its end put in place: a result may end where the copied call does.
  mutating func all() -> [CallCandidate] {
    var found: [CallCandidate] = []
    let whole = ScanContext(bytes: bytes, tools: tools, repairs: true, wasted: wasted)
    // Where the text goes on after a role label at the start of a line: a line of its own, as in a reply.
    var labelled = 0
    var index = 0
    while index < bytes.count, !isExhausted {
      let start = index
      let byte = bytes.base[start]
      index += 1
      if byte.isSpace { continue }
      let startsLine = self.startsLine(start)
      if startsLine { labelled = Frame.afterLabel(bytes, start) }
      let context = wasted.isHostile ? whole.prefix(start + 65_536) : whole
      if byte == UInt8(ascii: "<") || byte == UInt8(ascii: "["), let tag = Tag.at(start, in: bytes) {
        index = tag.end
        guard !tag.isClosing else { continue }
        let (region, end) = region(tag, context)
        index = region.map { take($0, from: index, into: &found) } ?? max(index, min(end, bytes.count))
      } else if byte == UInt8(ascii: "{") {
        if let end = readValue(at: start, context, into: &found) { index = end }
      } else if let region = untagged(start, startsLine: startsLine || start == labelled, context) {
        index = take(region, from: index, into: &found)
      }
    }
    return found
  }

  /// The calls without braces and tags that begin at `start`: in Python's notation, or by what begins a line.
  private func untagged(_ start: Int, startsLine: Bool, _ context: ScanContext) -> FoundRegion? {
    let byte = bytes.base[start]
    if byte == UInt8(ascii: "["), let region = PythonCalls.list(at: start, in: context) { return region }
    let isName = byte.isLetter || byte == UInt8(ascii: "_")
    if isName, !bytes[start - 1].isWord, let region = PythonCalls.calls(at: start, in: context) { return region }
    guard startsLine || bytes.has(">>>", at: start) else { return nil }
    for rule in ToolCallFormats.lineRules[Int(byte.folded)] {
      if let region = rule.read(context, start) { return region }
    }
    // In a fence, more lines of YAML are calls than in the open.
    return isName ? YAMLCall.read(at: start, in: context, isFenced: true) : nil
  }

  /// Whether only blanks stand before `start` on its line.
  private func startsLine(_ start: Int) -> Bool {
    var before = start
    while before > 0, bytes.base[before - 1] == 0x20 || bytes.base[before - 1] == 0x09 { before -= 1 }
    return before == 0 || bytes.base[before - 1] == 0x0A
  }

  /// Reads the value at `start`; the offset after it, or nil where none can be read, or only with brackets put at its
  /// end: then whole calls may stand in what it went over.
  private mutating func readValue(at start: Int, _ context: ScanContext, into found: inout [CallCandidate]) -> Int? {
    switch context.values.read(at: start, onlyCalls: false).read {
    case .value(let value, let end, let isRepaired):
      collect(value, into: &found)
      guard isRepaired else { return end }
      wasted.add(end - start)
    case .cut: wasted.add(context.bytes.count - start)
    case .fault(let place):
      let reach = strictReach(start, context.bytes)
      wasted.add(max(place, reach) - start)
      readCut(at: start, context.prefix(reach), into: &found)
    case .contradiction(let end, _): wasted.add(end - start)
    case .plain: break
    }
    return nil
  }

  /// Reads the value at `start` as if the text ended where strict reading failed: another text may follow directly on a
  /// call whose last brackets are missing.
  private mutating func readCut(at start: Int, _ context: ScanContext, into found: inout [CallCandidate]) {
    // The shortest call has more bytes than that.
    guard context.bytes.count - start > 16, case .closersMissing = JSONSkim(context.bytes, at: start).ending,
      case .value(let value, _, _) = context.values.read(at: start, onlyCalls: false).read
    else { return }
    collect(value, into: &found)
  }

  /// How far the strict reading went before the lenient one that failed as well.
  private func strictReach(_ start: Int, _ bytes: Bytes) -> Int {
    if case .fault(let place) = JSONSkim(bytes, at: start).ending { place } else { start }
  }

  /// The region that `tag` opens, if it opens one, and how far was read.
  private func region(_ tag: Tag, _ context: ScanContext) -> (found: FoundRegion?, end: Int) {
    switch tag.role {
    case .wrapper, .looseWrapper, .call, .gemma, .elementOpen:
      let (found, end, _) = MarkupReader.attempt(tag, in: context)
      guard found == nil, tag.role == .elementOpen else { return (found, found?.end ?? end) }
      // Calls may stand among elements that are none.
      wasted.add(end - tag.end)
      return (nil, tag.end)
    case .channel:
      guard let header = HarmonyHeader.read(at: tag.range.lowerBound, in: bytes), let recipient = header.recipient
      else { return (nil, tag.end) }
      let call = HarmonyHeader.call(recipient, bodyAt: header.end, in: context)
      return (call, call.end)
    case nil:
      let found = ToolTags.read(tag, in: context)
      return (found, found?.end ?? tag.end)
    default: return (nil, tag.end)
    }
  }

  /// Takes the calls of a region; the offset to go on from, which is `next` where the region is broken: whole calls may
  /// stand in what it went over.
  private func take(_ region: FoundRegion, from next: Int, into found: inout [CallCandidate]) -> Int {
    switch region.finding {
    case .calls(let calls): found += calls
    case .broken(_, let calls):
      found += calls
      wasted.add(region.end - next)
      return next
    case .answer, .hidden: break
    }
    return max(next, min(region.end, bytes.count))
  }

  /// The calls in a value and in the values and texts inside it.
  private mutating func collect(_ value: JSONValue, into found: inout [CallCandidate]) {
    var rest = [value]
    while let value = rest.popLast() {
      if case .calls(let calls) = CallShape.read(value, tools: tools, inMarkup: true) { found += calls }
      switch value {
      case .object(let object): rest += object.members.map(\.value)
      case .array(let elements): rest += elements
      case .string(let text): collect(text, into: &found)
      case .bool, .number, .null: break
      }
    }
  }

  private mutating func collect(_ text: String, into found: inout [CallCandidate]) {
    // A call has a bracket, or is lines.
    let marks: [UInt8] = [UInt8(ascii: "{"), UInt8(ascii: "<"), UInt8(ascii: "("), 0x0A]
    guard text.utf8.contains(where: { marks.contains($0) }) else { return }
    guard level < 8 else {
      isCut = true
      return
    }
    let (inner, isInnerCut) = text.withBytes { bytes in
      var search = QuotedCalls(bytes: bytes, tools: tools, level: level + 1)
      return (search.all(), search.isExhausted)
    }
    found += inner
    isCut = isCut || isInnerCut
  }
}
