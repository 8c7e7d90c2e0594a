// Raw values and bare words: the parts of a region that are not JSON.

extension MarkupReader {
  /// The text from the end of `tag` to the tag that closes it, one line break stripped at each end.
  ///
  /// A closing tag counts when markup or the end follows it, so that a value may quote one. Nil, with a fault, where
  /// none comes, or where a further argument begins before that: half a value, or two, is another value.
  mutating func rawText(after tag: Tag) -> String? {
    guard !tag.isSelfClosing else {
      index = tag.end
      return ""
    }
    var place = tag.end
    var first: Range<Int>?
    // Tags inside the value that were opened and not closed; negative once the value itself may have been closed.
    var open = 0
    while let hit = bytes.find(UInt8(ascii: "<"), from: place) {
      place = hit + 1
      guard let next = Tag.at(hit, in: bytes) else { continue }
      if closes(next, tag) {
        first = first ?? next.range
        open -= 1
        if isMarkup(after: next.end) { return text(tag.end..<hit, next.end) }
      } else if endsUnclosed(next, tag, at: hit) {
        if let first { return text(tag.end..<first.lowerBound, first.upperBound) }
        return text(tag.end..<hit, hit)
      } else if opensArgument(next, tag) {
        // A parameter without a name brings no argument: the value quotes it.
        guard open >= 0 || isNameless(next) else { return noText(Self.splitReason) }
        if open >= 0, next.name == tag.name { open += 1 }
      }
    }
    if let first { return text(tag.end..<first.lowerBound, first.upperBound) }
    return noText(Self.cutReason)
  }

  private mutating func noText(_ reason: String) -> String? {
    fault = BrokenCall(reason: reason, tool: pending.name)
    isCertain = true
    index = bytes.count
    return nil
  }

  /// Whether `next`, in the value of `tag`, opens an argument as `tag` does.
  private func opensArgument(_ next: Tag, _ tag: Tag) -> Bool {
    guard !next.isClosing, !next.isSelfClosing else { return false }
    return tag.role == .parameter
      ? next.role == .parameter : tag.role == .value && (next.role == .key || next.role == .value)
  }

  private func isNameless(_ tag: Tag) -> Bool { tag.role == .parameter && tag.name(in: bytes) == nil }

  private func closes(_ next: Tag, _ tag: Tag) -> Bool { next.isClosing && next.name == tag.name }

  /// A parameter whose closing tag was forgotten ends where the next one begins, or its call ends, on a new line.
  private func endsUnclosed(_ next: Tag, _ tag: Tag, at place: Int) -> Bool {
    guard tag.role == .parameter, bytes[place - 1] == UInt8(ascii: "\n") else { return false }
    if next.role == .parameter { return !next.isClosing && next.name == tag.name }
    return next.role == .call && next.isClosing
  }

  private mutating func text(_ range: Range<Int>, _ end: Int) -> String {
    index = end
    var start = range.lowerBound
    var stop = range.upperBound
    // MiniMax M3 repeats its namespace token before the closing tag.
    if stop - start >= 13, bytes.has("]<]minimax[>[", at: stop - 13) { stop -= 13 }
    let inner = bytes.trimmed(start..<stop)
    if bytes.has("]<]minimax[>[<", at: inner.lowerBound), let nested = NestedElements.json(inner, in: bytes) {
      return nested
    }
    if bytes.has("<![CDATA[", at: inner.lowerBound), bytes.has("]]>", at: inner.upperBound - 3) {
      return bytes.string(inner.lowerBound + 9..<inner.upperBound - 3)
    }
    if bytes[start] == 0x0D, bytes[start + 1] == 0x0A { start += 1 }
    if start < stop, bytes[start] == 0x0A { start += 1 }
    if stop > start, bytes[stop - 1] == 0x0A {
      stop -= 1
      if stop > start, bytes[stop - 1] == 0x0D { stop -= 1 }
    }
    return bytes.string(start..<max(start, stop))
  }

  /// Whether markup, or nothing, follows at `place`; a separating comma is white space.
  private func isMarkup(after place: Int) -> Bool {
    var next = bytes.skipSpace(place)
    let isSeparated = bytes[next] == UInt8(ascii: ",")
    if isSeparated { next = bytes.skipSpace(next + 1) }
    if bytes.has("]<]minimax[>[", at: next) { next += 13 }
    guard next < bytes.count else { return true }
    guard bytes[next] == UInt8(ascii: "<"), let tag = Tag.at(next, in: bytes) else { return false }
    // A comma separates arguments; before any other tag it is text.
    if isSeparated { return !tag.isClosing && (tag.role == .parameter || tag.role == .key) }
    switch tag.role {
    case .wrapper, .looseWrapper, .wrapperEnd, .call, .callEnd, .parameter, .key, .value, .type, .stop,
      .nameElement, .argumentsElement, .elementOpen, .elementClose, .header:
      return true
    default: return tag.isClosing
    }
  }

