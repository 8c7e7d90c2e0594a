/// Why a text is not JSON, and at which byte (counted from 0) of the input.
package struct JSONError: Error, Hashable, Sendable {
  /// The kinds of fault, each with the sentence that names it.
  package enum Reason: Hashable, Sendable {
    case endOfInput
    case unexpectedByte(UInt8, wanted: String)
    case invalidNumber
    case invalidEscape
    case controlCharacter(UInt8)
    case invalidUTF8
    case tooDeep(Int)
    case trailingBytes
  }

  package let reason: Reason
  package let offset: Int

  init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}

extension JSONError: CustomStringConvertible {
  package var description: String {
    switch reason {
    case .endOfInput: "the JSON ends too early, at byte \(offset)"
    case .unexpectedByte(let byte, let wanted): "\(Self.name(byte)) at byte \(offset), where \(wanted) should be"
    case .invalidNumber: "a number that is not JSON at byte \(offset)"
    case .invalidEscape: "an escape that is not JSON at byte \(offset)"
    case .controlCharacter(let byte): "an unescaped control character \(Self.name(byte)) at byte \(offset)"
    case .invalidUTF8: "invalid UTF-8 at byte \(offset)"
    case .tooDeep(let limit): "nesting deeper than \(limit) levels at byte \(offset)"
    case .trailingBytes: "more text after the JSON value, at byte \(offset)"
    }
  }

  private static func name(_ byte: UInt8) -> String {
    if byte > 0x20, byte < 0x7F { return "\"\(Character(UnicodeScalar(byte)))\"" }
    let digits = String(byte, radix: 16, uppercase: true)
    return "0x" + (digits.count == 1 ? "0" : "") + digits
  }
}
