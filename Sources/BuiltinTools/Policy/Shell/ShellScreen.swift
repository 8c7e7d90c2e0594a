/// The first look at a command text, before any of it is read: its size and its characters (rule G1).
enum ShellScreen {
  /// The longest command in bytes.
  static let maximumBytes = 8192

  /// Throws where the text is too long or holds a character that hides or imitates something.
  static func check(_ text: String) throws(ShellSyntaxError) {
    let count = text.utf8.count
    guard count <= maximumBytes else {
      throw ShellSyntaxError(
        "\(count) bytes, more than the \(maximumBytes) that are read,", at: maximumBytes,
        instead: "split it into several commands")
    }
    var offset = 0
    for scalar in text.unicodeScalars {
      if let name = deception(in: scalar) {
        throw ShellSyntaxError(
          "\(name) (U+\(hex(scalar.value)))", at: offset, instead: "write it in plain visible characters",
          isDeceptive: true)
      }
      offset += UTF8.width(scalar)
    }
  }

  /// What is wrong with a scalar; nil for one that shows itself as what it is.
  static func deception(in scalar: Unicode.Scalar) -> String? {
    if scalar.value < 0x7F {
      if scalar.value >= 0x20 || scalar == "\n" || scalar == "\t" { return nil }
      return "a control character"
    }
    let properties = scalar.properties
    if properties.isDefaultIgnorableCodePoint || properties.isVariationSelector { return "an invisible character" }
    switch properties.generalCategory {
    case .control: return "a control character"
    case .format: return "an invisible formatting character"
    case .surrogate, .privateUse, .unassigned: return "a character without a meaning"
    case .lineSeparator, .paragraphSeparator, .spaceSeparator: return "a character that imitates a space"
    default: break
    }
    // Letters and symbols that are drawn as nothing: the blank Braille pattern and the Hangul fillers.
    return [0x2800, 0x115F, 0x1160, 0x3164, 0xFFA0].contains(scalar.value) ? "a blank character" : nil
  }

  private static func hex(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
