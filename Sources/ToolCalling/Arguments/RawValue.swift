import JSON

/// Values that a format writes as plain text.
enum RawValue {
  /// How deep a value in a text may be nested. It ends up inside other values, and together they must stay below the
  /// 512 levels that are read again.
  private static let maximumDepth = 256

  /// What `text` is under a schema of these types: a string where the schema wants one or the format says so, else
  /// JSON, else a Python literal, else the text.
  static func read(_ text: String, _ types: [String], isText: Bool?) -> JSONValue {
    if isText == true {
      return .string(text)
    }
    if isText == nil, types.contains("string") { return .string(text) }
    let trimmed = text.trimmedASCII
    if types == ["boolean"], ["true", "false"].contains(trimmed.lowercased()) {
      return .bool(trimmed.lowercased() == "true")
    }
    return literal(trimmed) ?? .string(text)
  }

  /// The JSON value or Python literal that the whole of `text` is.
  static func literal(_ text: String) -> JSONValue? {
    if let strict = strict(text), !strict.hasUnboundedNumber { return strict }
    return text.withBytes { bytes in
      guard bytes.count > 0 else { return nil }
      // A bare word or number would end at the end of the text, which the reader takes for a cut.
      if let number = LenientNumber.value(text) { return number }
      switch text {
      case "True": return true
      case "False": return false
      case "None": return JSONValue.null
      default: return structure(text)
      }
    }
  }

  private static func strict(_ text: String) -> JSONValue? { try? JSONValue(parsing: text, maximumDepth: maximumDepth) }

  /// The object, list or quoted string that the whole of `text` is, read strictly or else leniently.
  static func structure(_ text: String) -> JSONValue? {
    if let strict = strict(text) { return strict.given(!strict.hasUnboundedNumber) }
    return text.withBytes { bytes in
      let start = bytes.skipSpace(0)
      let first = bytes[start]
      guard
        first == UInt8(ascii: "{") || first == UInt8(ascii: "[") || first == UInt8(ascii: "(")
          || first == UInt8(ascii: "'") || first == UInt8(ascii: "\"")
      else { return nil }
      var reader = LenientReader(bytes, at: start)
      guard let value = try? reader.value(), !reader.closersMissing, !value.hasUnboundedNumber else { return nil }
      return value.given(bytes.skipSpace(reader.index) >= bytes.count)
    }
  }
}
