import JSON

/// A call as lines of `key: value`, as in YAML: `tool: x`, then `arguments:` with its entries indented below.
///
/// Values are scalars, inline JSON, lists of scalars or block texts (`|`); nothing more of YAML is read.
struct YAMLCall {
  private let bytes: Bytes
  private var index: Int
  private let isFenced: Bool

  /// One line: its indentation, its key and what follows the colon.
  private struct Line {
    var indent: Int
    var key: Range<Int>
    var value: Range<Int>
    var next: Int
  }

  private static let nameKeys = keys(["tool", "tool_name", "function", "name", "action", "tool_call", "call"])
  private static let argumentKeys = keys([
    "arguments", "parameters", "args", "params", "input", "tool_input", "action_input", "tool input", "action input",
    "kwargs",
  ])

  private static func keys(_ words: [String]) -> HashTable<Bool> {
    HashTable(Dictionary(words.map { (FoldedHash.of($0), true) }, uniquingKeysWith: { first, _ in first }))
  }

  /// Reads the call whose first line begins at `start`; nil for text.
  static func read(at start: Int, in context: ScanContext, isFenced: Bool) -> FoundRegion? {
    guard "tfacn".utf8.contains(context.bytes[context.bytes.skipBlanks(start)].folded) else { return nil }
    var reader = YAMLCall(bytes: context.bytes, index: start, isFenced: isFenced)
    guard let head = reader.line(start), nameKeys[FoldedHash.of(reader.bytes, head.key)] != nil else { return nil }
    guard isFenced || head.key.count != 4 || !reader.bytes.hasFolded("name", at: head.key.lowerBound) else {
      return nil
    }
    let second = reader.line(head.next).flatMap { line in
      let isBelow = line.indent == head.indent || line.indent == 0
      return isBelow && argumentKeys[FoldedHash.of(reader.bytes, line.key)] != nil ? line : nil
    }
    // A name alone asks for too little to be sure of it in prose.
    guard second != nil || isFenced else { return nil }
    let name = reader.bytes.string(head.value).unquoted
    guard !name.isEmpty, !name.utf8.contains(UInt8(ascii: " ")), context.tools.resolve(name) != nil else { return nil }
    reader.index = head.next
    guard let second else {
      guard context.tools.hasRequired(CallCandidate(name, .none)) else { return nil }
      return FoundRegion(finding: .calls([CallCandidate(name, .none)]), end: head.next)
    }
    return reader.arguments(name, second, context)
  }

  private mutating func arguments(_ name: String, _ line: Line, _ context: ScanContext) -> FoundRegion? {
    let first = bytes[line.value.lowerBound]
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      return json(name, line.value.lowerBound, context)
    }
    // Plain lines have no end of their own: where the server cut the reply, the last one may be half a value.
    guard context.repairs || isFenced else { return nil }
    if !line.value.isEmpty {
      let call = CallCandidate(name, .json(.string(bytes.string(line.value).unquoted)))
      return FoundRegion(finding: .calls([call]), end: line.value.upperBound)
    }
    index = line.next
    let next = bytes.skipSpace(index)
    if bytes[next] == UInt8(ascii: "{") { return json(name, next, context) }
    var raw: [RawArgument] = []
    var end = index
    while let entry = self.line(index), entry.indent > line.indent {
      index = entry.next
      raw.append(
        RawArgument(name: bytes.string(entry.key), text: value(of: entry), isText: isQuoted(entry) ? true : nil))
      end = index
    }
    guard !raw.isEmpty || context.tools.hasRequired(CallCandidate(name, .none)) else { return nil }
    return FoundRegion(
      finding: .calls([CallCandidate(name, raw.isEmpty ? .none : .raw(raw))]), end: min(end, bytes.count))
  }

  private func json(_ name: String, _ start: Int, _ context: ScanContext) -> FoundRegion {
    func broken(_ reason: String) -> FoundRegion {
      FoundRegion(finding: .broken(BrokenCall(reason: reason, tool: name), complete: []), end: bytes.count)
    }
    switch context.values.read(at: start, onlyCalls: false).read {
    case .value(let value, let end, let isRepaired):
      let call = CallCandidate(name, .json(value))
      if isRepaired, !context.tools.hasRequired(call) { return broken(MarkupReader.cutReason) }
      return FoundRegion(finding: .calls([call]), end: end)
    case .contradiction(_, let reason): return broken(reason)
    case .cut: return broken(MarkupReader.cutReason)
    case .plain, .fault: return broken("the call is not valid JSON")
    }
  }

  private func isQuoted(_ line: Line) -> Bool {
    let first = bytes[line.value.lowerBound]
    return !line.value.isEmpty && (first == UInt8(ascii: "\"") || first == UInt8(ascii: "'"))
  }

  /// The text of an entry: its own line, a block below it, or the items of a list as JSON.
  private mutating func value(of line: Line) -> String {
    let own = bytes.string(line.value)
    if own == "|" || own == "|-" || own == ">" || own == "|+" { return block(line.indent) }
    guard own.isEmpty else { return isQuoted(line) ? unescaped(own) : own }
    var items: [String] = []
    while true {
      let start = bytes.skipBlanks(index)
      guard bytes[start] == UInt8(ascii: "-"), bytes[start + 1] == UInt8(ascii: " ") else { break }
      let end = bytes.lineEnd(start)
      let text = bytes.string(bytes.trimmed(start + 2..<end))
      items.append(SpelledNumber.text(of: RawValue.literal(text) ?? .string(text.unquoted)))
      index = min(end + 1, bytes.count)
    }
    return items.isEmpty ? "" : "[" + items.joined(separator: ",") + "]"
  }

  private func unescaped(_ text: String) -> String {
    RawValue.structure(text)?.string ?? text.unquoted
  }

  private mutating func block(_ indent: Int) -> String {
    var lines: [String] = []
    var strip: Int?
    while index < bytes.count {
      let start = bytes.skipBlanks(index)
      let end = bytes.lineEnd(index)
      if start < end {
        guard start - index > indent else { break }
        strip = strip ?? start - index
      }
      lines.append(bytes.string(min(index + (strip ?? 0), end)..<end))
      index = min(end + 1, bytes.count)
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  private func line(_ start: Int) -> Line? {
    guard start < bytes.count else { return nil }
    let first = bytes.skipBlanks(start)
    var end = first
    while bytes[end].isWord || bytes[end] == UInt8(ascii: "-") || bytes[end] == UInt8(ascii: " "), end < first + 48 {
      end += 1
    }
    guard end > first, bytes[end] == UInt8(ascii: ":") else { return nil }
    let stop = bytes.lineEnd(end)
    let next = bytes[end + 1]
    guard next == UInt8(ascii: " ") || next == 0x0A || next == 0x0D || end + 1 >= bytes.count else { return nil }
    var lineStart = first
    while lineStart > 0, bytes[lineStart - 1] != 0x0A { lineStart -= 1 }
    return Line(
      indent: first - lineStart, key: first..<end, value: bytes.trimmed(min(end + 1, stop)..<stop),
      next: min(stop + 1, bytes.count))
  }
}
