/// A tag or token of some markup: `<invoke name="x">`, `<|tool_call|>`, `</seed:think>`, `[TOOL_CALLS]`.
struct Tag {
  let range: Range<Int>
  let role: MarkupRole?
  /// The hash of the name without its namespace; equal for an opening tag and the one that closes it.
  let name: UInt64
  let isClosing: Bool
  let isSelfClosing: Bool
  /// True with bars inside the brackets, as special tokens have them.
  let isToken: Bool
  /// What follows an equals sign directly after the name (`<function=x>`).
  let assigned: Range<Int>?
  let attributes: Range<Int>

  var end: Int { range.upperBound }
}

extension Tag {
  /// The tag at `start`, where `<` or `[` stands; nil where there is none. Looks at most 4 KiB ahead.
  static func at(_ start: Int, in bytes: Bytes) -> Tag? {
    bytes[start] == UInt8(ascii: "[") ? bracketed(start, bytes) : angled(start, bytes)
  }

  /// Whether a tag or token may go on like this after its bracket: one byte decides about most brackets of a text.
  static func mayBegin(at next: Int, in bytes: Bytes) -> Bool {
    let byte = bytes[next]
    return byte.isWord || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "|") || byte == 0xEF
  }

  private static func bracketed(_ start: Int, _ bytes: Bytes) -> Tag? {
    var index = start + 1
    var hash = FoldedHash()
    hash.add(UInt8(ascii: "["))
    let isClosing = bytes[index] == UInt8(ascii: "/")
    if isClosing { index += 1 }
    let nameStart = index
    while index < start + 32, bytes[index].isWord {
      hash.add(bytes[index])
      index += 1
    }
    guard index > nameStart, bytes[index] == UInt8(ascii: "]") else { return nil }
    guard let role = Vocabulary.roles[hash.value] else { return nil }
    return Tag(
      range: start..<index + 1, role: role, name: hash.value, isClosing: isClosing, isSelfClosing: false,
      isToken: true, assigned: nil, attributes: index..<index)
  }

  private static func angled(_ start: Int, _ bytes: Bytes) -> Tag? {
    var index = start + 1
    var isClosing = false
    var hasLeftBar = false
    // `</x>`, `<|x|>`, `<|/x|>`, `</|x|>`: any mix of the two marks.
    for _ in 0..<2 {
      let symbol = bytes.symbol(at: index)
      if symbol.byte == UInt8(ascii: "/"), !isClosing {
        isClosing = true
      } else if symbol.byte == UInt8(ascii: "|"), !hasLeftBar {
        hasLeftBar = true
      } else {
        break
      }
      index += symbol.length
    }
    guard bytes[index].isLetter else { return nil }
    var name = TagName()
    name.read(bytes, from: &index)
    return finish(start, index, name, bytes, isClosing: isClosing, hasLeftBar: hasLeftBar)
  }

  /// Reads what follows the name, up to the closing bracket.
  private static func finish(
    _ start: Int, _ nameEnd: Int, _ name: TagName, _ bytes: Bytes, isClosing: Bool, hasLeftBar: Bool
  ) -> Tag? {
    var index = nameEnd
    var assigned: Range<Int>?
    if bytes[index] == UInt8(ascii: "=") {
      guard let end = valueEnd(index + 1, bytes) else { return nil }
      assigned = bytes.trimmed(index + 1..<end)
      index = end
    }
    let attributes = index
    guard let close = attributesEnd(index, bytes) else { return nil }
    index = close
    let isSelfClosing = index > attributes && bytes[index - 1] == UInt8(ascii: "/")
    let hasRightBar = index > start + 1 && isBar(before: index, bytes)
    let (role, hash) = name.meaning(isToken: hasLeftBar || hasRightBar, in: bytes)
    return Tag(
      range: start..<index + 1, role: role, name: hash,
      isClosing: isClosing || (hasRightBar && !hasLeftBar), isSelfClosing: isSelfClosing,
      isToken: hasLeftBar || hasRightBar, assigned: assigned,
      attributes: attributes..<index)
  }

  private static func isBar(before index: Int, _ bytes: Bytes) -> Bool {
    bytes[index - 1] == UInt8(ascii: "|") || bytes.symbol(at: index - 3).byte == UInt8(ascii: "|")
  }

  private static func valueEnd(_ start: Int, _ bytes: Bytes) -> Int? {
    var index = start
    while index < start + 160, index < bytes.count {
      let byte = bytes.base[index]
      if byte == UInt8(ascii: ">") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "<") { break }
      if byte == UInt8(ascii: " "), bytes[start] != UInt8(ascii: "\""), index > start { break }
      index += 1
    }
    return bytes[index] == UInt8(ascii: ">") || bytes[index] == UInt8(ascii: " ") ? index : nil
  }

  /// The offset of the `>` that ends the tag, quotes respected.
  private static func attributesEnd(_ start: Int, _ bytes: Bytes) -> Int? {
    let first = bytes.symbol(at: start)
    if first.byte == UInt8(ascii: ">") { return start }
    if first.byte == UInt8(ascii: "|") || first.byte == UInt8(ascii: "/") {
      let next = start + first.length
      return bytes[next] == UInt8(ascii: ">") ? next : nil
    }
    guard first.byte.isSpace else { return nil }
    var index = start
    var quote: UInt8 = 0
    while index < bytes.count, index < start + 4096 {
      let byte = bytes.base[index]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: ">") {
        return index
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: "<") {
        return nil
      }
      index += 1
    }
    return nil
  }

  /// The value of the attribute `key` as it is written; nil where the tag has none of that name.
  func attribute(_ key: StaticString, in bytes: Bytes) -> String? {
    attributeRange(key, in: bytes).map { bytes.string($0) }
  }

  /// As `attribute`, with the entities of a value in quotes decoded.
  func attributeText(_ key: StaticString, in bytes: Bytes) -> String? {
    guard let range = attributeRange(key, in: bytes) else { return nil }
    let quote = bytes[range.lowerBound - 1]
    let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
    return isQuoted ? XMLEntities.decoded(range, in: bytes) : bytes.string(range)
  }

  private func attributeRange(_ key: StaticString, in bytes: Bytes) -> Range<Int>? {
    var index = attributes.lowerBound
    while index < attributes.upperBound {
      index = bytes.skipSpace(index)
      let start = index
      while index < attributes.upperBound, bytes[index].isWord || bytes[index] == UInt8(ascii: "-") { index += 1 }
      let isWanted = index - start == key.utf8CodeUnitCount && bytes.hasFolded(key, at: start)
      let equals = bytes.skipSpace(index)
      guard index > start else {
        index += 1
        continue
      }
      guard bytes[equals] == UInt8(ascii: "=") else { continue }
      let value = attributeValue(bytes.skipSpace(equals + 1), bytes)
      if isWanted { return value.text }
      index = value.end
    }
    return nil
  }

  private func attributeValue(_ start: Int, _ bytes: Bytes) -> (text: Range<Int>, end: Int) {
    let quote = bytes[start]
    var index = start
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      index += 1
      while index < attributes.upperBound, bytes[index] != quote { index += 1 }
      return (start + 1..<max(index, start + 1), index + 1)
    }
    while index < attributes.upperBound, !bytes[index].isSpace, bytes[index] != UInt8(ascii: "/") { index += 1 }
    return (start..<index, index)
  }
}

