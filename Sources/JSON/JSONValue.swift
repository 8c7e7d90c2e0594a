/// A JSON value (RFC 8259) that keeps what the sender wrote: member order and the digits of numbers.
package enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case number(JSONNumber)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)
}

extension JSONValue {
  /// The text of a string value; nil for every other kind.
  package var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The truth value of a boolean; nil for every other kind, numbers included.
  package var bool: Bool? {
    if case .bool(let flag) = self { flag } else { nil }
  }

  /// The value of a number that is a whole number within `Int`, also when written `5.0` or `5e0`.
  package var int: Int? {
    if case .number(let number) = self { number.int } else { nil }
  }

  /// The nearest double of a number; nil for every other kind.
  package var double: Double? {
    if case .number(let number) = self { number.double } else { nil }
  }

  /// The elements of an array; nil for every other kind.
  package var array: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The members of an object; nil for every other kind.
  package var object: JSONObject? {
    if case .object(let object) = self { object } else { nil }
  }

  /// The member `key` of an object; nil where this is no object or has no such member.
  package subscript(key: String) -> JSONValue? { object?[key] }

  /// What a person calls this kind of value: `null`, `boolean`, `number`, `string`, `array` or `object`.
  package var kindName: String {
    switch self {
    case .null: "null"
    case .bool: "boolean"
    case .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(integerLiteral value: Int) { self = .number(JSONNumber(value)) }
  package init(floatLiteral value: Double) { self = .number(JSONNumber(value)) }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(JSONObject(elements))
  }
  package init(nilLiteral: ()) { self = .null }
}
