package import ToolCalling

/// A whole reply of the model.
package struct ChatReply: Sendable, Hashable {
  /// Why the server stopped.
  package enum Finish: Sendable, Hashable {
    /// The model ended by itself.
    case stop
    /// The token limit or the end of the window cut the reply.
    case length
    /// The stream ended early; the sentence says how. What came before is kept.
    case interrupted(String)
  }

  /// The text, byte for byte as generated; reasoning included where the server leaves it in.
  package var text: String
  /// Reasoning that the server took out of the text.
  package var reasoning: String
  /// Calls that the server parsed itself (native mode elsewhere than llama.cpp); arguments checked to be an object.
  package var toolCalls: [ToolCall]
  package var finish: Finish
  package var usage: TokenUsage
  /// A call that the server parses had begun, and is not in `toolCalls` because the reply was cut.
  package var wasCalling: Bool

  package init(
    text: String, reasoning: String = "", toolCalls: [ToolCall] = [], finish: Finish = .stop,
    usage: TokenUsage = TokenUsage(), wasCalling: Bool = false
  ) {
    self.text = text
    self.reasoning = reasoning
    self.toolCalls = toolCalls
    self.finish = finish
    self.usage = usage
    self.wasCalling = wasCalling
  }
}

/// Tokens as the server counted them.
package struct TokenUsage: Sendable, Hashable {
  /// All tokens of the prompt, those from the cache included.
  package var prompt: Int
  /// Prompt tokens that the server took from its cache.
  package var cached: Int
  package var generated: Int

  package init(prompt: Int = 0, cached: Int = 0, generated: Int = 0) {
    self.prompt = prompt
    self.cached = cached
    self.generated = generated
  }

  package static func + (left: TokenUsage, right: TokenUsage) -> TokenUsage {
    TokenUsage(
      prompt: left.prompt + right.prompt, cached: left.cached + right.cached,
      generated: left.generated + right.generated)
  }
}

/// What happens while a reply is on its way.
package enum ChatEvent: Sendable, Hashable {
  /// The server is loading its model; seconds waited so far.
  case loading(seconds: Int)
  /// The server reads the prompt: tokens done, of all, of which from the cache.
  case prompt(processed: Int, total: Int, cached: Int)
  /// Generated pieces so far.
  case generating(pieces: Int)
}
