import JSON

/// A tag that has the name of a tool, its arguments as tags or attributes:
/// `<get_forecast><city>Turin</city></get_forecast>`, `<get_forecast city="Turin"/>`.
enum ToolTags {
  /// Reads the region of `tag`; nil where its name is none of an offered tool, or something else than tags
  /// stands in it: that is an answer about the tool.
  static func read(_ tag: Tag, in context: ScanContext) -> FoundRegion? {
    let bytes = context.bytes
    guard !tag.isToken, let name = name(tag, bytes), context.tools.resolve(name) != nil else { return nil }
    let attributes = tag.attributeList(in: bytes)
    func found(_ arguments: WrittenArguments, _ end: Int) -> FoundRegion {
      attributes == nil ? broken("its attributes cannot be read", name, end) : region(name, arguments, end)
    }
    var raw = attributes ?? []
    if tag.isSelfClosing { return found(.raw(raw), tag.end) }
    var place = bytes.skipSpace(tag.end)
    if bytes[place] == UInt8(ascii: "{") {
      guard case .value(let value, let end, _) = context.values.read(at: place, onlyCalls: false).read,
        let close = closing(name, at: bytes.skipSpace(end), bytes)
      else { return nil }
      let properties = context.tools.resolve(name)?.parameters["properties"]?.object
      let isSplit = raw.contains { properties?[$0.name] != nil }
      return isSplit ? broken("its arguments stand in two places", name, close) : found(.json(value), close)
    }
    while true {
      if let close = closing(name, at: place, bytes) { return found(raw.isEmpty ? .none : .raw(raw), close) }
      guard place < bytes.count else { return broken(MarkupReader.cutReason, name, bytes.count) }
      guard let inner = FreeTag.at(place, in: bytes) else {
        context.wasted.add(place - tag.end)
        return nil
      }
      guard let close = inner.close(in: bytes) else { return broken(MarkupReader.cutReason, name, bytes.count) }
      raw.append(
        RawArgument(name: bytes.string(inner.name), text: value(inner.end..<close.lowerBound, bytes), isText: nil))
      place = bytes.skipSpace(close.upperBound)
      if bytes[place] == UInt8(ascii: ",") { place = bytes.skipSpace(place + 1) }
    }
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
