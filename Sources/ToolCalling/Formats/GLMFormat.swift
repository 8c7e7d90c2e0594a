/// GLM 4.5 and later: the name, then pairs of `<arg_key>` and `<arg_value>` with raw values; Laguna, Spark 3, Hy 3, K2 Horizon.
///
/// Sources: the chat templates of zai-org/GLM-4.5, tencent/Hy3, LLM360/K2-Horizon.
enum GLMFormat {
  static let format = ToolCallFormat(
    "glm",
    words: [
      ("arg_key", .key),
      ("arg_value", .value),
      ("arg_type", .type),
      ("longcat_arg_key", .key),
      ("longcat_arg_value", .value),
    ])
}
