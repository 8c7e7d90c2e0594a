import JSON

/// Gemma's notation of a call: `call:name{key:<|"|>text<|"|>,n:3,list:[1,2],object:{a:true}}`.
///
/// FunctionGemma writes `<escape>` where Gemma 4 writes `<|"|>`. Keys stand bare.
struct GemmaNotation {
  private let context: ScanContext
  private var index: Int
  private var isCut = false
  private var depth = 0

  private init(_ context: ScanContext, _ index: Int) {
    self.context = context
    self.index = index
  }

  /// The call at `start` and the offset after it; `isCut` where the text ends inside.
  static func read(at start: Int, in context: ScanContext) -> (call: CallCandidate?, end: Int, isCut: Bool) {
    var place = context.bytes.skipSpace(start)
    let bytes = context.bytes
    if bytes.has("call:", at: place) { place = bytes.skipBlanks(place + 5) }
    let nameStart = place
    while bytes[place].isWord || bytes[place] == UInt8(ascii: ".") || bytes[place] == UInt8(ascii: "-") { place += 1 }
    guard place > nameStart else { return (nil, place, place >= bytes.count) }
    let name = bytes.string(nameStart..<place)
    var reader = GemmaNotation(context, bytes.skipBlanks(place))
    guard bytes[reader.index] == UInt8(ascii: "{") else { return (nil, reader.index, reader.index >= bytes.count) }
    guard let value = reader.value() else { return (CallCandidate(name, .none), reader.index, reader.isCut) }
    return (CallCandidate(name, .json(value)), reader.index, false)
  }

  private var bytes: Bytes { context.bytes }

  private mutating func value() -> JSONValue? {
    index = bytes.skipSpace(index)
    guard index < bytes.count else { return cut() }
    switch bytes.base[index] {
    case UInt8(ascii: "{"): return object()
    case UInt8(ascii: "["): return list()
    case UInt8(ascii: "<"): return text().map { .string($0) }
    default: return scalar()
    }
  }

  private mutating func cut() -> JSONValue? {
    isCut = true
    return nil
  }

  private mutating func object() -> JSONValue? {
    depth += 1
    defer { depth -= 1 }
    guard depth <= 128 else { return nil }
    index += 1
    var members: [(String, JSONValue)] = []
    while true {
      index = bytes.skipSpace(index)
      guard index < bytes.count else { return cut() }
      if bytes[index] == UInt8(ascii: "}") { break }
      if bytes[index] == UInt8(ascii: ",") {
        index += 1
        continue
      }
      guard let key = key(), let value = value() else { return nil }
      members.append((key, value))
    }
    index += 1
    return .object(JSONObject(members))
  }

  private mutating func key() -> String? {
    if bytes[index] == UInt8(ascii: "<") {
      guard let key = text() else { return nil }
      return passColon() ? key : nil
    }
    let start = index
    while index < bytes.count, index < start + 256, bytes[index] != UInt8(ascii: ":") {
      if bytes[index] == UInt8(ascii: "{") || bytes[index] == UInt8(ascii: "}") { return nil }
      index += 1
    }
    let key = bytes.string(start..<index).unquoted
    return passColon() ? key : nil
  }

  private mutating func passColon() -> Bool {
    index = bytes.skipSpace(index)
    guard bytes[index] == UInt8(ascii: ":") else {
      isCut = index >= bytes.count
      return false
    }
    index += 1
    return true
  }

  private mutating func list() -> JSONValue? {
    depth += 1
    defer { depth -= 1 }
    guard depth <= 128 else { return nil }
    index += 1
    var elements: [JSONValue] = []
    while true {
      index = bytes.skipSpace(index)
      guard index < bytes.count else { return cut() }
      if bytes[index] == UInt8(ascii: "]") { break }
      if bytes[index] == UInt8(ascii: ",") {
        index += 1
        continue
      }
      guard let value = value() else { return nil }
      elements.append(value)
    }
    index += 1
    return .array(elements)
  }

  private mutating func text() -> String? {
    for mark: StaticString in ["<|\"|>", "<escape>"] where bytes.has(mark, at: index) {
      let start = index + mark.utf8CodeUnitCount
      guard let end = bytes.find(mark, from: start) else {
        isCut = true
        return nil
      }
      index = end + mark.utf8CodeUnitCount
      return bytes.string(start..<end)
    }
    return nil
  }

  private mutating func scalar() -> JSONValue? {
    if let quote = LenientReader(bytes, at: index).quote(at: index) {
      var reader = LenientReader(bytes, at: index)
      guard let text = try? reader.string(quote, isKey: false) else { return cut() }
      index = reader.index
      return .string(text)
    }
    let start = index
    while index < bytes.count, bytes[index] != UInt8(ascii: ","), bytes[index] != UInt8(ascii: "}"),
      bytes[index] != UInt8(ascii: "]"), bytes[index] != UInt8(ascii: "<")
    {
      index += 1
    }
    guard index < bytes.count else { return cut() }
    let text = bytes.string(start..<index).trimmedASCII
    guard !text.isEmpty else { return nil }
    return RawValue.literal(text) ?? .string(text)
  }
}

extension MarkupReader {
  /// Reads the call after Gemma's opening token.
  mutating func gemma(_ tag: Tag) -> Bool {
    let (call, end, isCut) = GemmaNotation.read(at: tag.end, in: context)
    guard bytes.has("call:", at: bytes.skipSpace(tag.end)) || call != nil || isCut else {
      // Another family's content behind this token.
      index = tag.end
      depth += 1
      return true
    }
    if isCut {
      fault = BrokenCall(reason: Self.cutReason, tool: call?.name)
      isCertain = true
      return true
    }
    guard let call, case .json = call.arguments else {
      guard bytes[bytes.skipSpace(tag.end)] == UInt8(ascii: "{") || bytes[bytes.skipSpace(tag.end)] == UInt8(ascii: "[")
      else { return false }
      index = tag.end
      depth += 1
      return true
    }
    calls.append(call)
    isCertain = true
    index = end
    let next = bytes.skipSpace(index)
    if bytes[next] == UInt8(ascii: "<"), let close = Tag.at(next, in: bytes), close.role == .gemma, close.isClosing {
      index = close.end
    }
    return true
  }
}
