import JSON

/// The grammar (llama.cpp's GBNF) of what a model may say: one valid call, or plain text, reasoning before it if wished.
///
/// A call is `{"tool":…,"arguments":{…}}` whose arguments fit the schema: required members first, each in the order of
/// the schema. What GBNF cannot say (ranges of numbers, patterns, one of several shapes at once) is wider here, so
/// validate as well. Nested repetitions stay below the 2000 that llama.cpp refuses. Source: llama.cpp, grammars/README.md.
/// Bounds that are negative or exclude each other are left out.
package struct ToolGrammar: Sendable {
  /// What may stand before the answer.
  package enum Reasoning: Sendable, Hashable {
    /// Nothing.
    case none
    /// `<think>…</think>`, or nothing.
    case optional
    /// Text up to `</think>`: the template has opened it already.
    case opened
  }

  /// True where plain text is allowed instead of a call.
  package var allowsText: Bool
  /// True where several calls may follow one another, each on a line.
  package var allowsSeveral: Bool
  package var reasoning: Reasoning

  package init(allowsText: Bool = true, allowsSeveral: Bool = false, reasoning: Reasoning = .none) {
    self.allowsText = allowsText
    self.allowsSeveral = allowsSeveral
    self.reasoning = reasoning
  }

  /// The grammar for these tools; without any tool it allows only text.
  package func text(for tools: [ToolDefinition]) -> String {
    var writer = GrammarWriter()
    let calls = tools.map { writer.call($0) }
    var choices: [String] = []
    if !calls.isEmpty { choices.append(allowsSeveral ? #"call ("\n" call)*"# : "call") }
    if allowsText || calls.isEmpty { choices.append("text") }
    let body = choices.joined(separator: " | ")
    let root =
      switch reasoning {
      case .none: body
      case .optional: #"("<think>" thought [ \n]{0,3})? ("# + body + ")"
      case .opened: #"thought [ \n]{0,3} ("# + body + ")"
      }
    var lines = ["root ::= " + root]
    if !calls.isEmpty { lines.append("call ::= " + calls.joined(separator: " | ")) }
    if choices.contains("text") { lines.append(#"text ::= [^{ \t\r\n`<] [^\x00]*"#) }
    if reasoning != .none { lines += Self.thought }
    return (lines + writer.rules + GrammarWriter.base).joined(separator: "\n") + "\n"
  }

  /// Text up to and with the first `</think>`: what follows the parser's end of the reasoning must be the answer. Any
  /// `</t` has to become that end, because a grammar cannot look ahead.
  private static let thought = [
    #"thought ::= [^<] thought | "<" angle"#, #"angle ::= "<" angle | "/" slash | [^</] thought"#,
    #"slash ::= "think>" | "<" angle | [^<tT] thought"#,
  ]
}

/// Turns schemas into rules.
struct GrammarWriter {
  private(set) var rules: [String] = []
  /// The rules of schemas that a reference leads to, by reference and budget: they may contain themselves.
  private var references: [String: String] = [:]
  /// Schemas that are looked at, for all tools together; what is beyond them may be any JSON value.
  private var steps = SchemaSteps(10_000)
  /// References that are being followed inside each other.
  private var followed = 0

  /// Strings without what must be escaped, and the other kinds of JSON values. Halves of a surrogate pair come together.
  static let base = [
    #"char ::= [^"\\\x7F\x00-\x1F] | "\\" (["\\/bfnrt] | "u" unit)"#,
    #"unit ::= [0-9a-cefA-CEF] hex{3} | [dD] [0-7] hex{2} | [dD] [89abAB] hex{2} "\\u" [dD] [c-fC-F] hex{2}"#,
    "hex ::= [0-9a-fA-F]", #"ws ::= " "?"#,
    #"string ::= "\"" char* "\"""#, #"integer ::= "-"? ("0" | [1-9] [0-9]{0,15})"#,
    #"number ::= integer ("." [0-9]{1,16})? ([eE] [-+]? [0-9]{1,2})?"#, #"boolean ::= "true" | "false""#,
    #"null ::= "null""#, "value ::= object | array | string | number | boolean | null",
    #"object ::= "{" ws (string ":" ws value ("," ws string ":" ws value)*)? "}""#,
    #"array ::= "[" ws (value ("," ws value)*)? "]""#,
  ]

  /// The rule of a whole call; its name.
  mutating func call(_ tool: ToolDefinition) -> String {
    let schema = Schema(root: tool.parameters).resolved
    let arguments = rule("arguments-" + tool.name, expression(schema, tool.name, depth: 0, budget: 2000))
    let name = Self.literal(JSONValue.string(tool.name).jsonText)
    return rule(
      "call-" + tool.name,
      #""{" ws "\"tool\"" ":" ws "# + name + #" "," ws "\"arguments\"" ":" ws "# + arguments + #" ws "}""#)
  }

  private mutating func rule(_ hint: String, _ body: String) -> String {
    let plain = hint.utf8.prefix(32).map { $0.isLetter || $0.isDigit ? Character(UnicodeScalar($0)) : "-" }
    let name = "\(String(plain))-\(rules.count + 1)"
    rules.append("\(name) ::= \(body)")
    return name
  }

  /// The expression of a schema inside another; what a reference leads to becomes a rule of its own.
  private mutating func inner(_ value: JSONValue?, of schema: Schema, _ hint: String, _ depth: Int, _ budget: Int)
    -> String
  {
    guard let inner = schema.child(value) else { return "value" }
    guard let reference = value?["$ref"]?.string else {
      return expression(inner, hint, depth: depth + 1, budget: budget)
    }
    let key = "\(budget) \(reference)"
    if let known = references[key] { return known }
    guard followed < 32 else { return "value" }
    followed += 1
    defer { followed -= 1 }
    let name = rule(hint, "")
    let place = rules.count - 1
    references[key] = name
    rules[place] += expression(inner, hint, depth: 1, budget: budget)
    return name
  }

  /// A text as a literal of the grammar.
  static func literal(_ text: String) -> String {
    var escaped = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\\\"
      case "\"": escaped += "\\\""
      case "\n": escaped += "\\n"
      case "\r": escaped += "\\r"
      case "\t": escaped += "\\t"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped + "\""
  }

  /// The expression of a schema; `budget` is what the repetitions inside may still multiply to.
  private mutating func expression(_ schema: Schema, _ hint: String, depth: Int, budget: Int) -> String {
    guard steps.take(depth: depth, below: 12) else { return "value" }
    if let given = schema.node["const"] { return Self.literal(given.jsonText) }
    if let values = schema.node["enum"]?.array, !values.isEmpty {
      return "(" + values.map { Self.literal($0.jsonText) }.joined(separator: " | ") + ")"
    }
    // Properties beside alternatives would have to be merged; a wider rule is right, a wrong one is not.
    let alternatives = schema.alternatives.compactMap(schema.child)
    if !alternatives.isEmpty, schema.node["properties"] == nil {
      let parts = alternatives.map { expression($0, hint, depth: depth + 1, budget: budget) }
      return "(" + parts.joined(separator: " | ") + ")"
    }
    let types = schema.types(&steps)
    guard schema.parts.isEmpty else { return types == ["object"] ? "object" : "value" }
    guard types.count <= 1 else {
      return "(" + types.map { single($0, schema, hint, depth, budget) }.joined(separator: " | ") + ")"
    }
    return types.first.map { single($0, schema, hint, depth, budget) } ?? "value"
  }

  private mutating func single(
    _ type: String, _ schema: Schema, _ hint: String, _ depth: Int, _ budget: Int
  ) -> String {
    switch type {
    case "string": string(schema, budget)
    case "integer", "number", "boolean", "null": type
    case "array": list(schema, hint, depth, budget)
    case "object": object(schema, hint, depth, budget)
    default: "value"
    }
  }

  /// What a schema says of a length or a count: 0 where it gives no lower bound, nil where no upper one.
  private static func bounds(_ schema: Schema, _ lower: String, _ upper: String) -> (least: Int, most: Int?) {
    let least = max(0, schema.node[lower]?.int ?? 0)
    return (least, schema.node[upper]?.int.flatMap { $0 < least ? nil : $0 })
  }

  private func string(_ schema: Schema, _ budget: Int) -> String {
    let (least, most) = Self.bounds(schema, "minLength", "maxLength")
    guard least > 0 || most != nil, max(least, most ?? 0) <= budget else { return "string" }
    return #""\"" char{"# + "\(least),\(most.map(String.init) ?? "")" + #"} "\"""#
  }

  private mutating func list(_ schema: Schema, _ hint: String, _ depth: Int, _ budget: Int) -> String {
    let bounds = Self.bounds(schema, "minItems", "maxItems")
    let least = bounds.least
    var most = bounds.most
    if most == 0 { return #""[" ws "]""# }
    // llama.cpp counts a repetition of a group twice.
    if let limit = most, limit > budget / 2 { most = nil }
    let count = max(least, most ?? 0, 1)
    let isBounded = (least > 1 || most != nil) && count <= budget / 2
    let inner = isBounded ? max(1, budget / (2 * count)) : budget
    let item = self.inner(schema.node["items"], of: schema, hint + "-item", depth, inner)
    let name = rule(hint + "-item", item)
    let rest = #"("," ws "# + name + ")"
    let repeated = isBounded ? "{\(max(least - 1, 0)),\(most.map { String($0 - 1) } ?? "")}" : "*"
    let body = name + " " + rest + repeated
    return least > 0 ? #""[" ws "# + body + #" "]""# : #""[" ws ("# + body + #")? "]""#
  }

  /// Any of the members, at least one, in their order. Each rule goes on with the next, so that the grammar grows with
  /// their number and not with its square, which llama.cpp refuses.
  private mutating func optional(_ members: [String], _ hint: String) -> String {
    var choices: [String] = []
    var rest: String?
    for member in members.reversed() {
      choices.append(member + (rest.map { " " + $0 } ?? ""))
      guard choices.count < members.count else { break }
      rest = rule(hint + "-more", #"("," ws "# + member + ")?" + (rest.map { " " + $0 } ?? ""))
    }
    return choices.reversed().joined(separator: " | ")
  }

  private mutating func object(_ schema: Schema, _ hint: String, _ depth: Int, _ budget: Int) -> String {
    let properties = schema.node["properties"]?.object ?? JSONObject()
    guard !properties.isEmpty else { return schema.node["properties"] == nil || depth > 0 ? "object" : #""{" ws "}""# }
    let required = (schema.node["required"]?.array ?? []).compactMap(\.string)
    var first: [String] = []
    var others: [String] = []
    for member in properties.members {
      let inner = inner(member.value, of: schema, hint + "-" + member.key, depth, budget)
      let key = Self.literal(JSONValue.string(member.key).jsonText)
      let name = rule(hint + "-" + member.key, key + #" ":" ws "# + inner)
      if required.contains(member.key) { first.append(name) } else { others.append(name) }
    }
    for key in required where properties[key] == nil {
      first.append(rule(hint + "-" + key, Self.literal(JSONValue.string(key).jsonText) + #" ":" ws value"#))
    }
    if !first.isEmpty {
      let tail = others.map { #" ("," ws "# + $0 + ")?" }.joined()
      return #""{" ws "# + first.joined(separator: #" "," ws "#) + tail + #" "}""#
    }
    return #""{" ws ("# + optional(others, hint) + #")? "}""#
  }
}
