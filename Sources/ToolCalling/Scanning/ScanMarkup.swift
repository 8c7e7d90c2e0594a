// Tags and tokens in the open text.

extension RegionScanner {
  mutating func readAngle() {
    if bytes[index + 1] == UInt8(ascii: "!"), bytes.has("<!--", at: index) {
      index = bytes.find("-->", from: index + 4).map { min($0 + 3, limit) } ?? limit
      return
    }
    // Most angle brackets of a hostile text begin nothing, and one more byte tells.
    guard Tag.mayBegin(at: index + 1, in: bytes), let tag = Tag.at(index, in: bytes)
    else {
      index += 1
      return
    }
    take(tag)
  }

  mutating func take(_ tag: Tag) {
    switch tag.role {
    case .reasoning: tag.isClosing ? restart(at: tag.end) : readReasoning(tag)
    case .reasoningEnd: restart(at: tag.end)
    case .stop: readStop(tag)
    case .header: readHeader(tag)
    case .result: readResult(tag)
    case .channel: readChannel(tag)
    case .hidden: readHidden(tag)
    case .wrapper, .wrapperEnd, .call, .callEnd, .gemma, .elementOpen, .elementClose, .looseWrapper: readCalls(tag)
    case .separator where tag.isToken: hide(tag.range)
    case .parameter, .key, .value, .type, .nameElement, .argumentsElement, .separator, .keyOpen: index = tag.end
    case nil: readToolTag(tag)
    }
  }

  /// Hides the token; Inkling writes the name of a tool after the one that opens a message, Functionary its recipient.
  private mutating func readHidden(_ tag: Tag) {
    if bytes.has("<|message_model|>", at: tag.range.lowerBound),
      let next = bytes.prefix(tag.end + 137).find("<|content_", from: tag.end)
    {
      return hide(tag.range.lowerBound..<next)
    }
    hide(tag.range)
  }

  private mutating func readCalls(_ tag: Tag) {
    let start = tag.range.lowerBound
    if tag.role == .elementOpen, bytes.has("think", at: tag.end) {
      let close: StaticString = "<|close|>think<|sep|>"
      return hide(start..<(bytes.find(close, from: tag.end).map { min($0 + 21, limit) } ?? limit))
    }
    if tag.role == .elementClose, bytes.has("think<|sep|>", at: tag.end) { return restart(at: tag.end + 12) }
    if bytes.has("<|recipient|>all", at: start) { return hide(start..<tag.end + 3) }
    if tag.isClosing || tag.role == .wrapperEnd || tag.role == .callEnd || tag.role == .elementClose {
      // A closing word alone: its opening one was part of the prompt, or the model forgot it.
      if tag.role == .looseWrapper { index = tag.end } else { hide(closingRange(tag)) }
      return
    }
    guard !isQuotedByIndent else {
      index = tag.end
      return
    }
    let (found, end, isBare) = MarkupReader.attempt(tag, in: context.prefix(limit))
    if isBare, isWord(tag) {
      index = end
    } else if let found {
      take(found, at: start)
    } else if tag.role == .elementOpen {
      hide(closingRange(tag))
    } else {
      index = end
    }
  }

  /// Whether a tag that nothing follows is a word of the text before it on its line: `It ends with [tool]`. No token with
  /// bars is, and nothing that the server cut.
  private func isWord(_ tag: Tag) -> Bool {
    let start = tag.range.lowerBound
    guard context.repairs, !tag.isToken || bytes[start] == UInt8(ascii: "[") else { return false }
    let earliest = max(textStart, items.last?.end ?? 0)
    var line = start
    while line > earliest, bytes[line - 1] != 0x0A { line -= 1 }
    return visible(from: line, to: start) > 0
  }

  /// The tag, with the name and separator that follow it in Kimi's notation.
  private func closingRange(_ tag: Tag) -> Range<Int> {
    guard tag.role == .elementClose || tag.role == .elementOpen else { return tag.range }
    guard let separator = KimiElements.separator(after: tag, within: 63, in: bytes) else { return tag.range }
    return tag.range.lowerBound..<separator + 7
  }

  /// A tag named like a tool: `<get_forecast><city>Turin</city></get_forecast>`.
  private mutating func readToolTag(_ tag: Tag) {
    let start = tag.range.lowerBound
    // One that closes itself, or that has attributes, is no word of a text.
    let isWordLike = !tag.isSelfClosing && bytes.skipSpace(tag.attributes.lowerBound) >= tag.attributes.upperBound
    let isBare = isWordLike && bytes.skipSpace(tag.end) >= limit
    guard !tag.isClosing, !isQuotedByIndent, !unclosed.contains(tag.name), !(isBare && isWord(tag)),
      let found = ToolTags.read(tag, in: context.prefix(limit))
    else {
      unclosed.insert(tag.name)
      index = tag.end
      return
    }
    take(found, at: start)
  }

  // MARK: reasoning

