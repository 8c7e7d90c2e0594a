import JSON

// The parts of a region: tags, JSON values, fences and bare words.

extension MarkupReader {
  /// Takes a tag; false where it does not belong to the region.
  mutating func take(_ tag: Tag) -> Bool {
    guard let role = tag.role else { return freeTag() }
    switch role {
    case .wrapper, .looseWrapper: return wrapper(tag)
    case .wrapperEnd, .callEnd:
      finishPending(closed: true)
      if role == .wrapperEnd { depth = 0 }
      index = tag.end
      return true
    case .call: return call(tag)
    case .parameter: return parameter(tag)
    case .key: return key(tag)
    case .value: return value(tag)
    case .type: return skipElement(tag)
    case .nameElement: return nameElement(tag)
    case .argumentsElement: return argumentsElement(tag)
    case .keyOpen: return KeyedTokens.read(tag, into: &self)
    case .separator, .hidden:
      index = tag.end
      pending.hasOpenName = false
      return true
    case .gemma: return tag.isClosing ? wrapper(tag) : gemma(tag)
    case .elementOpen: return KimiElements.read(tag, into: &self)
    case .elementClose: return KimiElements.close(tag, into: &self)
    case .reasoning, .reasoningEnd, .stop, .header, .result, .channel: return false
    }
  }

  private mutating func wrapper(_ tag: Tag) -> Bool {
    if tag.isClosing {
      // A closing word where nothing is open belongs to what stands outside.
      guard depth > 0 else { return false }
      // LangChain closes the name before the arguments begin.
      let mayGoOn = pending.hasOpenName && tag.role == .looseWrapper
      if !mayGoOn || context.tools.hasRequired(CallCandidate(pending.name ?? "", .none)),
        !isArgumentsElement(bytes.skipSpace(tag.end))
      {
        finishPending(closed: true)
      }
      depth -= 1
      isCertain = isCertain || !calls.isEmpty
    } else {
      finishPending(closed: true)
      if !tag.isSelfClosing { depth += 1 }
      readNameAttribute(tag)
    }
    index = tag.end
    return true
  }

  /// `<tool_call name="x">`, and `<function_call name="x" arguments="{…}"/>`.
  private mutating func readNameAttribute(_ tag: Tag) {
    guard let name = tag.name(in: bytes) else { return }
    readName(name, of: tag)
  }

  private mutating func readName(_ name: String, of tag: Tag) {
    pending.name = name
    pending.id = tag.attribute("id", in: bytes)
    isCertain = true
    if let text = tag.attributeText("arguments", in: bytes) ?? tag.attributeText("args", in: bytes) {
      pending.value = .string(text)
    } else if let tool = context.tools.resolve(name) {
      readAttributes(tag, of: tool)
    }
    if tag.isSelfClosing, fault == nil { finishPending(closed: true) }
  }

  private mutating func call(_ tag: Tag) -> Bool {
    index = tag.end
    if tag.isClosing {
      finishPending(closed: true)
      depth = max(0, depth - 1)
      return true
    }
    if pending.name != nil { finishPending(closed: true) }
    if !tag.isSelfClosing { depth += 1 }
    if let name = tag.name(in: bytes) {
      readName(name, of: tag)
    } else if tag.assigned != nil {
      return false
    }
    return true
  }

  private mutating func parameter(_ tag: Tag) -> Bool {
    guard !tag.isClosing else {
      index = tag.end
      return true
    }
    guard let name = tag.name(in: bytes), pending.name != nil else { return false }
    guard let text = rawText(after: tag) else { return true }
    let declared = tag.attribute("string", in: bytes).map { $0 == "true" }
    pending.raw.append(RawArgument(name: name, text: text, isText: declared))
    return true
  }

  private mutating func key(_ tag: Tag) -> Bool {
    guard !tag.isClosing else {
      index = tag.end
      return true
    }
    guard let text = rawText(after: tag) else { return true }
    pending.hasOpenName = false
    pending.key = text.trimmedASCII
    return true
  }

  private mutating func value(_ tag: Tag) -> Bool {
    guard !tag.isClosing else {
      index = tag.end
      return true
    }
    guard let key = pending.key else { return false }
    guard let text = rawText(after: tag) else { return true }
    pending.raw.append(RawArgument(name: key, text: text, isText: nil))
    pending.key = nil
    return true
  }

