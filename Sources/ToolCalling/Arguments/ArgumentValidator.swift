package import JSON

/// Checks the arguments of a call against the JSON Schema of its tool, in the subset that tools use.
///
/// Known: type (one or several), required, properties, additionalProperties, enum, const, minimum, maximum and their
/// exclusive forms, minLength, maxLength, items, minItems, maxItems, local `$ref`, anyOf, oneOf, allOf. Other words are
/// not looked at, and a type that JSON Schema does not have (`date`, `path`) constrains nothing. What lies deeper than 64 levels, or is met after 10,000 schemas, counts as valid: a schema that leads
/// back to itself may have no end. Source: JSON Schema 2020-12, "Validation".
package struct ArgumentValidator: Sendable {
  package init() {}

  /// What is wrong with the arguments, as one sentence for the model and a correct example; nil where nothing is.
  package func problem(in arguments: JSONObject, of definition: ToolDefinition) -> String? {
    let schema = Schema(root: definition.parameters).resolved
    var check = SchemaCheck()
    guard let fault = check.fault(.object(arguments), schema, at: "", depth: 0) else { return nil }
    return "The call of \(definition.name) is not valid: \(fault). A correct call: \(CallExample.text(definition))"
  }
}

/// The rules of the schema, each giving half a sentence about the first value that breaks it.
struct SchemaCheck {
  private var steps = SchemaSteps(10_000)

  mutating func fault(_ value: JSONValue, _ schema: Schema, at path: String, depth: Int) -> String? {
    guard steps.take(depth: depth, below: 64) else { return nil }
    let name = path.isEmpty ? "the arguments" : "\"\(path)\""
    if let given = schema.node["const"], given != value {
      return "\(name) must be \(given.jsonText), not \(Self.shown(value))"
    }
    if let values = schema.node["enum"]?.array, !values.contains(value) {
      return "\(name) must be one of \(values.map(\.jsonText).joined(separator: ", ")), not \(Self.shown(value))"
    }
    if schema.node["type"] != nil {
      let types = schema.types(&steps)
      guard types.isEmpty || Self.fits(value, types) else {
        return "\(name) must be \(types.map(Self.article).joined(separator: " or ")), not \(Self.described(value))"
      }
    }
    return composed(value, schema, at: path, depth: depth) ?? inside(value, schema, name, path, depth)
  }

  private mutating func inside(
    _ value: JSONValue, _ schema: Schema, _ name: String, _ path: String, _ depth: Int
  ) -> String? {
    switch value {
    case .object(let object): members(object, schema, at: path, depth: depth)
    case .array(let elements): items(elements, schema, name, at: path, depth: depth)
    case .string(let text): Self.length(text, schema, name)
    case .number(let number): Self.range(number, schema, name)
    case .bool, .null: nil
    }
  }

  private static func fits(_ value: JSONValue, _ types: [String]) -> Bool {
    types.contains { type in
      switch (type, value) {
      case ("integer", .number(let number)):
        number.int != nil || number.text.utf8.allSatisfy { $0.isDigit || $0 == UInt8(ascii: "-") }
      default: type == value.kindName || !Schema.isKnown(type: type)
      }
    }
  }

  private static func article(_ type: String) -> String {
    switch type {
    case "integer", "array", "object": "an \(type)"
    case "null": "null"
    default: "a \(type)"
    }
  }