  /// A bare word: the name of the tool, before its arguments, a separator or a closing tag.
  mutating func word() -> Bool {
    if let found = PythonCalls.calls(at: index, in: context), depth > 0 {
      isCertain = true
      switch found.finding {
      case .calls(let list): calls += list
      case .broken(let broken, let complete):
        calls += complete
        fault = broken
      default: return false
      }
      index = found.end
      return true
    }
    let start = index
    var hasLetters = false
    while index < start + 128, isNameByte(index) {
      hasLetters = hasLetters || bytes[index].isWord
      index += 1
    }
    guard index > start, index < start + 128 else { return false }
    let stop = bytes.skipBlanks(index)
    guard hasLetters, endsName(stop) else {
      index = start
      return false
    }
    return took(bytes.string(start..<index), endsAt: stop)
  }

  private func isNameByte(_ place: Int) -> Bool {
    let byte = bytes[place]
    return byte.isWord || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":")
      || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "\"")
      || byte == UInt8(ascii: "#")
  }

  private func endsName(_ place: Int) -> Bool {
    guard place < bytes.count else { return true }
    let byte = bytes.base[place]
    return byte == 0x0A || byte == 0x0D || byte == UInt8(ascii: "<") || byte == UInt8(ascii: "{")
      || byte == UInt8(ascii: "[")
  }

  private mutating func took(_ word: String, endsAt place: Int) -> Bool {
    // DeepSeek V3 writes the type of the call before its name, Step-Audio on a line of its own.
    if word == "function" || word == "json" || word == "tool" {
      return true
    }
    if pending.name != nil {
      // What follows a name without being its arguments is an id (Mistral's [CALL_ID]).
      guard !pending.hasOpenName else { return false }
      pending.id = word
      return true
    }
    let name = word.unquoted
    if depth > 0 || !calls.isEmpty || context.tools.resolve(name) != nil {
      pending.name = name.hasSuffix(":") ? String(name.dropLast()) : name
      pending.hasOpenName = true
      isCertain = isCertain || context.tools.resolve(name) != nil
      return true
    }
    return false
  }

  /// An unknown tag inside a call: one argument, or the tool itself (`<city>Turin</city>`).
  mutating func freeTag() -> Bool {
    guard pending.name != nil, let tag = FreeTag.at(index, in: bytes) else { return false }
    return take(tag)
  }

  /// The unknown tags inside an element of arguments.
  mutating func freeTags() -> Bool {
    while bytes[bytes.skipSpace(index)] == UInt8(ascii: "<") {
      index = bytes.skipSpace(index)
      if let tag = Tag.at(index, in: bytes), tag.isClosing {
        index = tag.end
        return true
      }
      guard let tag = FreeTag.at(index, in: bytes), take(tag) else { return false }
      if fault != nil { return true }
    }
    return true
  }

  private mutating func take(_ tag: FreeTag) -> Bool {
    guard let close = tag.close(in: bytes) else {
      fault = BrokenCall(reason: Self.cutReason, tool: pending.name)
      return true
    }
    let text = self.text(tag.end..<close.lowerBound, close.upperBound)
    pending.raw.append(RawArgument(name: bytes.string(tag.name), text: text, isText: nil))
    return true
  }
}

/// A tag whose name no format knows, such as the name of an argument.
struct FreeTag {
  let name: Range<Int>
  let end: Int

  static func at(_ start: Int, in bytes: Bytes) -> FreeTag? {
    guard bytes[start] == UInt8(ascii: "<") else { return nil }
    var index = start + 1
    while index < start + 66,
      bytes[index].isWord || bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: ".")
    {
      index += 1
    }
    guard index > start + 1, bytes[index] == UInt8(ascii: ">") else { return nil }
    return FreeTag(name: start + 1..<index, end: index + 1)
  }

  /// The closing tag: the last one before the next line that opens another, nil where there is none.
  func close(in bytes: Bytes) -> Range<Int>? {
    var place = end
    while let hit = bytes.find(UInt8(ascii: "<"), from: place) {
      place = hit + 1
      guard bytes[hit + 1] == UInt8(ascii: "/"), hit + 3 + name.count <= bytes.count else { continue }
      let same = (0..<name.count).allSatisfy { bytes[hit + 2 + $0] == bytes[name.lowerBound + $0] }
      if same, bytes[hit + 2 + name.count] == UInt8(ascii: ">") { return hit..<hit + 3 + name.count }
    }
    return nil
  }
}
