/// Kimi K3's notation, where tokens take the place of angle brackets:
/// `<|open|>call tool="x"<|sep|> <|open|>argument key="k" type="string"<|sep|>v<|close|>argument<|sep|> <|close|>call<|sep|>`.
enum KimiElements {
  /// The offset of the token that ends the head of the element, at most `limit` bytes after the tag; nil where another
  /// token stands before it, so that no part of a text is searched twice.
  static func separator(after tag: Tag, within limit: Int, in bytes: Bytes) -> Int? {
    guard let token = bytes.prefix(tag.end + limit + 2).find("<|", from: tag.end), bytes.has("<|sep|>", at: token)
    else { return nil }
    return token
  }

  /// Reads the element that `tag` opens.
  static func read(_ tag: Tag, into reader: inout MarkupReader) -> Bool {
    let bytes = reader.bytes
    guard let separator = separator(after: tag, within: 1024, in: bytes) else { return false }
    let header = tag.end..<separator
    reader.index = separator + 7
    if bytes.has("tools", at: tag.end) {
      reader.depth += 1
      return true
    }
    if bytes.has("call", at: tag.end) {
      reader.finishPending(closed: true)
      reader.pending.name = attribute("tool", header, bytes) ?? attribute("name", header, bytes)
      reader.depth += 1
      return reader.pending.name != nil
    }
    guard bytes.has("argument", at: tag.end), let key = attribute("key", header, bytes) else {
      reader.index = tag.range.lowerBound
      return false
    }
    let type = attribute("type", header, bytes)
    guard let close = bytes.find("<|close|>argument<|sep|>", from: reader.index) else {
      reader.fault = BrokenCall(reason: MarkupReader.cutReason, tool: reader.pending.name)
      return true
    }
    let text = bytes.string(reader.index..<close)
    reader.pending.raw.append(RawArgument(name: key, text: text, isText: type.map { $0 == "string" }))
    reader.index = close + 24
    return true
  }

  /// Reads `<|close|>name<|sep|>`.
  static func close(_ tag: Tag, into reader: inout MarkupReader) -> Bool {
    let bytes = reader.bytes
    guard let separator = separator(after: tag, within: 64, in: bytes) else { return false }
    if bytes.has("call", at: tag.end) { reader.finishPending(closed: true) }
    reader.depth = max(0, reader.depth - 1)
    reader.index = separator + 7
    return true
  }

  private static func attribute(_ key: String, _ header: Range<Int>, _ bytes: Bytes) -> String? {
    let text = bytes.string(header)
    guard let start = text.ranges(of: key + "=\"").first?.upperBound else { return nil }
    let value = text[start...].prefix { $0 != "\"" }
    return String(value).replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
  }
}

/// Solar's arguments: `<|tool_arg:start|>name<|tool_arg:value|>value<|tool_arg:end|>`.
enum KeyedTokens {
  static func read(_ tag: Tag, into reader: inout MarkupReader) -> Bool {
    let bytes = reader.bytes
    guard let middle = bytes.find("<|tool_arg:value|>", from: tag.end),
      let close = bytes.find("<|tool_arg:end|>", from: middle + 18)
    else {
      reader.fault = BrokenCall(reason: MarkupReader.cutReason, tool: reader.pending.name)
      return true
    }
    let name = bytes.string(tag.end..<middle).trimmedASCII
    reader.pending.hasOpenName = false
    reader.pending.raw.append(RawArgument(name: name, text: bytes.string(middle + 18..<close), isText: nil))
    reader.index = close + 16
    return true
  }
}
