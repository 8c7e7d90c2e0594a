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
      var letters = 0
      var foreign = 0
      // Without a branch, so that the compiler counts many bytes at once.
      for byte in bytes {
        foreign &+= Int(byte &>> 7)
        letters &+= isLetterOrSpace(byte) ? 1 : 0
      }
      let marks = bytes.count - letters - foreign
      return letters / 4 + marks * 2 / 3 + foreign / 2 + 1
    }
  }

  /// A request's messages, with what a chat template puts around each.
  static func tokens(in messages: [ChatMessage]) -> Int {
    messages.reduce(8) { sum, message in
      let calls = message.toolCalls.reduce(0) { $0 + tokens(in: $1.name) + tokens(in: $1.arguments.jsonText) + 16 }
      return sum + tokens(in: message.content) + calls + 6
    }
  }

  private static func isLetterOrSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (byte | 0x20) &- UInt8(ascii: "a") < 26
  }
}
