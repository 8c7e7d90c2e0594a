import JSON
import ToolCalling

/// The arguments of `agent_chat`, checked.
struct AgentChatArguments: Sendable {
  /// What the orchestrator's tool brought.
  struct Answer: Sendable, Hashable {
    var callID: String?
    var toolName: String?
    var result: String
    /// The exit status of the command that the orchestrator ran, where it says so.
    var exitCode: Int?
  }

  var task: String?
  var conversationID: String?
  var tools: [ToolDefinition]?
  var context: String?
  var answers: [Answer] = []
  var options: AgentOptions

  init(_ arguments: JSONObject, configuration: AgentConfiguration) throws(ArgumentError) {
    let reader = ChatArgumentReader(arguments)
    task = try reader.text("task", example: "\"Which errors are in /var/log/syslog?\"")
    conversationID = try reader.text("conversation_id", example: "\"the id that an earlier answer gave\"")
    context = try reader.text("context", example: "\"The hosts are web1 and db1.\"")
    options = AgentOptions(configuration)
    options.model = try reader.text("model", example: "\"qwen3\"")
    options.autoExecute = try reader.flag("auto_execute") ?? true
    options.temperature = try reader.number("temperature", in: 0...2) ?? configuration.temperature
    options.maximumIterations =
      try reader.whole("max_iterations", in: 1...configuration.iterationLimit) ?? configuration.maximumIterations
    tools = try reader.tools()
    answers = try reader.answers()
    if task == nil, conversationID == nil {
      throw ArgumentError(
        "task is needed to start a conversation. Example: {\"task\": \"Which errors are in /var/log/syslog?\"}")
    }
    if !answers.isEmpty, conversationID == nil {
      throw ArgumentError(
        "tool_result needs the conversation_id of the answer that asked for it. Example: {\"conversation_id\": "
          + "\"…\", \"tool_result\": {\"tool_name\": \"run_command\", \"result\": \"…\"}}")
    }
  }
}

/// Which argument is wrong, what is expected, and an example that is right.
struct ArgumentError: Error, Hashable, Sendable {
  let sentence: String

  init(_ sentence: String) { self.sentence = sentence }

  init(_ name: String, wants expected: String, got value: JSONValue, example: String) {
    sentence =
      "\(name) must be \(expected), but it is \(LineText.visible(value.jsonText, limit: 80)). "
      + "Example: {\"\(name)\": \(example)}"
  }
}
