/// What stands around a message without belonging to it: marks, role labels, half a token at the end.
enum Frame {
  /// The part of the text that is the message.
  static func message(in bytes: Bytes) -> Range<Int> {
    var start = 0
    var end = bytes.count
    trim(bytes, &start, &end)
    if end > start, let cut = halfToken(bytes, end) {
      end = cut
      trim(bytes, &start, &end)
    }
    start = afterLabel(bytes.prefix(end), start)
    trim(bytes, &start, &end)
    if let inner = insideBackticks(bytes, start, end) { return inner }
    return start..<max(start, end)
  }

  /// White space, byte order marks and characters without width at both ends.
  private static func trim(_ bytes: Bytes, _ start: inout Int, _ end: inout Int) {
    while start < end {
      if bytes.base[start].isSpace {
        start += 1
      } else if isInvisible(bytes, start) {
        start += 3
      } else {
        break
      }
    }
    while end > start {
      if bytes.base[end - 1].isSpace {
        end -= 1
      } else if end - 3 >= start, isInvisible(bytes, end - 3) {
        end -= 3
      } else {
        break
      }
    }
  }

  /// U+200B to U+200F, U+2060 or U+FEFF.
  private static func isInvisible(_ bytes: Bytes, _ place: Int) -> Bool {
    switch bytes[place] {
    case 0xE2:
      return (bytes[place + 1] == 0x80 && bytes[place + 2] >= 0x8B && bytes[place + 2] <= 0x8F)
        || (bytes[place + 1] == 0x81 && bytes[place + 2] == 0xA0)
    case 0xEF: return bytes[place + 1] == 0xBB && bytes[place + 2] == 0xBF
    default: return false
    }
  }

  /// Tokens that are dropped when only their beginning stands at the end.
  private static let tokens: [StaticString] = [
    "<|im_end|>", "<|eot_id|>", "<|eom_id|>", "<|end_of_text|>", "<|endoftext|>", "<|end|>", "<|return|>", "<|call|>",
    "</s>", "<eos>", "<end_of_turn>", "<｜end▁of▁sentence｜>", "<|END_OF_TURN_TOKEN|>", "<|endofturn|>", "<|stop|>",
    "<|user|>", "<|observation|>", "<turn|>", "</tool_call>", "</tool_calls>", "</function_call>", "</function_calls>",
    "</TOOLCALL>", "<|tool_call_end|>", "<|tool_calls_section_end|>", "<tool_call|>", "[END_TOOL_REQUEST]",
    "<|END_ACTION|>", "<|tools_suffix|>", "<|action_end|>", "</function>", "</invoke>", "</minimax:tool_call>",
    "<｜tool▁call▁end｜>", "<｜tool▁calls▁end｜>", "</seed:tool_call>", "</longcat_tool_call>", "</｜DSML｜tool_calls>",
    "<|assistant_end|>", "<|message_sep|>", "<|python_end|>", "<|eom|>", "<|eot|>",
  ]

  /// Where half a token begins that ends at `end`; nil where none does.
  private static func halfToken(_ bytes: Bytes, _ end: Int) -> Int? {
    let earliest = max(0, end - 32)
    var place = end - 1
    while place >= earliest {
      let byte = bytes[place]
      if byte == UInt8(ascii: "<") || byte == UInt8(ascii: "[") {
        let length = end - place
        guard length >= 2 else { return nil }
        let isHalf = tokens.contains { token in
          length < token.utf8CodeUnitCount && (0..<length).allSatisfy { bytes[place + $0] == token.utf8Start[$0] }
        }
        return isHalf ? place : nil
      }
      place -= 1
    }
    return nil
  }

  private static let labels: [StaticString] = [
    "assistant:", "ai:", "bot:", "model:", "### response:", "### assistant:", "[assistant]:", "[assistant]",
    "<assistant>:",
    "**assistant:**", "gpt:", "all\n", "]~b]ai\n", "assistant\n", "model\n",
  ]

  /// The offset after a role label or chat header that opens the text.
  static func afterLabel(_ bytes: Bytes, _ start: Int) -> Int {
    for label in labels where bytes.hasFolded(label, at: start) {
      return bytes.skipSpace(start + label.utf8CodeUnitCount)
    }
    return start
  }

  /// The inside of inline code that is the whole message.
  private static func insideBackticks(_ bytes: Bytes, _ start: Int, _ end: Int) -> Range<Int>? {
    var run = 0
    while run < 3, bytes[start + run] == UInt8(ascii: "`") { run += 1 }
    guard run == 1 || run == 2, end - start > 2 * run + 1 else { return nil }
    let inner = bytes.trimmed(start + run..<end - run)
    guard
      bytes[inner.lowerBound] == UInt8(ascii: "{") || bytes[inner.lowerBound] == UInt8(ascii: "[")
        || bytes[inner.lowerBound] == UInt8(ascii: "<")
    else { return nil }
    let closes = (0..<run).allSatisfy { bytes[end - 1 - $0] == UInt8(ascii: "`") }
    let last = bytes[inner.upperBound - 1]
    let isWhole = last == UInt8(ascii: "}") || last == UInt8(ascii: "]") || last == UInt8(ascii: ">")
    return closes && isWhole ? inner : nil
  }
}
