import JSON

/// Reads what models write when they mean JSON or a Python literal.
///
/// Tolerated: comments, commas too many or too few, quotes of any kind, quotes inside a string, raw control
/// characters, escapes that JSON does not have (the backslash stays), bare keys, `True`, `None`, tuples, triple quotes,
/// `+1`, `.5`, `0x1F` (see `LenientNumber.value`) and `{{ }}`. Not tolerated: a value whose meaning would be a guess (NaN, Infinity, bare words).
/// One pass; a closing quote is decided by a bounded look ahead.
struct LenientReader {
  /// Why no value could be read.
  enum Failure: Error, Equatable {
    /// The text ends inside a string, a key, a number or a word.
    case cut
    /// The byte at this offset fits nothing.
    case fault(Int)
  }

  let bytes: Bytes
  var index: Int
  /// True where the text ended and only closing brackets were missing.
  var closersMissing = false
  /// True inside the parentheses of a Python call, where `)` ends a value too.
  var isPython = false
  var depth = 0

  init(_ bytes: Bytes, at start: Int, isPython: Bool = false) {
    self.bytes = bytes
    index = start
    self.isPython = isPython
  }

  mutating func value() throws(Failure) -> JSONValue {
    try skipFiller()
    guard index < bytes.count else { throw .cut }
    let byte = bytes.base[index]
    switch byte {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try list(until: UInt8(ascii: "]"))
    case UInt8(ascii: "("): return try list(until: UInt8(ascii: ")"))
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return try number()
    default:
      if let quote = quote(at: index) { return .string(try string(quote, isKey: false)) }
      return try word()
    }
  }

  /// Passes white space and comments.
  mutating func skipFiller() throws(Failure) {
    while true {
      index = bytes.skipSpace(index)
      let byte = bytes[index]
      if byte == UInt8(ascii: "#") || (byte == UInt8(ascii: "/") && bytes[index + 1] == UInt8(ascii: "/")) {
        index = bytes.lineEnd(index)
      } else if byte == UInt8(ascii: "/"), bytes[index + 1] == UInt8(ascii: "*") {
        guard let end = bytes.find("*/", from: index + 2) else {
          index = bytes.count
          throw .cut
        }
        index = end + 2
      } else if byte == 0xC2, bytes[index + 1] == 0xA0 {
        index += 2
      } else {
        return
      }
    }
  }

  private mutating func descend() throws(Failure) {
    depth += 1
    guard depth <= 256 else { throw .fault(index) }
    index += 1
  }

  private mutating func object() throws(Failure) -> JSONValue {
    try descend()
    defer { depth -= 1 }
    if depth == 1, bytes[index] == UInt8(ascii: "{") { return try doubledBraces() }
    var members: [JSONObject.Member] = []
    while true {
      try skipFiller()
      guard index < bytes.count else { return try ended(members, after: nil) }
      if bytes.base[index] == UInt8(ascii: "}") {
        index += 1
        return .object(JSONObject(merging: members))
      }
      let key = try self.key()
      try skipFiller()
      guard index < bytes.count else { throw .cut }
      guard bytes.base[index] == UInt8(ascii: ":") || bytes.base[index] == UInt8(ascii: "=") else {
        throw .fault(index)
      }
      index += 1
      members.append(JSONObject.Member(key: key, value: try value()))
      guard try separator(UInt8(ascii: "}")) else { return try ended(members, after: members.last) }
    }
  }

  /// The text has ended inside an object: fine directly after a value, else something is missing.
  private mutating func ended(
    _ members: [JSONObject.Member], after last: JSONObject.Member?
  ) throws(Failure) -> JSONValue {
    guard last != nil || members.isEmpty else { throw .cut }
    closersMissing = true
    return .object(JSONObject(merging: members))
  }

  /// `{{ … }}`, as templates write braces that they do not expand.
  private mutating func doubledBraces() throws(Failure) -> JSONValue {
    let value = try object()
    try skipFiller()
    if bytes[index] == UInt8(ascii: "}") { index += 1 }
    return value
  }

  private mutating func list(until close: UInt8) throws(Failure) -> JSONValue {
    try descend()
    defer { depth -= 1 }
    var elements: [JSONValue] = []
    while true {
      try skipFiller()
      guard index < bytes.count else {
        guard elements.isEmpty else { throw .cut }
        closersMissing = true
        return .array(elements)
      }
      if bytes.base[index] == close {
        index += 1
        return .array(elements)
      }
      elements.append(try value())
      guard try separator(close) else {
        closersMissing = true
        return .array(elements)
      }
    }
  }

  /// Passes the comma after a value, if there is one; false where the text ended in its place.
  private mutating func separator(_ close: UInt8) throws(Failure) -> Bool {
    try skipFiller()
    guard index < bytes.count else { return false }
    while bytes[index] == UInt8(ascii: ",") || bytes[index] == UInt8(ascii: ";") {
      index += 1
      try skipFiller()
    }
    // After a comma something was meant to follow.
    guard index < bytes.count else { throw .cut }
    return true
  }

  private mutating func key() throws(Failure) -> String {
    if let quote = quote(at: index) { return try string(quote, isKey: true) }
    let start = index
    while bytes[index].isWord || bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "$")
      || bytes[index] >= 0x80
    {
      index += 1
    }
    guard index > start else { throw .fault(index) }
    guard index < bytes.count else { throw .cut }
    return bytes.string(start..<index)
  }

  private mutating func word() throws(Failure) -> JSONValue {
    let start = index
    while bytes[index].isWord { index += 1 }
    guard index > start else { throw .fault(index) }
    if let quote = quote(at: index), index - start <= 2 {
      // r'…', b'…', f'…': only the raw form changes what the text means.
      let isRaw = bytes.string(start..<index).lowercased().contains("r")
      return .string(try string(quote, isKey: false, isRaw: isRaw))
    }
    let value: JSONValue? =
      switch bytes.string(start..<index) {
      case "true", "True", "TRUE": true
      case "false", "False", "FALSE": false
      case "null", "None", "NULL", "Null", "undefined", "nil": JSONValue.null
      default: nil
      }
    if let value { return value }
    if index >= bytes.count { throw .cut }
    throw .fault(start)
  }

  private mutating func number() throws(Failure) -> JSONValue {
    let start = index
    while bytes[index].isWord || bytes[index] == UInt8(ascii: ".") || bytes[index] == UInt8(ascii: "+")
      || bytes[index] == UInt8(ascii: "-")
    {
      index += 1
    }
    guard index < bytes.count else { throw .cut }
    guard let number = LenientNumber.value(bytes.string(start..<index)) else { throw .fault(start) }
    return number
  }
}
