import JSON

/// What a JSON value means: calls, an answer in JSON's clothes, a broken call, or nothing of the kind.
enum CallShape {
  case calls([CallCandidate])
  case broken(BrokenCall)
  case answer(String)
  case none

  /// Reads a whole value. `inMarkup` says that a format's own tag announced a call, so that less proof is needed.
  ///
  /// `keys` are those that a skim has seen in it; all are looked for where nobody has looked.
  static func read(
    _ value: JSONValue, tools: ToolNames, inMarkup: Bool, keys: CallKeys = [.name, .wrapper, .answer, .record]
  ) -> CallShape {
    CallShapeReader(tools: tools, inMarkup: inMarkup, keys: keys).read(value, depth: 0)
  }
}

/// The rules by which objects and lists are calls.
struct CallShapeReader {
  let tools: ToolNames
  let inMarkup: Bool
  let keys: CallKeys

  func read(_ value: JSONValue, depth: Int) -> CallShape {
    guard depth < 8 else { return .none }
    switch value {
    case .object(let object): return read(object, depth: depth)
    case .array(let elements): return read(elements, depth: depth)
    default: return .none
    }
  }

  /// A list is calls when every element is.
  private func read(_ elements: [JSONValue], depth: Int) -> CallShape {
    var calls: [CallCandidate] = []
    for element in elements {
      switch read(element, depth: depth + 1) {
      case .calls(let some): calls += some
      case .broken(let broken): return .broken(broken)
      case .answer, .none:
        // The text parts of a message stand beside its calls.
        guard element["type"]?.string == "text" || element["type"]?.string == "thinking" else { return .none }
      }
    }
    return calls.isEmpty ? .none : .calls(calls)
  }

  private func read(_ object: JSONObject, depth: Int) -> CallShape {
    if object.members.contains(where: { $0.value == .null || $0.value.string != nil }),
      let answer = AnswerShape.read(object)
    {
      return .answer(answer)
    }
    if depth > 0 || keys.contains(.wrapper), let wrapped = wrapped(object, depth: depth) { return wrapped }
    if let named = named(object, depth: depth) { return named }
    return keyedByName(object)
  }

  // MARK: wrappers

  /// Keys that may stand beside a wrapper: what a message has besides its calls.
  private static let companions: Set<String> = [
    "id", "type", "role", "content", "index", "thought", "thoughts", "reasoning", "reasoning_content", "plan",
    "explanation", "message", "refusal", "jsonrpc", "method", "finish_reason", "object", "model", "created", "call_id",
    "name", "text", "preamble", "comment", "rationale", "analysis", "thinking", "usage", "choices", "delta", "logprobs",
    "annotations", "audio", "tool_call_id", "parallel", "stop_reason", "stop_sequence",
  ]

  private func wrapped(_ object: JSONObject, depth: Int) -> CallShape? {
    // A call itself holds no calls; this is the way of nearly every object.
    guard object.members.contains(where: Self.mayWrap) else { return nil }
    if object["method"]?.string == "tools/call", let params = object["params"] { return read(params, depth: depth + 1) }
    for key in CallKeys.wrapperKeys {
      guard let value = object[key] else { continue }
      switch value {
      case .array(let elements) where elements.isEmpty: continue
      case .array, .object: break
      default: continue
      }
      if key == "params" || (key == "content" && value.array == nil) { continue }
      guard object.keys.allSatisfy({ $0 == key || Self.companions.contains($0) }) else { continue }
      if let found = content(value, key, depth: depth) { return found }
    }
    return nil
  }

  private static func mayWrap(_ member: JSONObject.Member) -> Bool {
    switch member.value {
    case .array, .object: CallKeys.table[FoldedHash.of(member.key)]?.contains(.wrapper) == true
    case .string, .number, .bool, .null: false
    }
  }

  private func content(_ value: JSONValue, _ key: String, depth: Int) -> CallShape? {
    if key == "content", !(value.array ?? []).contains(where: { $0["type"]?.string?.contains("tool") == true }) {
      return nil
    }
    switch read(value, depth: depth + 1) {
    case .calls(let calls): return .calls(calls)
    case .broken(let broken): return .broken(broken)
    case .answer, .none: break
    }
    // In a wrapper, a name alone is a call without arguments.
    guard key != "message", key != "content", key != "choices", key != "delta", let name = value["name"]?.string,
      let inner = value.object, inner.keys.allSatisfy({ ["name", "id", "type", "description"].contains($0) }),
      inner["description"] == nil
    else { return nil }
    return .calls([CallCandidate(name, .none)])
  }

  // MARK: name and arguments

  private func named(_ object: JSONObject, depth: Int) -> CallShape? {
    guard let (key, written) = name(in: object) else { return nil }
    if !inMarkup, keys.contains(.record), object.members.contains(where: { CallKeys.recordKeys.contains($0.key) }) {
      return CallShape.none
    }
    let id = (object["id"] ?? object["call_id"] ?? object["tool_call_id"])?.string
    let isOffered = tools.resolve(written) != nil
    if written == "multi_tool_use.parallel" || written == "parallel",
      let inner = object["parameters"] ?? object["arguments"]
    {
      return read(inner, depth: depth + 1)
    }
    let beside = isOffered ? argumentsBeside(object, key, written) : []
    if let arguments = arguments(in: object).map({ merged($0, beside) }) {
      if isDefinition(arguments, object) { return CallShape.none }
      if !isOffered, !inMarkup, key == "name" || key == "action", !isTold(object) { return CallShape.none }
      return .calls([CallCandidate(written, .json(arguments), id: id)])
    }
    let hasArgumentsKey = CallKeys.argumentKeys.contains { object[$0] != nil }
    if hasArgumentsKey || (inMarkup && object["description"] == nil && isBare(object, key)) {
      if !isOffered, !inMarkup, key == "name" || key == "action" { return CallShape.none }
      let arguments: WrittenArguments = beside.isEmpty ? .none : .json(merged(.object(JSONObject()), beside))
      return .calls([CallCandidate(written, arguments, id: id)])
    }
    return flat(object, key, written, isOffered: isOffered, id: id)
  }

