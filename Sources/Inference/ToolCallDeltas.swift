import JSON
import ToolCalling

/// Native tool calls, put together from the fragments in which a stream brings them.
struct ToolCallDeltas: Sendable {
  private struct Fragment {
    var index: Int?
    var id: String?
    var name = ""
    var arguments = ""
  }

  private var fragments: [Fragment] = []

  var isEmpty: Bool { fragments.isEmpty }
  private(set) var byteCount = 0

  /// Takes one element of `delta.tool_calls`.
  ///
  /// A fragment belongs to the call with its `index`. A new id at a known index begins a new call, because some
  /// servers number every call 0; without an index, a name begins one.
  mutating func add(_ delta: JSONValue) {
    let function = delta["function"]
    let name = function?["name"]?.string ?? ""
    let id = delta["id"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    let place = place(index: delta["index"]?.int, id: id, isNamed: !name.isEmpty)
    if fragments[place].id == nil { fragments[place].id = id }
    fragments[place].name += name
    let arguments = function?["arguments"]
    let text = arguments?.string ?? (arguments?.object).map(\.jsonText) ?? ""
    fragments[place].arguments += text
    byteCount += name.utf8.count + text.utf8.count
  }

  private mutating func place(index: Int?, id: String?, isNamed: Bool) -> Int {
    let known: Int? =
      if let index {
        fragments.lastIndex { $0.index == index }
      } else {
        isNamed || fragments.isEmpty ? nil : fragments.count - 1
      }
    if let known, id == nil || fragments[known].id == nil || fragments[known].id == id { return known }
    fragments.append(Fragment(index: index))
    return fragments.count - 1
  }

  /// The calls whose arguments are a JSON object, and the others as the text that a model would have written, so that
  /// a parser of texts can say what is wrong with them.
  func finished() -> (calls: [ToolCall], invalid: String) {
    var calls: [ToolCall] = []
    var invalid = ""
    for fragment in fragments {
      let source = fragment.arguments.isEmpty ? "{}" : fragment.arguments
      if !fragment.name.isEmpty, case .object(let arguments)? = try? JSONValue(parsing: source) {
        calls.append(ToolCall(name: fragment.name, arguments: arguments, id: fragment.id))
      } else {
        let name = JSONValue.string(fragment.name).jsonText
        invalid += "<tool_call>\n{\"name\": \(name), \"arguments\": \(source)}\n</tool_call>\n"
      }
    }
    return (calls, invalid)
  }
}
