import JSON

/// A number in a notation that JSON does not have, such as `0x1F` or `0644`, until a schema tells whether the number or
/// its text was meant.
///
/// Among values it is a list of a mark and the text, so that no reader takes it for a text. The mark is U+FDD0, one of
/// the noncharacters that The Unicode Standard (section 23.7) keeps for use inside a process. `CandidateArguments`
/// takes it away again.
struct SpelledNumber {
  private static let mark = JSONValue.string(String(decoding: [0xEF, 0xB7, 0x90], as: UTF8.self))

  /// The number as it was written.
  let text: String
  let number: JSONNumber

  /// Nil where `LenientNumber.read` takes the text for no number.
  init?(_ text: String) {
    guard let number = LenientNumber.read(text) else { return nil }
    self.text = text
    self.number = number
  }

  /// Nil for a value that is no such number.
  init?(_ value: JSONValue) {
    guard case .array(let parts) = value, parts.count == 2, parts[0] == Self.mark, let text = parts[1].string else {
      return nil
    }
    self.init(text)
  }

  /// The number among values that are read.
  var value: JSONValue { .array([Self.mark, .string(text)]) }

  /// What it is where no schema says: the number, but a text where it has leading zeros: the mode `0644` is not 644.
  var plain: JSONValue { LenientNumber.hasLeadingZeros(text) ? .string(text) : .number(number) }

  /// What it is under a schema of these types: the text where only a text is wanted, the number where only a number is,
  /// else what it is without a schema.
  func value(under types: [String]) -> JSONValue {
    let wantsNumber = types.contains("number") || types.contains("integer")
    if types.contains("string") { return wantsNumber ? plain : .string(text) }
    return wantsNumber ? .number(number) : plain
  }

  /// The JSON of a value; where the whole value is such a number, the notation in which it was written.
  static func text(of value: JSONValue) -> String { SpelledNumber(value)?.text ?? replaced(value).jsonText }

  /// The object with every such number in it, however deep, turned into what it is without a schema. Linear.
  static func resolved(_ object: JSONObject) -> JSONObject {
    // Nearly every object has none.
    guard isAnywhere(in: object) else { return object }
    return replaced(object)
  }

  private static func isAnywhere(in object: JSONObject) -> Bool {
    var rest = object.members.map(\.value)
    while let value = rest.popLast() {
      switch value {
      case .array(let elements):
        if SpelledNumber(value) != nil { return true }
        rest += elements
      case .object(let inner): rest += inner.members.map(\.value)
      case .string, .number, .bool, .null: break
      }
    }
    return false
  }

  private static func replaced(_ object: JSONObject) -> JSONObject {
    JSONObject(merging: object.members.map { JSONObject.Member(key: $0.key, value: replaced($0.value)) })
  }

  private static func replaced(_ value: JSONValue) -> JSONValue {
    switch value {
    case .array(let elements): SpelledNumber(value)?.plain ?? .array(elements.map(replaced))
    case .object(let object): .object(replaced(object))
    case .string, .number, .bool, .null: value
    }
  }
}
