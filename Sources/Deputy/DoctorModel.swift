import Agent

/// What the doctor says of the model server.
struct DoctorModel {
  let agent: AgentConfiguration
  /// The configured model that the server does not list, with what it lists; nil where there is none such.
  let unlisted: (name: String, listed: [String])?

  /// One line for each fact about a server that answered.
  func findings(on server: ModelDescription) -> [Finding] {
    var text = "\(server.server.rawValue)\(server.model.map { ", \($0)" } ?? "")"
    text += server.window.map { ", window \(Count.grouped($0)) tokens" } ?? Self.unknownWindow(server.server)
    text += server.slots.map { ", \($0) slots" } ?? ""
    let mode = agent.mode(for: server)
    let hasGrammar = mode == .text && agent.reasoning(for: server) != nil
    var findings = [
      Finding(.fine, "model", text),
      Finding(
        .fine, "model", "mode \(mode.rawValue), \(hasGrammar ? "with" : "no") grammar (DEPUTY_MODE, DEPUTY_GRAMMAR)"),
    ]
    if let unlisted { findings.append(Self.finding(unlisted.name, unlisted.listed, server.server)) }
    if let window = server.window, window < 8192 {
      findings.append(
        Finding(
          .hint, "model", "a window under 8,192 tokens holds little of a log: \(Self.howToWiden(server.server))"))
    }
    return findings
  }

  /// Ollama and LM Studio tell the window of a model that is loaded, and load it with the first request.
  private static func unknownWindow(_ server: ModelDescription.Server) -> String {
    switch server {
    case .ollama, .lmStudio: ", window known once the model is loaded (until then DEPUTY_CONTEXT)"
    case .llamaCpp, .vllm, .other: ", window not told (see DEPUTY_CONTEXT)"
    }
  }

  /// After Ollama's docs/context-length.mdx, "Setting context length", and vLLM's "Engine Arguments".
  private static func howToWiden(_ server: ModelDescription.Server) -> String {
    switch server {
    case .llamaCpp: "start the server with -c 16384"
    case .ollama: "start the server with OLLAMA_CONTEXT_LENGTH=16384 in its environment"
    case .lmStudio: "load the model with a larger context length"
    case .vllm: "start the server with --max-model-len 16384"
    case .other: "start the server with a larger context length"
    }
  }

  /// A fault where the list is all that there is; others, some of which look like vLLM, may take names
  /// that they do not list.
  private static func finding(_ name: String, _ listed: [String], _ server: ModelDescription.Server) -> Finding {
    let shown = listed.prefix(5).joined(separator: ", ")
    let more = listed.count > 5 ? " and \(listed.count - 5) more" : ""
    let rest = listed.isEmpty ? "It lists none: give it that model first." : "It lists \(shown)\(more)."
    let kind: Finding.Kind =
      switch server {
      case .llamaCpp, .ollama: .fault
      case .vllm, .lmStudio, .other: .hint
      }
    return Finding(kind, "model", "LLAMA_MODEL is \"\(name)\", which the server does not list. \(rest)")
  }

  /// The lines for a server that did not answer as it should.
  static func findings(for error: ChatModelError) -> [Finding] {
    let fault = Finding(.fault, "model", "\(error)")
    switch error {
    case .unreachable, .unknownHost, .notFound, .badResponse: return [fault, Finding(.hint, "model", startOne)]
    // There is a server, and the sentence says what it wants.
    default: return [fault]
    }
  }

  /// How to come to a model, in one line each.
  private static let startOne = """
    start one, such as: llama-server -hf ggml-org/Qwen3-8B-GGUF --jinja -c 32768
               or use Ollama: LLAMA_SERVER_URL=http://localhost:11434 LLAMA_MODEL=qwen3:8b
               or LM Studio:  LLAMA_SERVER_URL=http://localhost:1234
    """
}
