import JSON

/// Finds out whether a call was copied from a tool's result instead of being the model's own idea.
///
/// Position cannot tell an unlabelled quotation at the end of an answer from a request; where the text came from can.
package struct Provenance: Sendable {
  private let tools: [ToolDefinition]

  package init(tools: [ToolDefinition]) { self.tools = tools }

  /// The index of the first result that contains a call with the same arguments; nil where none does.
  ///
  /// A call without arguments says too little to be a copy. Linear in the results; one that does not even contain the
  /// longest argument is never parsed.
  package func quotedSource(of call: ToolCall, in results: [String]) -> Int? {
    guard !call.arguments.isEmpty, let needle = Needle(call.arguments) else { return nil }
    return results.indices.first { index in
      results[index].withBytes { bytes in
        needle.mayOccur(in: bytes) && holds(call, bytes)
      }
    }
  }

  private func holds(_ call: ToolCall, _ bytes: Bytes) -> Bool {
    let names = ToolNames(tools)
    for candidate in QuotedCalls(bytes: bytes, tools: names).all() {
      // Whatever tool the quotation names: who copies the arguments may change the name.
      guard let tool = names.resolve(candidate.name) ?? names.resolve(call.name),
        let arguments = try? ArgumentReader(tool).arguments(of: candidate)
      else { continue }
      if arguments == call.arguments { return true }
    }
    return false
  }
}

/// The longest text among some arguments, to be looked for before anything is parsed.
private struct Needle {
  private let words: [[UInt8]]

  init?(_ arguments: JSONObject) {
    var longest = ""
    var stack = arguments.members.map(\.value)
    while let value = stack.popLast() {
      switch value {
      case .string(let text): if text.utf8.count > longest.utf8.count { longest = text }
      case .number(let number): if number.text.utf8.count > longest.utf8.count { longest = number.text }
      case .array(let elements): stack += elements
      case .object(let object): stack += object.members.map(\.value)
      case .bool, .null: break
      }
    }
    // The longest run without anything that JSON may escape, so that raw and escaped texts are found alike.
    let runs = longest.utf8.split { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C || $0 == 0x2F || $0 == 0x27 || $0 >= 0x7F }
    guard let run = runs.max(by: { $0.count < $1.count }) else {
      words = []
      return
    }
    words = [Array(run)]
  }

  func mayOccur(in bytes: Bytes) -> Bool {
    words.allSatisfy { word in Self.contains(word, bytes) }
  }

  /// Whether `word` stands anywhere, by the rarest-shift rule of Horspool.
  private static func contains(_ word: [UInt8], _ bytes: Bytes) -> Bool {
    guard !word.isEmpty else { return true }
    guard word.count <= bytes.count else { return false }
    var shift = [Int](repeating: word.count, count: 256)
    for (index, byte) in word.dropLast().enumerated() { shift[Int(byte)] = word.count - 1 - index }
    var place = 0
    // Horspool is quadratic for texts like aaaa; past this many comparisons the text is parsed instead.
    var budget = 4 * bytes.count + 1024
    while place + word.count <= bytes.count, budget > 0 {
      var offset = word.count - 1
      while offset >= 0, bytes.base[place + offset] == word[offset] { offset -= 1 }
      budget -= word.count - offset
      if offset < 0 { return true }
      place += shift[Int(bytes.base[place + word.count - 1])]
    }
    return budget <= 0
  }
}

/// Every call-shaped piece of a text, wherever it stands: in fences, in strings of log lines, in prose.
struct QuotedCalls {
  let bytes: Bytes
  let tools: ToolNames

  /// The calls in the order of the text. A value is looked into as well, because results are often JSON themselves.
  func all() -> [CallCandidate] {
    var found: [CallCandidate] = []
    let context = ScanContext(bytes: bytes, tools: tools, repairs: false)
    var index = 0
    while index < bytes.count {
      let byte = bytes.base[index]
      let start = index
      index += 1
      if byte == UInt8(ascii: "<") || byte == UInt8(ascii: "["), let tag = Tag.at(start, in: bytes) {
        index = tag.end
        guard !tag.isClosing, let region = region(tag, context) else { continue }
        add(region, to: &found)
        index = max(index, min(region.end, bytes.count))
      } else if byte == UInt8(ascii: "{") {
        let (read, _) = context.values.read(at: start, onlyCalls: false)
        guard case .value(let value, let end, _) = read else { continue }
        collect(value, depth: 0, into: &found)
        index = end
      } else if byte == UInt8(ascii: "["), let region = PythonCalls.list(at: start, in: context) {
        add(region, to: &found)
        index = max(index, min(region.end, bytes.count))
      } else if byte.isLetter, start == 0 || !bytes.base[start - 1].isWord {
        guard let region = PythonCalls.calls(at: start, in: context) ?? lineCall(start, context) else { continue }
        add(region, to: &found)
        index = max(index, min(region.end, bytes.count))
      }
    }
    return found
  }

  private func region(_ tag: Tag, _ context: ScanContext) -> FoundRegion? {
    switch tag.role {
    case .wrapper, .looseWrapper, .call, .gemma, .elementOpen: MarkupReader.read(tag, in: context)
    case .channel:
      HarmonyHeader.read(at: tag.range.lowerBound, in: bytes).flatMap { header in
        header.recipient.map { HarmonyHeader.call($0, bodyAt: header.end, in: context) }
      }
    case nil: ToolTags.read(tag, in: context)
    default: nil
    }
  }

  private func lineCall(_ start: Int, _ context: ScanContext) -> FoundRegion? {
    guard start == 0 || bytes.base[start - 1] == 0x0A else { return nil }
    return ToolCallFormats.lineRules[Int(bytes.base[start].folded)].lazy.compactMap { $0.read(context, start) }.first
  }

  private func add(_ region: FoundRegion, to found: inout [CallCandidate]) {
    switch region.finding {
    case .calls(let calls), .broken(_, let calls): found += calls
    case .answer, .hidden: break
    }
  }

  /// The calls in a value and in the values and texts inside it.
  private func collect(_ value: JSONValue, depth: Int, into found: inout [CallCandidate]) {
    guard depth < 32 else { return }
    if case .calls(let calls) = CallShape.read(value, tools: tools, inMarkup: true) { found += calls }
    switch value {
    case .object(let object): for member in object.members { collect(member.value, depth: depth + 1, into: &found) }
    case .array(let elements): for element in elements { collect(element, depth: depth + 1, into: &found) }
    case .string(let text):
      guard text.utf8.contains(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "(") })
      else { return }
      text.withBytes { bytes in found += QuotedCalls(bytes: bytes, tools: tools).all() }
    case .bool, .number, .null: break
    }
  }
}