/// The name of a tag with its namespaces: `antml:invoke`, `|DSML|invoke`, `tool_call:x`.
struct TagName {
  private var range = 0..<0
  private var whole = FoldedHash()
  /// Where the name without its namespaces begins; that of the whole name where it has none.
  private var localStart = 0
  private var head: UInt64?

  /// Reads the name at `index`, at most 64 bytes of it.
  mutating func read(_ bytes: Bytes, from index: inout Int) {
    let start = index
    localStart = start
    while index < start + 64 {
      readPlain(bytes, from: &index, to: min(start + 64, bytes.count))
      let symbol = bytes.symbol(at: index)
      guard index < start + 64, symbol.byte != 0 else { break }
      if symbol.byte == UInt8(ascii: ":") || symbol.byte == UInt8(ascii: "|") {
        let next = bytes[index + symbol.length]
        guard next.isLetter || next == UInt8(ascii: "/") else { break }
        head = head ?? whole.value
        localStart = index + symbol.length
      } else if symbol.byte != UInt8(ascii: "_") {
        break
      }
      whole.add(symbol.byte)
      index += symbol.length
    }
    range = start..<index
  }

  /// Reads the bytes that are letters, digits, `_`, `-` or `.`; nearly all names are nothing else.
  private mutating func readPlain(_ bytes: Bytes, from index: inout Int, to limit: Int) {
    let base = bytes.base
    var hash = whole
    var place = index
    while place < limit {
      let byte = base[place]
      guard byte.isWord || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") else { break }
      hash.add(byte)
      place += 1
    }
    whole = hash
    index = place
  }

  /// The role of the name as it is, else without its namespace, else of what stands before the colon.
  ///
  /// Words that count only as tokens are known with a bar before them.
  func meaning(isToken: Bool, in bytes: Bytes) -> (role: MarkupRole?, hash: UInt64) {
    if isToken, let role = Vocabulary.roles[FoldedHash.of(bytes, range, after: UInt8(ascii: "|"))] {
      return (role, whole.value)
    }
    if let role = Vocabulary.roles[whole.value] { return (role, whole.value) }
    guard let head else { return (nil, whole.value) }
    let local = FoldedHash.of(bytes, localStart..<max(localStart, range.upperBound))
    if let role = Vocabulary.roles[local] { return (role, local) }
    if let role = Vocabulary.roles[head] { return (role, head) }
    return (nil, local)
  }
}
