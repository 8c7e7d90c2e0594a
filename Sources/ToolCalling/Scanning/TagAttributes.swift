import JSON

extension Tag {
  /// All attributes in their order, values in either quotes or bare, commas between them allowed; and from where on the
  /// tag could not be read, up to its end: empty where all of it was, so that nothing is dropped silently.
  func attributeList(in bytes: Bytes) -> (list: [RawArgument], unread: Range<Int>) {
    let inner = bytes.prefix(attributesEnd(in: bytes))
    var list: [RawArgument] = []
    var place = inner.skipSpace(attributes.lowerBound)
    while place < inner.count {
      let start = place
      place = Self.nameEnd(place, in: inner)
      let equals = inner.skipSpace(place)
      guard place > start, inner[equals] == UInt8(ascii: "="),
        let value = Self.value(at: inner.skipSpace(equals + 1), in: inner)
      else { return (list, start..<inner.count) }
      list.append(RawArgument(name: inner.string(start..<place), text: value.text, isText: nil))
      place = inner.skipSpace(value.end)
    }
    return (list, inner.count..<inner.count)
  }

  /// Whether `unread`, a part of the tag, names one of `properties`: before an equals sign, or alone outside quotes.
  func mentions(_ properties: JSONObject?, in unread: Range<Int>, of bytes: Bytes) -> Bool {
    guard let properties else { return false }
    let inner = bytes.prefix(unread.upperBound)
    var quote: UInt8 = 0
    var place = unread.lowerBound
    while place < inner.count {
      let end = Self.nameEnd(place, in: inner)
      if end > place {
        let mayCount = quote == 0 || inner[inner.skipSpace(end)] == UInt8(ascii: "=")
        if mayCount, properties[inner.string(place..<end)] != nil { return true }
        place = end
        continue
      }
      let byte = inner[place]
      if byte == UInt8(ascii: "\\") {
        // What it escapes neither opens nor closes a quotation.
        place += 1
      } else if byte == quote {
        quote = 0
      } else if quote == 0, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      }
      place += 1
    }
    return false
  }

  /// The offset after the name of an attribute at `start`.
  private static func nameEnd(_ start: Int, in bytes: Bytes) -> Int {
    var end = start
    while bytes[end].isWord || bytes[end] == UInt8(ascii: "-") || bytes[end] == UInt8(ascii: ".") { end += 1 }
    return end
  }

  /// Where the attributes end, the slash or bar before the closing bracket left out.
  private func attributesEnd(in bytes: Bytes) -> Int {
    let end = attributes.upperBound
    if isSelfClosing || (end > attributes.lowerBound && bytes[end - 1] == UInt8(ascii: "|")) {
      return max(end - 1, attributes.lowerBound)
    }
    return end - 3 >= attributes.lowerBound && bytes.symbol(at: end - 3).byte == UInt8(ascii: "|") ? end - 3 : end
  }

  /// The value at `start`, its entities decoded where it stands in quotes, and the offset after it and its comma; nil where
  /// it does not end, or more stands directly behind it.
  private static func value(at start: Int, in bytes: Bytes) -> (text: String, end: Int)? {
    let quote = bytes[start]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      guard let close = bytes.find(quote, from: start + 1) else { return nil }
      let end = bytes[close + 1] == UInt8(ascii: ",") ? close + 2 : close + 1
      guard end >= bytes.count || bytes[end].isSpace else { return nil }
      return (XMLEntities.decoded(start + 1..<close, in: bytes), end)
    }
    var end = start
    while end < bytes.count, !bytes.base[end].isSpace {
      guard bytes.base[end] != UInt8(ascii: "\""), bytes.base[end] != UInt8(ascii: "'") else { return nil }
      end += 1
    }
    let hasComma = end < bytes.count && bytes[end - 1] == UInt8(ascii: ",")
    let text = start..<(hasComma ? max(start, end - 1) : end)
    return text.isEmpty ? nil : (bytes.string(text), end)
  }
}

extension MarkupReader {
  /// Takes the attributes that are named like arguments of the tool: `<invoke name="x" path="/var/log"/>`.
  ///
  /// What cannot be read is passed over only where it names no argument and the arguments stand inside the tag.
  mutating func readAttributes(_ tag: Tag, of tool: ToolDefinition) {
    let properties = tool.parameters["properties"]?.object
    let read = tag.attributeList(in: bytes)
    guard !tag.mentions(properties, in: read.unread, of: bytes) else {
      fault = BrokenCall(reason: Self.unreadReason, tool: tool.name)
      return
    }
    var list = read.list
    if tag.assigned == nil,
      let named = Self.nameAttributes.compactMap({ key in list.firstIndex { $0.name == key } }).first
    {
      list.remove(at: named)
    }
    pending.raw += list.filter { argument in
      let isKind = argument.name == "id" || (argument.name == "type" && argument.text == "function")
      return !isKind && properties?[argument.name] != nil
    }
    pending.unreadAfter = read.unread.isEmpty ? nil : pending.raw.count
  }

  /// Attributes that name the tool, in the order in which they are looked for.
  private static let nameAttributes = ["name", "tool", "function", "key"]
}
