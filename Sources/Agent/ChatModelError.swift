/// Why the model server gave no reply. The text is for the orchestrator and its human: what happened and what to do.
package enum ChatModelError: Error, Sendable, Hashable {
  case cancelled
  case invalidURL(url: String, reason: String)
  case unreachable(url: String, reason: String)
  /// Something has to be set right before the server can be talked to; `advice` is a sentence that says what.
  case unusable(url: String, reason: String, advice: String)
  case unknownHost(String)
  case timedOut(stage: String, seconds: Int)
  case loading(seconds: Int)
  case contextOverflow(tokens: Int?, window: Int?)
  case unauthorized(status: Int, message: String)
  case notFound(url: String, message: String)
  case rejected(status: Int, message: String)
  case failed(status: Int, message: String)
  case redirect(to: String)
  case badResponse(String)
  case interrupted(String)
}

extension ChatModelError {
  /// True where the same request may well succeed a little later.
  package var isWorthRetrying: Bool {
    switch self {
    case .unreachable, .timedOut, .loading, .interrupted: true
    case .failed(let status, _): status >= 500 || status == 429
    default: false
    }
  }
}

extension ChatModelError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .cancelled: "The call was cancelled."
    case .invalidURL(let url, let reason):
      "LLAMA_SERVER_URL is \"\(url)\", which \(reason). Set it to an address such as http://localhost:8080."
    case .unreachable(let url, let reason):
      "Cannot reach the model server at \(url): \(reason). Start it, or set LLAMA_SERVER_URL."
    case .unusable(let url, let reason, let advice): "Cannot use the model server at \(url): \(reason). \(advice)"
    case .unknownHost(let host):
      "The host name \"\(host)\" of the model server is not known. Check LLAMA_SERVER_URL."
    case .timedOut(let stage, let seconds):
      "The model server took longer than \(seconds) s for \(stage). "
        + "The conversation is kept: try again."
    case .loading(let seconds):
      "The model server was still loading its model after \(seconds) s. Try again when it has finished."
    case .contextOverflow(let tokens, let window):
      "The request\(tokens.map { " of \($0) tokens" } ?? "") does not fit the model's "
        + "window\(window.map { " of \($0) tokens" } ?? ""). Give a narrower task, or start the model server with a larger context."
    case .unauthorized(let status, let message):
      "The model server refused the key (HTTP \(status): \(message)). Set LLAMA_API_KEY to its key."
    case .notFound(let url, let message):
      "The model server has no \(url) (HTTP 404: \(message)). "
        + "LLAMA_SERVER_URL must name the root of an OpenAI-compatible server."
    case .rejected(let status, let message): "The model server rejected the request (HTTP \(status)): \(message)"
    case .failed(let status, let message):
      "The model server failed (HTTP \(status)): \(message) The conversation is kept: try again."
    case .redirect(let target):
      "The model server redirects to \(target), which is not followed. Set LLAMA_SERVER_URL to the final address."
    case .badResponse(let what):
      "The model server did not answer as an OpenAI-compatible server does: \(what). "
        + "Check what LLAMA_SERVER_URL points to."
    case .interrupted(let how):
      "The model server's answer broke off: \(how). The conversation is kept: try again."
    }
  }
}
