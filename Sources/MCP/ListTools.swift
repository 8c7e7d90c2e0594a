import JSON
import ToolCalling

/// `tools/list`: every tool, in the order of the toolbox, on one page.
enum ListTools: RequestMethod {
  static let name = "tools/list"

  /// Claude Code cuts longer descriptions and instructions.
  static let textLimit = 4_096

  static func serve(_ exchange: Exchange) throws(RPCError) {
    try exchange.refuseCursor()
    let tools = exchange.session.server.toolbox.tools.map { JSONValue.object(json($0)) }
    exchange.succeed(["tools": .array(tools)], caching: .minutes(5))
  }

  private static func json(_ tool: any Tool) -> JSONObject {
    let definition = tool.definition
    var schema = definition.parameters
    if schema["type"] == nil { schema["type"] = "object" }
    return [
      "name": .string(definition.name),
      "description": .string(String(definition.description.prefix(textLimit))),
      "inputSchema": .object(schema),
      "annotations": ["readOnlyHint": .bool(tool.isReadOnly)],
    ]
  }
}
