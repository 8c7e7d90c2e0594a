import JSON

/// The arguments of a call, made out of what was written for one tool.
struct CandidateArguments {
  /// Why there are no arguments, as half a sentence for the model.
  struct Problem: Error, Equatable { let reason: String }

  private let tool: ToolDefinition

  init(_ tool: ToolDefinition) { self.tool = tool }

  /// The arguments as an object, each value in the type of its schema.
  func arguments(of call: CallCandidate) throws(Problem) -> JSONObject {
    SpelledNumber.resolved(try written(of: call))
  }

  /// The same, but each `SpelledNumber` that no schema describes is still one.
  func written(of call: CallCandidate) throws(Problem) -> JSONObject {
    let object: JSONObject
    switch call.arguments {
    case .none: return JSONObject()
    case .json(let value): object = try self.object(value)
    case .raw(let list):
      object = self.object(list)
    case .positional(let values, let named): object = try positional(values, named)
    }
    return ArgumentCoercion(tool).coerced(object)
  }

  private func object(_ list: [RawArgument]) -> JSONObject {
    let schema = Schema(root: tool.parameters).resolved
    var steps = SchemaSteps(10_000)
    return JSONObject(
      list.map { argument in
        let types = schema.property(argument.name, &steps)?.types(&steps) ?? []
        return (argument.name, RawValue.read(argument.text, types, isText: argument.isText))
      })
  }

  private func object(_ value: JSONValue) throws(Problem) -> JSONObject {
    switch value {
    case .object(let object): return object
    case .null: return JSONObject()
    case .array(let elements) where elements.isEmpty: return JSONObject()
    case .string(let text):
      let trimmed = text.trimmedASCII
      if trimmed.isEmpty { return JSONObject() }
      if let inner = RawValue.structure(trimmed) {
        // Arguments that were made text twice.
        if let object = inner.object { return object }
        if case .string(let again) = inner, let object = RawValue.structure(again)?.object { return object }
        if inner == .null { return JSONObject() }
      }
      if let property = onlyTextProperty, !trimmed.hasPrefix("{") { return JSONObject([(property, .string(text))]) }
      throw Problem(reason: "its arguments are not a JSON object")
    default: throw Problem(reason: "its arguments are not a JSON object")
    }
  }

  /// The one argument that a bare text can only mean: the only property, or the only required one, if it is a string.
  private var onlyTextProperty: String? {
    let properties = tool.parameters["properties"]?.object?.keys ?? []
    let required = (tool.parameters["required"]?.array ?? []).compactMap(\.string)
    let names = required.count == 1 ? required : (properties.count == 1 ? properties : [])
    var steps = SchemaSteps(1000)
    guard let name = names.first, let schema = Schema(root: tool.parameters).property(name, &steps) else { return nil }
    return schema.types(&steps).contains("string") ? name : nil
  }

  private func positional(_ values: [JSONValue], _ named: JSONObject) throws(Problem) -> JSONObject {
    let names = tool.parameters["properties"]?.object?.keys ?? []
    guard values.count <= names.count else { throw Problem(reason: "it has more arguments than the tool takes") }
    var object = JSONObject(Array(zip(names, values)))
    for member in named.members {
      guard object[member.key] == nil else { throw Problem(reason: "it gives \(member.key) twice") }
      object[member.key] = member.value
    }
    return object
  }
}
