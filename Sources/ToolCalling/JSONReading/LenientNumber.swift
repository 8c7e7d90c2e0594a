import JSON

/// Numbers as languages write them, turned into the numbers of JSON without losing a digit.
enum LenientNumber {
  /// The number that `text` is; nil for everything that is none, or that no double can hold.
  static func read(_ text: String) -> JSONNumber? {
    var digits = Substring(text)
    if digits.first == "+" { digits = digits.dropFirst() }
    let isNegative = digits.first == "-"
    if isNegative { digits = digits.dropFirst() }
    if let prefixed = integerWithPrefix(digits) {
      return JSONNumber(isNegative ? -prefixed : prefixed)
    }
    var plain = digits.filter { $0 != "_" }
    if plain.hasPrefix(".") { plain = "0" + plain }
    if plain.hasSuffix(".") { plain += "0" }
    while plain.count > 1, plain.hasPrefix("0"), plain.dropFirst().first?.isNumber == true { plain.removeFirst() }
    return exact((isNegative ? "-" : "") + plain)
  }

  /// The JSON number that `text` is in the strict grammar; nil also beyond the range of a double.
  static func exact(_ text: String) -> JSONNumber? {
    guard case .number(let number)? = try? JSONValue(parsing: text), number.double.isFinite else { return nil }
    return number
  }

  private static func integerWithPrefix(_ digits: Substring) -> Int? {
    let lower = digits.lowercased()
    if lower.hasPrefix("0x") { return Int(lower.dropFirst(2), radix: 16) }
    if lower.hasPrefix("0o") { return Int(lower.dropFirst(2), radix: 8) }
    if lower.hasPrefix("0b") { return Int(lower.dropFirst(2), radix: 2) }
    return nil
  }
}