  private mutating func readReasoning(_ tag: Tag) {
    if let close = nextReasoningEnd(tag.end) {
      hide(tag.range.lowerBound..<close.upperBound)
      return
    }
    // Unclosed, it hides all that follows; inside a line of prose it is only a word.
    let start = tag.range.lowerBound
    var before = start
    while before > textStart, bytes[before - 1] == 0x20 || bytes[before - 1] == 0x09 { before -= 1 }
    if before > textStart, bytes[before - 1] != 0x0A, bytes[before - 1] != UInt8(ascii: ">"), !tag.isToken {
      index = tag.end
    } else {
      hide(start..<limit)
    }
  }

  /// The next tag that closes reasoning, from `start` on.
  private mutating func nextReasoningEnd(_ start: Int) -> Range<Int>? {
    // The answer holds for every later start before it, so that no part of the text is searched twice.
    if let known = knownReasoningEnd, known.from <= start, known.found.map({ $0.lowerBound >= start }) ?? true {
      return known.found
    }
    var place = start
    var found: Range<Int>?
    while place < limit, found == nil {
      let byte = bytes.base[place]
      if byte == UInt8(ascii: "<") || byte == UInt8(ascii: "["), Tag.mayBegin(at: place + 1, in: bytes),
        let tag = Tag.at(place, in: bytes),
        tag.role == .reasoningEnd || (tag.role == .reasoning && tag.isClosing)
      {
        found = tag.range
      }
      place += 1
    }
    knownReasoningEnd = (start, found)
    return found
  }

  /// Where a value failed: the start of a line after it that only closes reasoning, so that what failed was reasoning.
  mutating func reasoningEnd(after start: Int) -> Int? {
    guard let close = nextReasoningEnd(start), bytes[close.lowerBound - 1] == 0x0A else { return nil }
    return close.lowerBound
  }

  // MARK: turns

  private mutating func readStop(_ tag: Tag) {
    if !tag.isClosing, !tag.isToken, bytes.hasFolded("<s>", at: tag.range.lowerBound) { return hide(tag.range) }
    let next = bytes.skipSpace(tag.end)
    if bytes[next] == UInt8(ascii: "<"), let header = Tag.at(next, in: bytes),
      header.role == .header || header.role == .channel,
      let role = roleName(header), Self.isAssistant(role)
    {
      return hide(tag.range.lowerBound..<next)
    }
    end(at: tag.range.lowerBound)
  }

  /// Ends the message.
  mutating func end(at place: Int) {
    limit = min(limit, place)
    index = limit
  }

  private static func isAssistant(_ role: String) -> Bool {
    ["assistant", "model", "ai", "bot", "gpt", "chatbot"].contains { role.lowercased().hasPrefix($0) }
  }

  /// The word after a token that opens a header.
  private func roleName(_ tag: Tag) -> String? {
    var end = tag.end
    while end < tag.end + 64, bytes[end].isWord || bytes[end] == UInt8(ascii: "/") { end += 1 }
    return end > tag.end ? bytes.string(tag.end..<end) : nil
  }

  private mutating func readHeader(_ tag: Tag) {
    guard let role = roleName(tag) else { return hide(tag.range) }
    guard Self.isAssistant(role) else {
      return hasText(before: index) ? end(at: tag.range.lowerBound) : hide(tag.range)
    }
    var place = tag.end + role.utf8.count
    if role.hasSuffix("/think") {
      let close = bytes.find("<|im_end|>", from: place).map { $0 + 10 } ?? limit
      return hide(tag.range.lowerBound..<close)
    }
    if bytes.has(" -> tool/function_call", at: place) { place += 22 }
    hide(tag.range.lowerBound..<place)
  }

  private mutating func readResult(_ tag: Tag) {
    if tag.isClosing { return hide(tag.range) }
    if hasCalls { return end(at: tag.range.lowerBound) }
    // A quotation up to its closing tag; without one, what follows directly.
    var place = unclosed.contains(tag.name) ? limit : tag.end
    while let hit = bytes.find(UInt8(ascii: "<"), from: place), hit < limit {
      place = hit + 1
      if let close = Tag.at(hit, in: bytes), close.isClosing, close.name == tag.name {
        index = close.end
        return
      }
    }
    unclosed.insert(tag.name)
    labelEnd = tag.end
    index = tag.end
  }

  // MARK: harmony

  /// Reads a harmony header: `<|start|>assistant<|channel|>commentary to=functions.x <|constrain|>json<|message|>`.
  private mutating func readChannel(_ tag: Tag) {
    guard let header = HarmonyHeader.read(at: tag.range.lowerBound, in: bytes, &knownHeaders) else {
      return hide(tag.range)
    }
    if let role = header.role, !Self.isAssistant(role) {
      return hasText(before: index) ? end(at: tag.range.lowerBound) : hide(tag.range)
    }
    let start = tag.range.lowerBound
    if let recipient = header.recipient {
      take(HarmonyHeader.call(recipient, bodyAt: header.end, in: context.prefix(limit)), at: start)
    } else if header.channel == "analysis" || header.channel == "thought" {
      hide(start..<HarmonyHeader.bodyEnd(header.end, in: bytes.prefix(limit)))
    } else {
      hide(start..<header.end)
    }
  }
}
