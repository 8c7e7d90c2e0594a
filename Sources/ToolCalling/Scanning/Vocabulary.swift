/// All the words of all formats under their hashes.
enum Vocabulary {
  /// What a word means; bracketed words are kept with their opening bracket, closing ones without the slash.
  static let roles: HashTable<MarkupRole> = {
    var roles: [UInt64: MarkupRole] = [:]
    for format in ToolCallFormats.all {
      for (word, role) in format.words { roles[FoldedHash.of(word)] = role }
    }
    for (word, role) in common { roles[FoldedHash.of(word)] = role }
    return HashTable(roles)
  }()

  /// Words that belong to chat templates and not to one format of calls. A bar stands before words that count only
  /// as tokens, because prose and HTML have tags of that name.
  private static let common: [(String, MarkupRole)] =
    reasoning.map { ($0, .reasoning) } + reasoningEnds.map { ($0, .reasoningEnd) } + stops.map { ($0, .stop) }
    + headers.map { ($0, .header) } + hidden.map { ($0, .hidden) } + results.map { ($0, .result) }

  private static let reasoning = [
    "think", "thinking", "reasoning", "thought", "thoughts", "seed:think", "mm:think", "inner_monologue",
    "|start_thinking", "|inner_prefix", "[think", "[unused16", "|begin_of_thought", "antml:thinking", "scratchpad",
  ]

  private static let reasoningEnds = ["|end_thinking", "|inner_suffix", "[unused17", "|end_of_thought"]

  /// Stop tokens; in plain text they end the message.
  static let stops = [
    "|im_end", "|eot_id", "|eom_id", "|end_of_text", "|endoftext", "|end", "|return", "|eot", "|eom", "s", "eos",
    "end_of_turn", "|turn", "|end_of_sentence", "|end__of__sentence", "|end_of_turn_token", "|endofturn", "|stop",
    "|user", "|observation", "|end_message", "|message_sep", "bot_end", "|assistant_end", "|eod", "|endofmessage",
    "[inst", "|im_user", "|plamo:tag", "|eop", "[tool_results", "|human", "|system", "|eos", "|end_response",
    "|end_of_message", "|endofassistant", "|eod_id", "|fim_pad", "|tool",
  ]

  private static let headers = [
    "|im_start", "|start_header_id", "|header_start", "start_of_turn", "|start_of_role", "|start_of_turn_token",
    "|role_start", "|im_assistant", "|from",
  ]

  private static let hidden = [
    "|assistant", "|chatbot_token", "|start_response", "|end_text", "|start_text", "bos", "|begin_of_text",
    "|begin_of_sentence", "|bot", "|end_header_id", "|header_end", "|end_of_role", "|im_middle", "response", "|final",
    "|message_model", "|content_text", "|outer_prefix", "|outer_suffix", "|assistant_start", "|constrain", "|role_sep",
    "|begin_of_solution", "|end_of_solution", "|startoftext", "|sep", "final_answer",
    "|bos", "|start_of_text",
  ]

  private static let results = [
    "tool_response", "tool_responses", "tool_result", "tool_results", "function_result", "function_results",
    "function_response", "function_output", "tool_output", "tool_outputs", "tool_outputs_begin", "tool_output_begin",
    "start_tool_result", "observation_begin", "observations", "tool_message", "tool_call_result",
    "function_call_output",
    "result_of_tool", "tool_end_result",
  ]
}