  /// An unknown name with `arguments` is a call of a tool that is not there; with `parameters` it may be anything.
  private func isTold(_ object: JSONObject) -> Bool { object["arguments"] != nil }

  private func isBare(_ object: JSONObject, _ key: String) -> Bool {
    object.keys.allSatisfy { $0 == key || ["id", "type", "call_id", "tool_call_id", "index"].contains($0) }
  }

  private func name(in object: JSONObject) -> (key: String, name: String)? {
    for key in CallKeys.nameKeys {
      if let name = object[key]?.string, !name.isEmpty { return (key, name) }
    }
    return nil
  }

  /// The first argument key whose value is not empty.
  private func arguments(in object: JSONObject) -> JSONValue? {
    for candidate in CallKeys.argumentKeys {
      guard let value = object[candidate] else { continue }
      switch value {
      case .null: continue
      case .string(let text) where text.isEmpty: continue
      case .array(let list) where list.isEmpty: continue
      case .object(let inner) where inner.isEmpty: continue
      default: return value
      }
    }
    return nil
  }

  /// Members beside the arguments that the tool knows as arguments: `{"tool": "x", "arguments": {…}, "timeout": 5}`.
  private func argumentsBeside(_ object: JSONObject, _ key: String, _ written: String) -> [JSONObject.Member] {
    // Nearly every call has nothing there.
    guard object.count > 2, let properties = tools.resolve(written)?.parameters["properties"]?.object else { return [] }
    return object.members.filter { member in
      member.key != key && !Self.besides.contains(member.key) && !["tool_call_id", "status"].contains(member.key)
        && !CallKeys.argumentKeys.contains(member.key) && properties[member.key] != nil
    }
  }

  private func merged(_ arguments: JSONValue, _ beside: [JSONObject.Member]) -> JSONValue {
    guard !beside.isEmpty, var object = arguments.object else { return arguments }
    for member in beside where object[member.key] == nil { object[member.key] = member.value }
    return .object(object)
  }

  /// Whether the arguments are a schema: then somebody shows a tool and calls none.
  private func isDefinition(_ arguments: JSONValue, _ object: JSONObject) -> Bool {
    if arguments["type"]?.string == "object", arguments["properties"] != nil { return true }
    guard object["description"] != nil, let inner = arguments.object, !inner.isEmpty else { return false }
    return inner.members.allSatisfy { $0.value["type"] != nil || $0.value["description"] != nil }
  }

  /// Keys that may stand beside a name and arguments without being either.
  private static let besides = ["id", "type", "call_id", "thought"]

  /// `{"tool": "x", "city": "Ghent"}`: arguments beside the name, where the schema knows all of them.
  private func flat(_ object: JSONObject, _ key: String, _ written: String, isOffered: Bool, id: String?) -> CallShape?
  {
    guard key != "name", key != "action" || inMarkup else {
      return inMarkup ? flatInMarkup(object, written) : CallShape.none
    }
    let rest = object.members.filter { $0.key != key && !Self.besides.contains($0.key) }
    guard let tool = tools.resolve(written) else {
      return rest.isEmpty || inMarkup ? .broken(unknown(written)) : CallShape.none
    }
    let properties = tool.parameters["properties"]?.object ?? JSONObject()
    guard rest.allSatisfy({ properties[$0.key] != nil }) else {
      return .broken(BrokenCall(reason: "its arguments must stand in an object under \"arguments\"", tool: tool.name))
    }
    return .calls([CallCandidate(written, .json(.object(JSONObject(rest.map { ($0.key, $0.value) }))), id: id)])
  }

  private func flatInMarkup(_ object: JSONObject, _ written: String) -> CallShape? {
    guard let tool = tools.resolve(written) else { return nil }
    let properties = tool.parameters["properties"]?.object ?? JSONObject()
    let rest = object.members.filter { $0.key != "name" }
    guard rest.allSatisfy({ properties[$0.key] != nil }) else { return nil }
    return .calls([CallCandidate(written, .json(.object(JSONObject(rest.map { ($0.key, $0.value) }))))])
  }

  private func unknown(_ name: String) -> BrokenCall { BrokenCall(reason: "there is no tool \(name)", tool: name) }

  /// `{"get_forecast": {"city": "Ghent"}}`: only where markup announced it, or as the whole message.
  private func keyedByName(_ object: JSONObject) -> CallShape {
    guard inMarkup, object.count == 1, let member = object.members.first else { return .none }
    switch member.value {
    case .object, .null: break
    case .string(let text) where RawValue.structure(text)?.object != nil: break
    default: return .none
    }
    guard tools.resolve(member.key) != nil else { return .none }
    return .calls([CallCandidate(member.key, .json(member.value))])
  }
}
