/// What the keys of an object say about it.
struct CallKeys: OptionSet {
  let rawValue: Int

  /// May hold the name of a tool.
  static let name = CallKeys(rawValue: 1)
  /// May hold the arguments.
  static let arguments = CallKeys(rawValue: 2)
  /// May hold whole calls.
  static let wrapper = CallKeys(rawValue: 4)
  /// Belongs to a record of something that has happened.
  static let record = CallKeys(rawValue: 8)
  /// May hold an answer.
  static let answer = CallKeys(rawValue: 16)

  /// Names of the key that holds the tool's name, in the order in which they are looked for.
  static let nameKeys = [
    "tool", "tool_name", "toolName", "function_name", "functionName", "function", "recipient_name", "name", "action",
  ]
  /// Names of the key that holds the arguments; the first that is not empty counts.
  static let argumentKeys = [
    "arguments", "parameters", "args", "params", "input", "tool_input", "toolInput", "action_input", "actionInput",
    "kwargs",
  ]
  /// Names of keys that hold calls instead of describing one.
  static let wrapperKeys = [
    "tool_calls", "toolCalls", "tool_call", "toolCall", "function_call", "functionCall", "function_calls", "tool_uses",
    "tool_use", "function", "tool", "message", "params", "command", "action", "choices", "content", "delta",
  ]
  /// Names of keys of a record: an object that has one tells of a call and asks for none.
  static let recordKeys = [
    "result", "results", "output", "stdout", "stderr", "exit_code", "exitCode", "status", "ts", "timestamp", "level",
    "severity", "duration", "duration_ms", "elapsed_ms", "logged_at", "created_at", "executed_at", "observation",
    "error", "time", "pid", "logger", "success", "returncode",
  ]
  /// Names of keys whose text is an answer.
  static let answerKeys = ["final_answer", "finalAnswer", "answer", "response", "Final Answer", "final"]

  /// Every key above under the hash of its folded name.
  static let table: HashTable<CallKeys> = {
    var table: [UInt64: CallKeys] = [:]
    let groups: [([String], CallKeys)] = [
      (nameKeys, .name), (argumentKeys, .arguments), (wrapperKeys, .wrapper), (recordKeys, .record),
      (answerKeys, .answer),
    ]
    for (keys, meaning) in groups {
      for key in keys { table[FoldedHash.of(key), default: []].formUnion(meaning) }
    }
    return HashTable(table)
  }()
}

/// A hash of short names that ignores case and the two ways of writing bars and underscores.
///
/// FNV-1a over 64 bits; the tables that use it are small, so two different names do not meet.
struct FoldedHash {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ byte: UInt8) {
    value = (value ^ UInt64(byte.folded)) &* 0x100_0000_01B3
  }

  static func of(_ text: String) -> UInt64 { text.withBytes { of($0, 0..<$0.count) } }

  /// The hash of the bytes in `range`; where `first` is given, as if it stood before them.
  static func of(_ bytes: Bytes, _ range: Range<Int>, after first: UInt8? = nil) -> UInt64 {
    var hash = FoldedHash()
    if let first { hash.add(first) }
    var index = range.lowerBound
    while index < range.upperBound {
      let symbol = bytes.symbol(at: index)
      hash.add(symbol.byte)
      index += symbol.length
    }
    return hash.value
  }
}

extension Bytes {
  /// The byte at `index`, where the full-width bar (U+FF5C) counts as `|` and U+2581 as `_`.
  ///
  /// DeepSeek's tokens are written with both, and transcripts of them with neither.
  func symbol(at index: Int) -> (byte: UInt8, length: Int) {
    let byte = self[index]
    guard byte >= 0x80 else { return (byte, 1) }
    if byte == 0xEF, self[index + 1] == 0xBD, self[index + 2] == 0x9C { return (UInt8(ascii: "|"), 3) }
    if byte == 0xE2, self[index + 1] == 0x96, self[index + 2] == 0x81 { return (UInt8(ascii: "_"), 3) }
    return (byte, 1)
  }
}
