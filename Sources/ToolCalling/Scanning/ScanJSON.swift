// JSON in the open: the one notation that needs no markup, and that prose quotes most.

extension RegionScanner {
  /// Reads what the brace at `index` begins.
  mutating func readObject() {
    guard looksLikeObject(index) else {
      index += 1
      return
    }
    readValue()
  }

  /// Reads what the bracket at `index` begins: a token, a list of calls, or a link.
  mutating func readBracket() {
    if Tag.mayBegin(at: index + 1, in: bytes), let tag = Tag.at(index, in: bytes) { return take(tag) }
    if let found = PythonCalls.list(at: index, in: context), !isQuotedByIndent {
      return take(found, at: index)
    }
    switch bytes[bytes.skipSpace(index + 1)] {
    case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""), UInt8(ascii: "0")...UInt8(ascii: "9"): readValue()
    default: index += 1
    }
  }

  /// True where the line is indented as code and other text stands before it.
  var isQuotedByIndent: Bool { mutating get { isQuotedByIndent(index) } }

  /// Whether the brace at `place` may begin an object rather than stand in prose.
  private func looksLikeObject(_ place: Int) -> Bool {
    let next = bytes.skipSpace(place + 1)
    let byte = bytes[next]
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "}"),
      UInt8(ascii: "/"), UInt8(ascii: "#"), UInt8(ascii: "`"), 0xE2, 0:
      return true
    default: break
    }
    guard byte.isLetter || byte == UInt8(ascii: "_") else { return false }
    var end = next
    while end < next + 64, bytes[end].isWord || bytes[end] == UInt8(ascii: "-") { end += 1 }
    return bytes[bytes.skipBlanks(end)] == UInt8(ascii: ":") || end >= bytes.count
  }

  /// Reads the value at `index`, and takes it if it is a call.
  private mutating func readValue() {
    let start = index
    let inside = context.prefix(limit)
    let (read, keys) = inside.values.read(at: start, onlyCalls: true)
    switch read {
    case .plain(let end): index = end
    case .value(let value, let end, let isRepaired):
      let shape = CallShape.read(value, tools: context.tools, inMarkup: false, keys: keys)
      take(shape, start, end, isRepaired: isRepaired, keys)
    case .contradiction(let end, let reason):
      index = end
      if keys.contains(.name) { take(broken(reason, end), at: start) }
    case .cut: takeCut(start, keys)
    case .fault(let place): takeFault(start, place, keys)
    }
  }

  private func broken(_ reason: String, _ end: Int) -> FoundRegion {
    FoundRegion(finding: .broken(BrokenCall(reason: reason, tool: nil), complete: []), end: end)
  }

  private mutating func take(_ shape: CallShape, _ start: Int, _ end: Int, isRepaired: Bool, _ keys: CallKeys) {
    index = end
    guard !isQuotedByIndent(start) else { return }
    switch shape {
    case .calls(let calls):
      if isRepaired, !calls.allSatisfy({ context.tools.hasRequired($0) }) {
        return take(broken(MarkupReader.cutReason, end), at: start)
      }
      take(FoundRegion(finding: .calls(calls), end: passExtraCloser(end)), at: start)
    case .broken(let broken): take(FoundRegion(finding: .broken(broken, complete: []), end: end), at: start)
    case .answer(let text): take(FoundRegion(finding: .answer(text), end: end), at: start)
    case .none: break
    }
  }

  private mutating func isQuotedByIndent(_ start: Int) -> Bool { isIndented && hasText(before: start) }

  /// One bracket too many directly after a call is a slip.
  private func passExtraCloser(_ end: Int) -> Int {
    let next = bytes.skipBlanks(end)
    return next < limit && (bytes[next] == UInt8(ascii: "}") || bytes[next] == UInt8(ascii: "]")) ? next + 1 : end
  }

  /// The text ended inside a value: nothing in it or after it is a call, except that whole calls of a list stand.
  private mutating func takeCut(_ start: Int, _ keys: CallKeys) {
    if let close = reasoningEnd(after: start) {
      index = close
      return
    }
    let complete = context.repairs ? completeElements(start) : []
    if isCallLike(keys) || !complete.isEmpty || (beginsLikeCall(start) && !hasText(before: index)) {
      let cut = BrokenCall(reason: MarkupReader.cutReason, tool: nil)
      take(FoundRegion(finding: .broken(cut, complete: complete), end: limit), at: start)
    }
    index = limit
  }

  /// The whole calls at the head of a list that is cut later.
  private func completeElements(_ start: Int) -> [CallCandidate] {
    guard bytes[start] == UInt8(ascii: "[") else { return [] }
    var calls: [CallCandidate] = []
    var place = bytes.skipSpace(start + 1)
    let inside = context.prefix(limit)
    while bytes[place] == UInt8(ascii: "{") {
      guard case .value(let value, let end, false) = inside.values.read(at: place, onlyCalls: true).read,
        case .calls(let some) = CallShape.read(value, tools: context.tools, inMarkup: false)
      else { break }
      calls += some
      place = bytes.skipSpace(end)
      guard bytes[place] == UInt8(ascii: ",") else { break }
      place = bytes.skipSpace(place + 1)
    }
    return calls
  }

  private mutating func takeFault(_ start: Int, _ place: Int, _ keys: CallKeys) {
    if let close = reasoningEnd(after: start) {
      index = close
      return
    }
    let end = max(balancedEnd(start) ?? limit, min(place, limit))
    if isCallLike(keys), !isQuotedByIndent(start) {
      take(broken("the call is not valid JSON", end), at: start)
    } else if keys.isEmpty, bytes[start] == UInt8(ascii: "["), place - start < 128 {
      // A bracket in prose: `[1] as shown`.
      index = max(start + 1, place)
      return
    }
    index = end
  }

  private func isCallLike(_ keys: CallKeys) -> Bool {
    keys.contains([.name, .arguments])
      || (keys.contains(.wrapper) && !keys.contains(.record) && keys != [.wrapper, .name])
  }

  /// Whether the first key of the object at `start`, in whatever quotes, is one of a call.
  private func beginsLikeCall(_ start: Int) -> Bool {
    var place = start
    while place < start + 32, !bytes[place].isLetter { place += 1 }
    let first = place
    while place < first + 32, bytes[place].isWord { place += 1 }
    guard first < place, place <= bytes.count else { return false }
    return CallKeys.table[FoldedHash.of(bytes, first..<place)]?.contains(.name) == true
  }

  /// The offset after the bracket that closes the one at `start`, strings passed over; nil where none does.
  private func balancedEnd(_ start: Int) -> Int? {
    var depth = 0
    var isText = false
    var place = start
    while place < limit {
      switch bytes.base[place] {
      case UInt8(ascii: "\\") where isText: place += 1
      case UInt8(ascii: "\""): isText.toggle()
      case UInt8(ascii: "{"), UInt8(ascii: "["): if !isText { depth += 1 }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if !isText { depth -= 1 }
        if depth == 0 { return place + 1 }
      default: break
      }
      place += 1
    }
    return nil
  }
}
