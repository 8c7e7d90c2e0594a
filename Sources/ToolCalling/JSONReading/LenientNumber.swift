import JSON

/// Numbers as languages write them, turned into the numbers of JSON without losing a digit.
enum LenientNumber {
  /// What `text` is among values: a number in JSON's own notation, or a `SpelledNumber` in another one, which is a text
  /// where a schema wants one; nil for what is no number.
  static func value(_ text: String) -> JSONValue? {
    if let number = exact(text) { return .number(number) }
    return SpelledNumber(text)?.value
  }

  /// Whether a zero and another digit begin `text` after its signs: then it may be a mode or a code and no number.
  static func hasLeadingZeros(_ text: String) -> Bool {
    let digits = text.utf8.drop { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }
    let start = Array(digits.lazy.filter { $0 != UInt8(ascii: "_") }.prefix(2))
    return start.count == 2 && start[0] == UInt8(ascii: "0") && start[1].isDigit
  }

  /// The number that `text` is; nil for everything that is none, or that no double can hold. Linear in the text.
  static func read(_ text: String) -> JSONNumber? {
    var digits = Substring(text).utf8
    if digits.first == UInt8(ascii: "+") { digits.removeFirst() }
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative { digits.removeFirst() }
    if let prefixed = integerWithPrefix(digits, isNegative: isNegative) { return JSONNumber(prefixed) }
    var plain = digits.filter { $0 != UInt8(ascii: "_") }
    guard plain != [UInt8(ascii: ".")] else { return nil }
    if plain.first == UInt8(ascii: ".") { plain.insert(UInt8(ascii: "0"), at: 0) }
    if plain.last == UInt8(ascii: ".") { plain.append(UInt8(ascii: "0")) }
    // JSON has no leading zeros; the last one before something else is the number's own.
    let rest = plain.drop { $0 == UInt8(ascii: "0") }
    let start = rest.startIndex > 0 && rest.first?.isDigit != true ? rest.startIndex - 1 : rest.startIndex
    return exact((isNegative ? "-" : "") + String(decoding: plain[start...], as: UTF8.self))
  }

  /// The JSON number that `text` is in the strict grammar; nil also beyond the range of a double.
  static func exact(_ text: String) -> JSONNumber? {
    guard case .number(let number)? = try? JSONValue(parsing: text), number.double.isFinite else { return nil }
    return number
  }

  /// The number that `0x`, `0o` or `0b` begins; nil where anything but digits follows, or more than an `Int` holds.
  private static func integerWithPrefix(_ digits: Substring.UTF8View, isNegative: Bool) -> Int? {
    guard digits.first == UInt8(ascii: "0"), let mark = digits.dropFirst().first else { return nil }
    let radix: Int
    switch mark.folded {
    case UInt8(ascii: "x"): radix = 16
    case UInt8(ascii: "o"): radix = 8
    case UInt8(ascii: "b"): radix = 2
    default: return nil
    }
    // `Int` would take a sign of its own here.
    let rest = digits.dropFirst(2)
    guard rest.first?.isWord == true else { return nil }
    return Int((isNegative ? "-" : "") + String(decoding: rest, as: UTF8.self), radix: radix)
  }
}
