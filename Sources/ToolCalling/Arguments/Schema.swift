import JSON

/// A JSON Schema in its document, so that local references can be followed.
struct Schema {
  let root: JSONObject
  let node: JSONObject

  init(root: JSONObject) {
    self.root = root
    node = root
  }

  private init(root: JSONObject, node: JSONObject) {
    self.root = root
    self.node = node
  }

  /// The schema under `key`, references resolved; nil where there is none or it is `true` or `false`.
  func child(_ value: JSONValue?) -> Schema? {
    guard let object = value?.object else { return nil }
    return Schema(root: root, node: object).resolved
  }

  /// The schema itself, or what its `$ref` leads to; at most eight steps, then as it is.
  var resolved: Schema {
    var current = node
    for _ in 0..<8 {
      guard let reference = current["$ref"]?.string, let target = target(of: reference) else { break }
      current = target
    }
    return Schema(root: root, node: current)
  }

  /// What a local reference such as `#/$defs/host` leads to; nil for one of more than 1024 bytes.
  private func target(of reference: String) -> JSONObject? {
    guard reference.hasPrefix("#"), reference.utf8.count <= 1024 else { return nil }
    var value = JSONValue.object(root)
    for part in reference.dropFirst().split(separator: "/") {
      let key = part.replacing("~1", with: "/").replacing("~0", with: "~")
      guard let next = value[String(key)] else { return nil }
      value = next
    }
    return value.object
  }

  /// The schema of the property `name`: that of its own `properties`, or of a part of `anyOf`, `oneOf` or `allOf`.
  func property(_ name: String, _ steps: inout SchemaSteps) -> Schema? {
    if let own = child(node["properties"]?[name]) { return own }
    for value in composed {
      guard steps.take() else { break }
      if let part = child(value), let found = child(part.node["properties"]?[name]) { return found }
    }
    // Which names a pattern covers is not looked at, so nobody knows which are left over.
    return node["patternProperties"] == nil ? child(node["additionalProperties"]) : nil
  }

  var items: Schema? { child(node["items"]) }

  /// The schema of the items, or else that of an alternative.
  func itemsOfAny(_ steps: inout SchemaSteps) -> Schema? {
    if let items { return items }
    for value in alternatives {
      guard steps.take() else { break }
      if let found = child(value)?.items { return found }
    }
    return nil
  }

  /// The members of `anyOf` and `oneOf`, references not followed: a schema may have very many.
  var alternatives: [JSONValue] { list("anyOf") + list("oneOf") }

  /// The members of `allOf`.
  var parts: [JSONValue] { list("allOf") }

  private var composed: [JSONValue] { alternatives + parts }

  /// The members of the list under `key` that are objects.
  func list(_ key: String) -> [JSONValue] { (node[key]?.array ?? []).filter { $0.object != nil } }

  /// Names of the types that a value may have, each once; empty where the schema does not say, or only after more steps
  /// or deeper than 32 alternatives in each other.
  func types(_ steps: inout SchemaSteps, depth: Int = 0) -> [String] {
    guard steps.take(depth: depth, below: 32) else { return [] }
    if let one = node["type"]?.string { return [Self.canonical(one)] }
    if let several = node["type"]?.array { return several.compactMap { $0.string.map(Self.canonical) } }
    var nested: [String] = []
    for value in composed {
      guard let part = child(value) else { continue }
      for type in part.types(&steps, depth: depth + 1) where !nested.contains(type) { nested.append(type) }
    }
    if !nested.isEmpty { return nested }
    if let values = node["enum"]?.array { return Self.types(of: values) }
    if let value = node["const"] { return Self.types(of: [value]) }
    if node["properties"] != nil { return ["object"] }
    return []
  }

  private static func types(of values: [JSONValue]) -> [String] {
    var types: [String] = []
    for value in values where !types.contains(value.kindName) { types.append(value.kindName) }
    return types
  }

  /// Whether JSON Schema has a type of that name, or callers mean one of its types by it; any other name says nothing.
  static func isKnown(type: String) -> Bool {
    ["string", "number", "integer", "boolean", "array", "object", "null"].contains(canonical(type))
  }

  /// Names that callers write and JSON Schema does not know.
  private static func canonical(_ type: String) -> String {
    switch type.lowercased() {
    case "str", "text": "string"
    case "int", "long": "integer"
    case "float", "double": "number"
    case "bool": "boolean"
    case "list", "tuple": "array"
    case "dict", "map": "object"
    case let other: other
    }
  }
}
