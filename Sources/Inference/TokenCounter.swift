import Agent
import JSON
import Synchronization

/// Counts the tokens of a request with whatever counter its server has.
///
/// llama.cpp counts a whole chat request (`/v1/chat/completions/input_tokens`); one that is older renders the prompt
/// (`/apply-template`) and splits it (`/tokenize`), which comes to the same number. vLLM's `/tokenize` takes the messages
/// (vLLM's OpenAI-compatible server, "Tokenizer API", 2026; never run against it). The others have no counter.
final class TokenCounter: Sendable {
  /// Posts a body: the JSON of the answer with its status, or nil where none came.
  typealias Post = @Sendable (_ path: String, _ body: [[UInt8]]) async -> (status: Int, json: JSONValue)?

  private let post: Post
  /// Paths that the server was seen not to have.
  private let missing: Mutex<Set<String>>

  static let whole = "/v1/chat/completions/input_tokens"

  init(missing: Set<String> = [], post: @escaping Post) {
    self.missing = Mutex(missing)
    self.post = post
  }

  /// The prompt tokens of a chat request with this body; nil where the server cannot tell.
  func tokens(in request: ChatRequestBody, on server: ModelDescription.Server) async -> Int? {
    switch server {
    case .llamaCpp:
      let prompt = request.prompt()
      if let count = await answer(to: Self.whole, prompt)?["input_tokens"]?.tokenCount { return count }
      guard isMissing(Self.whole), let text = await answer(to: "/apply-template", prompt)?["prompt"]?.string else {
        return nil
      }
      // As the chat does: the beginning-of-text token is added, and the template's marks are tokens and not text.
      let body: JSONObject = ["content": .string(text), "add_special": true, "parse_special": true]
      return await answer(to: "/tokenize", [body.jsonBytes])?["tokens"]?.array?.count
    case .vllm:
      let prompt = request.prompt(with: ["add_generation_prompt": true])
      return await answer(to: "/tokenize", prompt)?["count"]?.tokenCount
    case .ollama, .lmStudio, .other: return nil
    }
  }

  /// Looks for every counter anew: there may be another server behind the address.
  func forget() { missing.withLock { $0 = [] } }

  private func isMissing(_ path: String) -> Bool { missing.withLock { $0.contains(path) } }

  private func answer(to path: String, _ body: [[UInt8]]) async -> JSONValue? {
    guard !isMissing(path), let (status, json) = await post(path, body) else { return nil }
    // 501: llama.cpp's answer for what it was built or started without.
    if [404, 405, 501].contains(status) { missing.withLock { _ = $0.insert(path) } }
    return status == 200 ? json : nil
  }
}
