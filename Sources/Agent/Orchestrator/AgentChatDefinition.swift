import JSON
import ToolCalling

/// How `agent_chat` describes itself to the orchestrator; every byte of it costs context in each of its sessions.
enum AgentChatDefinition {
  static let definition = ToolDefinition(
    name: "agent_chat", description: description,
    parameters: ["type": "object", "properties": .object(JSONObject(properties))])

  private static let description =
    "Hand data-heavy reading to a local model: logs, command output on this machine or SSH hosts, configuration, "
    + "many files. It runs tools itself and returns only the analysis; raw output stays out of your context. "
    + "Not for small reads, edits or code you must see yourself: it is slower and less able than you. "
    + "State the goal, hosts and paths. Result JSON, type: final_answer; tool_call (run it, continue with "
    + "tool_result); max_iterations (partial, continue with conversation_id alone); error. Continue with "
    + "conversation_id; it expires 30 minutes after last use. Check quotes.not_found before you rely on quoted lines."

  private static let properties: [(String, JSONValue)] = [
    ("task", ["type": "string", "description": "What to find out; a follow-up when continuing"]),
    ("conversation_id", ["type": "string", "description": "From an earlier answer"]),
    ("context", ["type": "string", "description": "Background for the model"]),
    (
      "tools",
      [
        "type": "array", "items": ["type": "object"],
        "description":
          "Tools you will run yourself: {name, description, parameters: JSON Schema or {arg: {type, description, required}}}",
      ]
    ),
    (
      "tool_result",
      [
        "type": "object", "description": "What your tool returned",
        "properties": ["tool_name": ["type": "string"], "result": ["type": "string"]],
      ]
    ),
    (
      "tool_results",
      ["type": "array", "items": ["type": "object"], "description": "Several: {call_id, result}"]
    ),
    (
      "auto_execute",
      ["type": "boolean", "description": "Default true; false returns calls as tool_call"]
    ),
    ("max_iterations", ["type": "integer", "description": "Default 10"]),
    ("temperature", ["type": "number", "description": "Default 0.3"]),
    ("model", ["type": "string"]),
  ]
}
