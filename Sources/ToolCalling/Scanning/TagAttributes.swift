import JSON

extension Tag {
  /// All attributes in their order, values in either quotes or bare, commas between them allowed; nil where anything else
  /// stands in the tag, so that nothing of it is dropped silently.
  func attributeList(in bytes: Bytes) -> [RawArgument]? {
    let inner = bytes.prefix(attributesEnd(in: bytes))
    var list: [RawArgument] = []
    var place = inner.skipSpace(attributes.lowerBound)
    while place < inner.count {
      let start = place
      while inner[place].isWord || inner[place] == UInt8(ascii: "-") || inner[place] == UInt8(ascii: ".") { place += 1 }
      let equals = inner.skipSpace(place)
      guard place > start, inner[equals] == UInt8(ascii: "="),
        let value = Self.value(at: inner.skipSpace(equals + 1), in: inner)
      else { return nil }
      list.append(RawArgument(name: inner.string(start..<place), text: inner.string(value.text), isText: nil))
      place = inner.skipSpace(value.end)
    }
    return list
  }

  /// Where the attributes end, the slash or bar before the closing bracket left out.
  private func attributesEnd(in bytes: Bytes) -> Int {
    let end = attributes.upperBound
    if isSelfClosing || (end > attributes.lowerBound && bytes[end - 1] == UInt8(ascii: "|")) {
      return max(end - 1, attributes.lowerBound)
    }
    return end - 3 >= attributes.lowerBound && bytes.symbol(at: end - 3).byte == UInt8(ascii: "|") ? end - 3 : end
  }

  /// The value at `start` and the offset after it and its comma; nil where it does not end, or more stands directly behind it.
  private static func value(at start: Int, in bytes: Bytes) -> (text: Range<Int>, end: Int)? {
    let quote = bytes[start]
    var text = start..<start
    var end = start
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      guard let close = bytes.find(quote, from: start + 1) else { return nil }
      text = start + 1..<close
      end = bytes[close + 1] == UInt8(ascii: ",") ? close + 2 : close + 1
      guard end >= bytes.count || bytes[end].isSpace else { return nil }
    } else {
      while end < bytes.count, !bytes.base[end].isSpace {
        guard bytes.base[end] != UInt8(ascii: "\""), bytes.base[end] != UInt8(ascii: "'") else { return nil }
        end += 1
      }
      let hasComma = end < bytes.count && bytes[end - 1] == UInt8(ascii: ",")
      text = start..<(hasComma ? max(start, end - 1) : end)
      guard !text.isEmpty else { return nil }
    }
    return (text, end)
  }
}

extension MarkupReader {
  /// Takes the attributes that are named like arguments of the tool: `<invoke name="x" path="/var/log"/>`.
  mutating func readAttributes(_ tag: Tag, of tool: ToolDefinition) {
    guard var list = tag.attributeList(in: bytes) else {
      fault = BrokenCall(reason: "its attributes cannot be read", tool: tool.name)
      return
    }
    if tag.assigned == nil,
      let named = Self.nameAttributes.compactMap({ key in list.firstIndex { $0.name == key } }).first
    {
      list.remove(at: named)
    }
    let properties = tool.parameters["properties"]?.object
    pending.raw += list.filter { argument in
      let isKind = argument.name == "id" || (argument.name == "type" && argument.text == "function")
      return !isKind && properties?[argument.name] != nil
    }
  }

  /// Attributes that name the tool, in the order in which they are looked for.
  private static let nameAttributes = ["name", "tool", "function", "key"]
}
