/// Reads JSON (RFC 8259) from bytes: strictly, in one pass, with a limit on the nesting.
///
/// Where a key repeats, the last value wins. A lone surrogate escape becomes U+FFFD, because a sender in
/// JavaScript writes one whenever it cuts a text inside an emoji. Raw bytes that are not UTF-8 are an error.
package struct JSONParser {
  /// Arrays and objects may be nested this deep unless the caller says otherwise.
  package static let defaultMaximumDepth = 512

  let base: UnsafePointer<UInt8>
  let end: Int
  var position: Int
  private var depthLeft: Int
  private let maximumDepth: Int

  private init(_ bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int) {
    // An empty buffer may have no address; nothing is read from it because `end` is 0.
    base = bytes.baseAddress ?? UnsafePointer(bitPattern: 1).unsafelyUnwrapped
    end = bytes.count
    position = 0
    depthLeft = maximumDepth
    self.maximumDepth = maximumDepth
  }

  /// The value that the whole input is, white space around it allowed.
  package static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int = defaultMaximumDepth
  ) throws(JSONError) -> JSONValue {
    var parser = JSONParser(bytes, maximumDepth: maximumDepth)
    let value = try parser.value()
    parser.skipSpace()
    guard parser.position == parser.end else { throw JSONError(.trailingBytes, at: parser.position) }
    return value
  }
}

extension JSONParser {
  private mutating func skipSpace() {
    while position < end {
      switch base[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  private mutating func value() throws(JSONError) -> JSONValue {
    skipSpace()
    guard position < end else { throw JSONError(.endOfInput, at: position) }
    switch base[position] {
    case UInt8(ascii: "{"): return .object(try object())
    case UInt8(ascii: "["): return .array(try array())
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
    case let byte: throw JSONError(.unexpectedByte(byte, wanted: "a value"), at: position)
    }
  }

  private mutating func literal(_ text: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
    for index in 0..<text.utf8CodeUnitCount {
      guard position < end else { throw JSONError(.endOfInput, at: position) }
      guard base[position] == text.utf8Start[index] else {
        throw JSONError(.unexpectedByte(base[position], wanted: "\(text)"), at: position)
      }
      position += 1
    }
    return value
  }

  private mutating func enter() throws(JSONError) {
    guard depthLeft > 0 else { throw JSONError(.tooDeep(maximumDepth), at: position) }
    depthLeft -= 1
    position += 1
    skipSpace()
  }

  /// After a member or an element: true at the closing byte (which is consumed), false after a comma.
  private mutating func closes(with closer: UInt8) throws(JSONError) -> Bool {
    skipSpace()
    guard position < end else { throw JSONError(.endOfInput, at: position) }
    let byte = base[position]
    if byte == closer {
      position += 1
      depthLeft += 1
      return true
    }
    guard byte == UInt8(ascii: ",") else {
      throw JSONError(
        .unexpectedByte(byte, wanted: "\",\" or \"\(Character(UnicodeScalar(closer)))\""), at: position)
    }
    position += 1
    return false
  }

  private mutating func array() throws(JSONError) -> [JSONValue] {
    try enter()
    var elements: [JSONValue] = []
    if position < end, base[position] == UInt8(ascii: "]") {
      position += 1
      depthLeft += 1
      return elements
    }
    repeat { elements.append(try value()) } while try !closes(with: UInt8(ascii: "]"))
    return elements
  }

  private mutating func object() throws(JSONError) -> JSONObject {
    try enter()
    var members: [JSONObject.Member] = []
    if position < end, base[position] == UInt8(ascii: "}") {
      position += 1
      depthLeft += 1
      return JSONObject()
    }
    members.reserveCapacity(4)
    repeat { members.append(try member()) } while try !closes(with: UInt8(ascii: "}"))
    return JSONObject(merging: members)
  }

  private mutating func member() throws(JSONError) -> JSONObject.Member {
    skipSpace()
    guard position < end else { throw JSONError(.endOfInput, at: position) }
    guard base[position] == UInt8(ascii: "\"") else {
      throw JSONError(.unexpectedByte(base[position], wanted: "a key in quotes"), at: position)
    }
    let key = try string()
    skipSpace()
    guard position < end else { throw JSONError(.endOfInput, at: position) }
    guard base[position] == UInt8(ascii: ":") else {
      throw JSONError(.unexpectedByte(base[position], wanted: "\":\""), at: position)
    }
    position += 1
    return JSONObject.Member(key: key, value: try value())
  }

  private mutating func digits() -> Int {
    let start = position
    while position < end, base[position] &- UInt8(ascii: "0") < 10 { position += 1 }
    return position - start
  }

  private mutating func skip(_ byte: UInt8) -> Bool {
    guard position < end, base[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func number() throws(JSONError) -> JSONNumber {
    let start = position
    _ = skip(UInt8(ascii: "-"))
    let leadingZero = position < end && base[position] == UInt8(ascii: "0")
    let whole = digits()
    guard whole > 0, !leadingZero || whole == 1 else { throw JSONError(.invalidNumber, at: start) }
    if skip(UInt8(ascii: ".")), digits() == 0 { throw JSONError(.invalidNumber, at: start) }
    if skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) {
      if !skip(UInt8(ascii: "+")) { _ = skip(UInt8(ascii: "-")) }
      if digits() == 0 { throw JSONError(.invalidNumber, at: start) }
    }
    let text = UnsafeBufferPointer(start: base + start, count: position - start)
    return JSONNumber(checked: String(decoding: text, as: UTF8.self))
  }
}