  private static func described(_ value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .object, .array: article(value.kindName)
    default: "the \(value.kindName) \(shown(value))"
    }
  }

  /// A value as JSON, cut after 60 characters.
  private static func shown(_ value: JSONValue) -> String {
    let text = value.jsonText
    return text.count <= 60 ? text : text.prefix(60) + "…"
  }

  // MARK: objects and lists

  private mutating func members(_ object: JSONObject, _ schema: Schema, at path: String, depth: Int) -> String? {
    for key in (schema.node["required"]?.array ?? []).compactMap(\.string) where object[key] == nil {
      return "\"\(Self.joined(path, key))\" is missing"
    }
    let properties = schema.node["properties"]?.object ?? JSONObject()
    // Which names a pattern covers is not looked at, so nobody knows which are left over.
    let others = schema.node["patternProperties"] == nil ? schema.node["additionalProperties"] : nil
    for member in object.members {
      let inner = Self.joined(path, member.key)
      if let property = schema.child(properties[member.key]) {
        if let fault = fault(member.value, property, at: inner, depth: depth + 1) { return fault }
      } else if properties[member.key] == nil, others?.bool == false {
        let known = properties.keys.map { "\"\($0)\"" }.joined(separator: ", ")
        return "\"\(inner)\" is not known" + (known.isEmpty ? "" : "; the names are \(known)")
      } else if properties[member.key] == nil, let rest = schema.child(others) {
        if let fault = fault(member.value, rest, at: inner, depth: depth + 1) { return fault }
      }
    }
    return nil
  }

  private static func joined(_ path: String, _ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  private mutating func items(
    _ elements: [JSONValue], _ schema: Schema, _ name: String, at path: String, depth: Int
  ) -> String? {
    if let least = schema.node["minItems"]?.int, elements.count < least {
      return "\(name) must have at least \(least) items, not \(elements.count)"
    }
    if let most = schema.node["maxItems"]?.int, most >= 0, elements.count > most {
      return "\(name) must have at most \(most) items, not \(elements.count)"
    }
    guard let item = schema.items else { return nil }
    for (index, element) in elements.enumerated() {
      if let fault = fault(element, item, at: "\(path)[\(index)]", depth: depth + 1) { return fault }
    }
    return nil
  }

  // MARK: scalars

  private static func length(_ text: String, _ schema: Schema, _ name: String) -> String? {
    let count = text.unicodeScalars.count
    if let least = schema.node["minLength"]?.int, count < least {
      return "\(name) must have at least \(least) characters, not \(count)"
    }
    if let most = schema.node["maxLength"]?.int, most >= 0, count > most {
      return "\(name) must have at most \(most) characters, not \(count)"
    }
    return nil
  }

  private static func range(_ number: JSONNumber, _ schema: Schema, _ name: String) -> String? {
    let value = number.double
    let rules: [(key: String, words: String, holds: (Double) -> Bool)] = [
      ("minimum", "at least", { value >= $0 }), ("maximum", "at most", { value <= $0 }),
      ("exclusiveMinimum", "more than", { value > $0 }), ("exclusiveMaximum", "less than", { value < $0 }),
    ]
    for rule in rules {
      guard case .number(let limit)? = schema.node[rule.key], !rule.holds(limit.double) else { continue }
      return "\(name) must be \(rule.words) \(limit.text), not \(number.text)"
    }
    return nil
  }

  // MARK: composition

  private mutating func composed(_ value: JSONValue, _ schema: Schema, at path: String, depth: Int) -> String? {
    for part in schema.parts.compactMap(schema.child) {
      if let fault = fault(value, part, at: path, depth: depth + 1) { return fault }
    }
    for key in ["anyOf", "oneOf"] {
      let alternatives = schema.list(key).compactMap(schema.child)
      guard !alternatives.isEmpty else { continue }
      if let fault = fault(value, alternatives, only: key == "oneOf", at: path, depth: depth) { return fault }
    }
    return nil
  }

  /// The fault of a value that fits none of the alternatives, or where `one` may fit, more than that.
  private mutating func fault(
    _ value: JSONValue, _ alternatives: [Schema], only one: Bool, at path: String, depth: Int
  ) -> String? {
    var faults: [String] = []
    for alternative in alternatives {
      if let fault = fault(value, alternative, at: path, depth: depth + 1) {
        faults.append(fault)
      } else if !one {
        return nil
      }
    }
    let name = path.isEmpty ? "the arguments" : "\"\(path)\""
    let fitting = alternatives.count - faults.count
    if fitting > 0 {
      // What was left out counts as valid, and would be a second one that fits.
      guard fitting > 1, !steps.areSpent else { return nil }
      return "\(name) must fit exactly one of the alternatives, not \(fitting)"
    }
    // What the value comes nearest to is the alternative of its own type.
    for (alternative, fault) in zip(alternatives, faults) where Self.fits(value, alternative.types(&steps)) {
      return fault
    }
    // Alternatives of alternatives would make a sentence that nobody reads.
    let length = faults.reduce(0) { $0 + $1.utf8.count }
    return length <= 1000
      ? faults.joined(separator: ", or ") : "\(name) fits none of its \(alternatives.count) alternatives"
  }
}
