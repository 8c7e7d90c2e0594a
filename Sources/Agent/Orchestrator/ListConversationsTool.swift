package import JSON
package import ToolCalling

/// `list_conversations`: what is kept and how much, newest first, a page of at most about 4 KB at a time.
package struct ListConversationsTool: Tool {
  private static let pageSize = 15
  private let store: ConversationStore

  package init(store: ConversationStore) { self.store = store }

  package let definition = ToolDefinition(
    name: "list_conversations",
    description: "For debugging: the agent_chat conversations that can be continued, newest first, with state, age, "
      + "idle time, sizes and tokens.",
    parameters: [
      "type": "object", "properties": ["page": ["type": "integer", "description": "from 1"]],
    ])

  package func call(
    _ arguments: JSONObject, in context: ToolContext
  ) async throws(CancellationError) -> ToolResult {
    let page: Int
    switch arguments["page"] {
    case nil, .null: page = 1
    case let value? where (value.int ?? 0) >= 1: page = value.int ?? 1
    case let value?:
      return .failure("page must be a whole number from 1, but it is \(value.jsonText). Example: {\"page\": 2}")
    }
    let (rows, evicted) = store.overview()
    let first = min((page - 1).multipliedReportingOverflow(by: Self.pageSize).partialValue, rows.count)
    let shown = rows.dropFirst(max(first, 0)).prefix(Self.pageSize).map(\.json)
    var object: JSONObject = [
      "conversations": .array(shown), "total": .number(JSONNumber(rows.count)), "page": .number(JSONNumber(page)),
      "pages": .number(JSONNumber(max((rows.count + Self.pageSize - 1) / Self.pageSize, 1))),
    ]
    if evicted > 0 { object["removed_to_make_room"] = .number(JSONNumber(evicted)) }
    return ToolResult(text: object.jsonText, structured: object)
  }
}
