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
    let parts = text.utf8.split(maxSplits: 1) { $0 | 0x20 == UInt8(ascii: "e") }
    let mantissa = parts[0].split(separator: UInt8(ascii: "."), maxSplits: 1)
    var digits = Array(mantissa.joined())
    var zeros = mantissa.count > 1 ? -mantissa[1].count : 0
    while digits.last == UInt8(ascii: "0") {
      digits.removeLast()
      zeros += 1
    }
    guard digits.last?.isDigit == true else { return 0 }
    if parts.count > 1 {
      guard let exponent = Int(String(decoding: parts[1], as: UTF8.self)) else { return nil }
      let sum = zeros.addingReportingOverflow(exponent)
      guard !sum.overflow else { return nil }
      zeros = sum.partialValue
    }
    // An Int has 19 digits at most.
    guard (0..<20).contains(zeros) else { return nil }
    return Int(String(decoding: digits, as: UTF8.self) + String(repeating: "0", count: zeros))
  }

  /// The nearest double; a number beyond its range becomes infinite.
  package var double: Double { Double(text) ?? .infinity }
}

extension JSONNumber: Hashable {
  package static func == (left: JSONNumber, right: JSONNumber) -> Bool {
    if left.text == right.text { return true }
    switch (left.int, right.int) {
    case (let a?, let b?): return a == b
    case (nil, nil): return left.double == right.double && left.double.isFinite
    default: return false
    }
  }

  package func hash(into hasher: inout Hasher) {
    if let int { hasher.combine(int) } else { hasher.combine(double) }
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }
}
