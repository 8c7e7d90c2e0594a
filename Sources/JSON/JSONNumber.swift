/// A JSON number as its text, so that no digit is lost between reading and writing.
///
/// Two numbers are equal when their values are: `5`, `5.0` and `5e0` are one number.
package struct JSONNumber: Sendable {
  /// The number as written, in the grammar of RFC 8259 section 6.
  package let text: String

  /// Takes text that a parser has already checked against the grammar.
  init(checked text: String) { self.text = text }

  package init(_ value: Int) { text = String(value) }

  /// The shortest text that reads back as `value`; a whole number is written without a fraction.
  ///
  /// JSON has no infinity and no NaN: they become `0`, so check before.
  package init(_ value: Double) {
    if let whole = Int(exactly: value), abs(value) < 1e15 {
      text = String(whole)
    } else {
      text = value.isFinite ? "\(value)" : "0"
    }
  }

  /// The value where it is a whole number within `Int`, exactly.
  package var int: Int? {
    if let exact = Int(text) { return exact }
    guard text.utf8.contains(where: { $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e") }) else {
      return nil
    }
    return whole
  }

  /// The value of a text with a fraction or an exponent, where that is whole. By its digits: a double would round.
  private var whole: Int? {
    // An Int has 19 digits at most.
    guard let decimal, (0..<20).contains(decimal.power) else { return nil }
    let digits = decimal.digits.isEmpty ? "0" : String(decoding: decimal.digits, as: UTF8.self)
    return Int((decimal.isNegative ? "-" : "") + digits + String(repeating: "0", count: decimal.power))
  }

  /// A value as digits without zeros at either end, times a power of ten. Zero has no digits.
  private struct Decimal: Hashable {
    var isNegative = false
    var digits: [UInt8] = []
    var power = 0
  }

  /// The value, exactly; nil where its power of ten is beyond `Int`.
  private var decimal: Decimal? {
    let parts = text.utf8.split(maxSplits: 1) { $0 | 0x20 == UInt8(ascii: "e") }
    let mantissa = parts[0].drop { $0 == UInt8(ascii: "-") }.split(separator: UInt8(ascii: "."), maxSplits: 1)
    var digits = Array(mantissa.joined().drop { $0 == UInt8(ascii: "0") })
    var power = mantissa.count > 1 ? -mantissa[1].count : 0
    while digits.last == UInt8(ascii: "0") {
      digits.removeLast()
      power += 1
    }
    guard !digits.isEmpty else { return Decimal() }
    if parts.count > 1 {
      guard let exponent = Int(String(decoding: parts[1], as: UTF8.self)) else { return nil }
      let sum = power.addingReportingOverflow(exponent)
      guard !sum.overflow else { return nil }
      power = sum.partialValue
    }
    return Decimal(isNegative: text.utf8.first == UInt8(ascii: "-"), digits: digits, power: power)
  }

  /// The nearest double; a number beyond its range becomes infinite.
  package var double: Double { Double(text) ?? .infinity }
}

extension JSONNumber: Hashable {
  package static func == (left: JSONNumber, right: JSONNumber) -> Bool {
    if left.text == right.text { return true }
    if let a = Int(left.text), let b = Int(right.text) { return a == b }
    guard let decimal = left.decimal else { return false }
    return decimal == right.decimal
  }

  package func hash(into hasher: inout Hasher) {
    if let int { hasher.combine(int) } else { hasher.combine(double) }
  }
}
