package import JSON

/// Turns a value into the type that a schema asks for, where nothing is lost by it: `"5"` and 5, `"true"` and true.
///
/// What does not convert without a loss stays as it is; validation tells the model about it. So does what lies deeper than
/// 64 levels or is met after 10,000 schemas. A `null` that stands for an optional property is left out, unless its
/// schema allows null: models write it for "not given".
package struct ArgumentCoercion: Sendable {
  private let root: JSONObject

  /// Coerces by the parameters of `tool`.
  package init(_ tool: ToolDefinition) { root = tool.parameters }

  /// The arguments with every value that a property of the schema describes in the type that it asks for. A
  /// `SpelledNumber` that no schema describes stays one.
  package func coerced(_ arguments: JSONObject) -> JSONObject {
    var steps = SchemaSteps(10_000)
    return Self.object(arguments, Schema(root: root).resolved, depth: 0, &steps)
  }

  private static func object(
    _ object: JSONObject, _ schema: Schema, depth: Int, _ steps: inout SchemaSteps
  ) -> JSONObject {
    guard depth < 64, !object.isEmpty else { return object }
    return JSONObject(
      merging: object.members.compactMap { member in
        guard let property = schema.property(member.key, &steps) else { return member }
        if member.value == .null, isLeftOut(member.key, property, schema, &steps) { return nil }
        return JSONObject.Member(key: member.key, value: value(member.value, property, depth: depth + 1, &steps))
      })
  }

  /// Whether a null under `key` says only that the property is not given. Not in a map, whose keys are all the caller's.
  private static func isLeftOut(
    _ key: String, _ property: Schema, _ schema: Schema, _ steps: inout SchemaSteps
  ) -> Bool {
    guard schema.node["properties"]?[key] != nil else { return false }
    if (schema.node["required"]?.array ?? []).contains(.string(key)) { return false }
    let types = property.types(&steps)
    return !types.isEmpty && !types.contains("null") && types.allSatisfy(Schema.isKnown)
  }

  private static func value(
    _ value: JSONValue, _ schema: Schema, depth: Int, _ steps: inout SchemaSteps
  ) -> JSONValue {
    if case .string = value, schema.node["type"]?.string == "string" { return value }
    let types = schema.types(&steps)
    // A type that JSON Schema does not have allows every value.
    guard !types.isEmpty, depth < 64, types.allSatisfy(Schema.isKnown) else { return value }
    if let spelled = SpelledNumber(value) {
      let meant = spelled.value(under: types)
      return inside(meant, schema, types, depth, &steps) ?? meant
    }
    if let fitting = inside(value, schema, types, depth, &steps) { return fitting }
    for type in types {
      guard let converted = convert(value, to: type) else { continue }
      return inside(converted, schema, types, depth, &steps) ?? converted
    }
    return value
  }

  /// The value itself, its parts coerced, where it has one of the types; nil where it has none.
  private static func inside(
    _ value: JSONValue, _ schema: Schema, _ types: [String], _ depth: Int, _ steps: inout SchemaSteps
  ) -> JSONValue? {
    switch value {
    case .object(let object) where types.contains("object"):
      return .object(Self.object(object, schema, depth: depth + 1, &steps))
    case .array(let elements) where types.contains("array"):
      guard let items = schema.itemsOfAny(&steps) else { return value }
      return .array(elements.map { self.value($0, items, depth: depth + 1, &steps) })
    case .number(let number):
      if types.contains("number") { return value }
      guard types.contains("integer"), let int = number.int else { return nil }
      // 5.0 and 5 are one number; tools like to see the short one.
      return number.text.utf8.allSatisfy { $0.isDigit || $0 == UInt8(ascii: "-") } ? value : .number(JSONNumber(int))
    case .string: return value.given(types.contains("string"))
    case .bool: return value.given(types.contains("boolean"))
    case .null: return value.given(types.contains("null"))
    case .object, .array: return nil
    }
  }

  private static func convert(_ value: JSONValue, to type: String) -> JSONValue? {
    switch (value, type) {
    case (.string(let text), "integer"):
      guard let number = number(in: text) else { return nil }
      if number.int != nil { return .number(number) }
      return JSONValue.number(number).given(number.text.utf8.allSatisfy { $0.isDigit || $0 == UInt8(ascii: "-") })
    case (.string(let text), "number"): return number(in: text).map { .number($0) }
    case (.string(let text), "boolean"):
      switch text.trimmedASCII.lowercased() {
      case "true": return true
      case "false": return false
      default: return nil
      }
    case (.string(let text), "null"):
      return JSONValue.null.given(["null", "none"].contains(text.trimmedASCII.lowercased()))
    case (.string(let text), "array"): return RawValue.structure(text).flatMap { $0.given($0.array != nil) }
    case (.string(let text), "object"): return RawValue.structure(text).flatMap { $0.given($0.object != nil) }
    case (.number(let number), "string"): return .string(number.text)
    case (.bool(let flag), "string"): return .string(flag ? "true" : "false")
    default: return nil
    }
  }

  /// The number that a text is. Zeros before it would be lost, and they may be what makes it a mode or a code.
  private static func number(in text: String) -> JSONNumber? {
    let trimmed = text.trimmedASCII
    return LenientNumber.hasLeadingZeros(trimmed) ? nil : LenientNumber.read(trimmed)
  }
}

extension JSONValue {
  /// The value where `condition` holds, else nothing.
  ///
  /// `condition ? value : nil` would be JSON's null: the type can be written as `nil`.
  func given(_ condition: Bool) -> JSONValue? {
    guard condition else { return Optional.none }
    return self
  }
}
