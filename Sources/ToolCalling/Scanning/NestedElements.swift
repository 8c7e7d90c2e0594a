import JSON

/// Elements inside elements, as MiniMax M3 writes objects and lists: each child a member, children named `item` a list.
///
/// Leaves become strings; the schema turns them into what they are.
enum NestedElements {
  /// The elements in `range` as JSON text; nil where something else stands between them.
  static func json(_ range: Range<Int>, in bytes: Bytes) -> String? {
    value(range, bytes.prefix(range.upperBound), depth: 0)?.jsonText
  }

  private static let token: StaticString = "]<]minimax[>["

  private static func value(_ range: Range<Int>, _ bytes: Bytes, depth: Int) -> JSONValue? {
    guard depth < 16 else { return Optional.none }
    var members: [(String, JSONValue)] = []
    var place = bytes.skipSpace(range.lowerBound)
    while place < range.upperBound {
      if bytes.has(token, at: place) { place += 13 }
      guard let tag = FreeTag.at(place, in: bytes), let close = tag.close(in: bytes),
        close.upperBound <= range.upperBound
      else { return Optional.none }
      var end = close.lowerBound
      if bytes.has(token, at: end - 13) { end -= 13 }
      let inner = bytes.trimmed(tag.end..<max(end, tag.end))
      let isNested = bytes.has("]<]minimax[>[<", at: inner.lowerBound) && inner.count > 14
      let leaf = JSONValue.string(bytes.string(tag.end..<max(end, tag.end)))
      members.append((bytes.string(tag.name), isNested ? value(inner, bytes, depth: depth + 1) ?? leaf : leaf))
      place = bytes.skipSpace(close.upperBound)
    }
    if !members.isEmpty, members.allSatisfy({ $0.0 == "item" }) { return .array(members.map(\.1)) }
    return .object(JSONObject(members))
  }
}
