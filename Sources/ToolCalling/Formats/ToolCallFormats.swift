/// Every format that the parser knows: a new one is one file, one line here and one folder of fixtures.
enum ToolCallFormats {
  /// The formats; where two read the same line, the earlier one is asked first.
  static let all: [ToolCallFormat] = [
    JSONFormat.format,
    HermesFormat.format,
    QwenCoderFormat.format,
    InvokeFormat.format,
    DeepSeekFormat.format,
    KimiFormat.format,
    GLMFormat.format,
    MistralFormat.format,
    HarmonyFormat.format,
    GemmaFormat.format,
    CohereFormat.format,
    ApertusFormat.format,
    InternLMFormat.format,
    TokenFormat.format,
    ElementFormat.format,
    ReActFormat.format,
    LabelledFormat.format,
    NamedLineFormat.format,
    PythonicFormat.format,
    YAMLFormat.format,
  ]

  /// The rules for the start of a line, by its first byte.
  static let lineRules: [[LineRule]] = (0..<256).map { byte in
    all.compactMap(\.line).filter { $0.first.contains(UInt8(byte)) }
  }
}
