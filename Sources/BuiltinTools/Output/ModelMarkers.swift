/// Breaks the special tokens of chat templates in tool output, so that a model server does not read them as its own.
///
/// A space goes behind the first character (`< |im_start|>`, `[ INST]`); only these tokens are touched. Linear.
package enum ModelMarkers {
  private static let angled: [[UInt8]] = [
    "s>", "/s>", "bos>", "eos>", "pad>", "unk>", "think>", "/think>", "tool_call>", "/tool_call>", "tool_response>",
    "/tool_response>", "start_of_turn>", "end_of_turn>", "<SYS>>", "</SYS>>", "start_of_image>", "start_of_role>",
    "end_of_role>", "function_calls>",
  ].map { Array($0.utf8) }
  private static let bracketed: [[UInt8]] = [
    "INST]", "/INST]", "TOOL_CALLS]", "TOOL_RESULTS]", "/TOOL_RESULTS]", "AVAILABLE_TOOLS]", "/AVAILABLE_TOOLS]",
  ].map { Array($0.utf8) }
  /// `｜` (U+FF5C), which DeepSeek's tokens have in place of `|`.
  private static let wideBar: [UInt8] = [0xEF, 0xBD, 0x9C]

  /// The text with its markers broken, and how many there were.
  package static func broken(in bytes: [UInt8]) -> (bytes: [UInt8], count: Int) {
    var result: [UInt8] = []
    var count = 0
    var copied = 0
    bytes.withUnsafeBufferPointer { source in
      for index in source.indices where source[index] == UInt8(ascii: "<") || source[index] == UInt8(ascii: "[") {
        guard isMarker(source, at: index) else { continue }
        result.append(contentsOf: source[copied...index])
        result.append(UInt8(ascii: " "))
        copied = index + 1
        count += 1
      }
      if count > 0 { result.append(contentsOf: source[copied...]) }
    }
    return count == 0 ? (bytes, 0) : (result, count)
  }

  private static func isMarker(_ source: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    let rest = UnsafeBufferPointer(rebasing: source[(index + 1)...].prefix(64))
    if source[index] == UInt8(ascii: "[") { return bracketed.contains { rest.starts(with: $0) } }
    if rest.first == UInt8(ascii: "|") { return closes(rest.dropFirst(), with: [UInt8(ascii: "|")]) }
    if rest.starts(with: wideBar) { return closes(rest.dropFirst(3), with: wideBar) }
    return angled.contains { rest.starts(with: $0) }
  }

  /// True where `name|>` follows, the name without spaces.
  private static func closes(_ rest: Slice<UnsafeBufferPointer<UInt8>>, with bar: [UInt8]) -> Bool {
    var place = rest.startIndex
    while place < rest.endIndex, rest[place] > 0x20, rest[place] != UInt8(ascii: "<"), rest[place] != UInt8(ascii: ">")
    {
      if rest[place...].starts(with: bar + [UInt8(ascii: ">")]) { return place > rest.startIndex }
      place += 1
    }
    return false
  }
}
