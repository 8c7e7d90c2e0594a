/// Qwen3-Coder's XML: `<function=name><parameter=key>` with raw values; Seed-OSS, MiMo, Nemotron 3 and Step 3.5 share it.
///
/// Llama 3.1 and Functionary 3.1 write JSON in `<function=name>`, MiniCPM 5 `<function name="…"><param name="…">`.
/// Sources: the chat templates of Qwen/Qwen3-Coder, ByteDance-Seed/Seed-OSS, meetkai/functionary-medium-v3.1.
enum QwenCoderFormat {
  static let format = ToolCallFormat(
    "qwen_coder",
    words: [
      ("function", .call),
      ("parameter", .parameter),
      ("param", .parameter),
      ("|function", .call),
    ])
}