  private mutating func nameElement(_ tag: Tag) -> Bool {
    guard !tag.isClosing else {
      index = tag.end
      return true
    }
    guard let text = rawText(after: tag) else { return true }
    if pending.name != nil { finishPending(closed: true) }
    pending.name = text.trimmedASCII
    isCertain = true
    return true
  }

  private mutating func argumentsElement(_ tag: Tag) -> Bool {
    guard !tag.isClosing else {
      index = tag.end
      return true
    }
    guard pending.name != nil else { return false }
    pending.hasOpenName = false
    let inner = bytes.skipSpace(tag.end)
    if bytes[inner] == UInt8(ascii: "<"), Tag.at(inner, in: bytes)?.isClosing == false {
      index = tag.end
      return freeTags()
    }
    guard let text = rawText(after: tag) else { return true }
    pending.value = .string(text)
    return true
  }

  private func isArgumentsElement(_ place: Int) -> Bool {
    bytes[place] == UInt8(ascii: "<") && Tag.at(place, in: bytes)?.role == .argumentsElement
  }

  private mutating func skipElement(_ tag: Tag) -> Bool {
    if tag.isClosing { index = tag.end } else { _ = rawText(after: tag) }
    return true
  }

  /// A JSON value: a call, or the arguments of the name that stands before it.
  mutating func takeValue() -> Bool {
    let (read, _) = context.values.read(at: index, onlyCalls: false)
    switch read {
    case .value(let value, let end, let isRepaired):
      index = end
      isCertain = true
      take(value, isRepaired: isRepaired)
      passExtraCloser()
      return true
    case .contradiction(_, let reason): fault = BrokenCall(reason: reason, tool: pending.name)
    case .cut: fault = BrokenCall(reason: Self.cutReason, tool: pending.name)
    case .plain, .fault: fault = BrokenCall(reason: "the call is not valid JSON", tool: pending.name)
    }
    isCertain = isCertain || bytes[bytes.skipSpace(index + 1)] == UInt8(ascii: "\"")
    return true
  }

  private mutating func take(_ value: JSONValue, isRepaired: Bool) {
    if let name = pending.name {
      pending.hasOpenName = false
      if isRepaired, !context.tools.hasRequired(CallCandidate(name, .json(value))) {
        fault = BrokenCall(reason: Self.cutReason, tool: name)
        return
      }
      pending.value = value
      finishPending(closed: true)
      return
    }
    switch CallShape.read(value, tools: context.tools, inMarkup: true) {
    case .calls(let list):
      if isRepaired, !list.allSatisfy({ context.tools.hasRequired($0) }) {
        fault = BrokenCall(reason: Self.cutReason, tool: list.last?.name)
      } else {
        calls += list
      }
    case .broken(let broken): fault = broken
    case .answer, .none: fault = BrokenCall(reason: "the call names no tool", tool: nil)
    }
  }

  /// One bracket too many after a value is a slip, not a part of the text.
  private mutating func passExtraCloser() {
    let next = bytes.skipSpace(index)
    if bytes[next] == UInt8(ascii: "}") || bytes[next] == UInt8(ascii: "]") { index = next + 1 }
  }

  /// Passes a fence around the JSON inside a region.
  mutating func passFence() -> Bool {
    guard bytes.has("```", at: index), depth > 0 || pending.name != nil || !calls.isEmpty else { return false }
    let lineEnd = bytes.lineEnd(index)
    index = min(lineEnd, bytes.count)
    return true
  }
}

extension Tag {
  /// The name that the tag gives, as an attribute or after an equals sign.
  func name(in bytes: Bytes) -> String? {
    if let assigned { return bytes.string(assigned).unquoted }
    return attribute("name", in: bytes) ?? attribute("tool", in: bytes) ?? attribute("function", in: bytes)
      ?? attribute("key", in: bytes)
  }
}

extension String {
  /// The text without white space at its ends.
  var trimmedASCII: String {
    withBytes { bytes in
      let range = bytes.trimmed(0..<bytes.count)
      return range.count == bytes.count ? self : bytes.string(range)
    }
  }

  /// The text without one pair of quotes around it.
  var unquoted: String {
    withBytes { bytes in
      let range = bytes.trimmed(0..<bytes.count)
      let first = bytes[range.lowerBound]
      guard range.count > 1, first == UInt8(ascii: "\"") || first == UInt8(ascii: "'"),
        bytes[range.upperBound - 1] == first
      else { return range.count == bytes.count ? self : bytes.string(range) }
      return bytes.string(range.lowerBound + 1..<range.upperBound - 1)
    }
  }
}
