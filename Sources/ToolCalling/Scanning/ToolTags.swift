import JSON

/// A tag that has the name of a tool, its arguments as tags or attributes:
/// `<get_forecast><city>Turin</city></get_forecast>`, `<get_forecast city="Turin"/>`.
enum ToolTags {
  /// Reads the region of `tag`; nil where its name is none of an offered tool, or something else than tags
  /// stands in it: that is an answer about the tool.
  static func read(_ tag: Tag, in context: ScanContext) -> FoundRegion? {
    let bytes = context.bytes
    guard !tag.isToken, let name = name(tag, bytes), let tool = context.tools.resolve(name) else { return nil }
    let properties = tool.parameters["properties"]?.object
    let attributes = tag.attributeList(in: bytes)
    var raw = attributes.list
    // What cannot be read is passed over only where it names no argument and the arguments stand inside the tag.
    func found(_ arguments: WrittenArguments, _ end: Int, areInside: Bool) -> FoundRegion {
      attributes.unread.isEmpty || (areInside && !tag.mentions(properties, in: attributes.unread, of: bytes))
        ? region(name, arguments, end) : broken(MarkupReader.unreadReason, name, end)
    }
    if tag.isSelfClosing { return found(.raw(raw), tag.end, areInside: false) }
    var place = bytes.skipSpace(tag.end)
    if bytes[place] == UInt8(ascii: "{") {
      guard let (value, close) = json(at: place, of: name, context) else { return nil }
      let isSplit = raw.contains { properties?[$0.name] != nil }
      guard !isSplit else { return broken("its arguments stand in two places", name, close) }
      return found(.json(value), close, areInside: true)
    }
    while true {
      if let close = closing(name, at: place, bytes) {
        return found(raw.isEmpty ? .none : .raw(raw), close, areInside: raw.count > attributes.list.count)
      }
      guard place < bytes.count else { return broken(MarkupReader.cutReason, name, bytes.count) }
      guard let inner = FreeTag.at(place, in: bytes) else {
        context.wasted.add(place - tag.end)
        return nil
      }
      guard let close = inner.close(in: bytes) else { return broken(MarkupReader.cutReason, name, bytes.count) }
      let text = value(inner.end..<close.lowerBound, bytes)
      raw.append(RawArgument(name: bytes.string(inner.name), text: text, isText: nil))
      place = bytes.skipSpace(close.upperBound)
      if bytes[place] == UInt8(ascii: ",") { place = bytes.skipSpace(place + 1) }
    }
  }

  /// The value at `place`, all that stands in the tag, and the offset after the tag that closes it.
  private static func json(at place: Int, of name: String, _ context: ScanContext) -> (JSONValue, Int)? {
    guard case .value(let value, let end, _) = context.values.read(at: place, onlyCalls: false).read,
      let close = closing(name, at: context.bytes.skipSpace(end), context.bytes)
    else { return nil }
    return (value, close)
  }

  private static func region(_ name: String, _ arguments: WrittenArguments, _ end: Int) -> FoundRegion {
    FoundRegion(finding: .calls([CallCandidate(name, arguments)]), end: end, isNative: true)
  }

  private static func broken(_ reason: String, _ name: String, _ end: Int) -> FoundRegion {
    FoundRegion(finding: .broken(BrokenCall(reason: reason, tool: name), complete: []), end: end, isNative: true)
  }

  private static func name(_ tag: Tag, _ bytes: Bytes) -> String? {
    var end = tag.range.lowerBound + 1
    let start = end
    while bytes[end].isWord || bytes[end] == UInt8(ascii: "-") || bytes[end] == UInt8(ascii: ".") { end += 1 }
    return end > start ? bytes.string(start..<end) : nil
  }

  private static func closing(_ name: String, at place: Int, _ bytes: Bytes) -> Int? {
    guard bytes[place] == UInt8(ascii: "<"), bytes[place + 1] == UInt8(ascii: "/") else { return nil }
    let end = place + 2 + name.utf8.count
    guard end < bytes.count, bytes.string(place + 2..<end) == name, bytes[end] == UInt8(ascii: ">") else { return nil }
    return end + 1
  }

  private static func value(_ range: Range<Int>, _ bytes: Bytes) -> String {
    var start = range.lowerBound
    var end = range.upperBound
    if bytes[start] == 0x0A, start < end { start += 1 }
    if end > start, bytes[end - 1] == 0x0A { end -= 1 }
    return bytes.string(start..<end)
  }
}
