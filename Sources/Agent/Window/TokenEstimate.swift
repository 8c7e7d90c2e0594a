import JSON
import ToolCalling

/// About how many tokens a text is, where the server has no counter.
///
/// Letters are cheap and everything else is dear: measured bytes per token are 3.9 for Python, 3.4 for Markdown and
/// 1.8 for JSON. The result errs on the high side; `ContextBudget` corrects it by what the server reports.
enum TokenEstimate {
  static func tokens(in text: String) -> Int {
    var text = text
    return text.withUTF8 { bytes in
      let (letters, foreign) = kinds(of: UnsafeRawBufferPointer(bytes))
      let marks = bytes.count - letters - foreign
      return letters / 4 + marks * 2 / 3 + foreign / 2 + 1
    }
  }

  /// A request's messages.
  static func tokens(in messages: [ChatMessage]) -> Int {
    messages.reduce(overhead) { $0 + tokens(in: $1) }
  }

  /// What a chat template puts around all messages.
  static let overhead = 8

  /// One message, with what a chat template puts around it.
  static func tokens(in message: ChatMessage) -> Int {
    let calls = message.toolCalls.reduce(0) { $0 + tokens(in: $1.name) + tokens(in: $1.arguments.jsonText) + 16 }
    return tokens(in: message.content) + calls + 6
  }

  /// How many bytes are letters or spaces, and how many belong to characters beyond ASCII.
  ///
  /// Results are megabytes, so eight bytes are counted at once, in the lanes of a word:
  /// a sum of two numbers below 128 never reaches the next lane, and the top bit of each lane is the answer. (SIMD32 with
  /// masks, the plain way to write it, took twenty times as long as a byte at a time.)
  private static func kinds(of bytes: UnsafeRawBufferPointer) -> (letters: Int, foreign: Int) {
    let each: UInt64 = 0x0101_0101_0101_0101
    let top = each &* 0x80
    var letters = 0
    var foreign = 0
    var index = 0
    while bytes.count - index >= 8 {
      let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let ascii = word & ~top
      let lowered = ascii | each &* 0x20
      let isLetter = (lowered &+ each &* (0x80 - 0x61)) & ~(lowered &+ each &* (0x80 - 0x7B))
      let isSpace = ~((ascii ^ each &* 0x20) &+ each &* 0x7F)
      letters &+= Int(((((isLetter | isSpace) & ~word & top) &>> 7) &* each) &>> 56)
      foreign &+= Int((((word & top) &>> 7) &* each) &>> 56)
      index += 8
    }
    for byte in bytes[index...] {
      letters += isLetterOrSpace(byte) ? 1 : 0
      foreign += Int(byte &>> 7)
    }
    return (letters, foreign)
  }

  private static func isLetterOrSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (byte | 0x20) &- UInt8(ascii: "a") < 26
  }
}
