import Agent
import JSON

/// Finds out what kind of server answers, and what it says of its model.
///
/// One request tells llama.cpp and vLLM; Ollama and LM Studio need one more. llama.cpp was measured, the others are
/// read from their sources and documentation (Ollama August 2026, vLLM, LM Studio 0.4). Whether a model's template takes
/// tools, only llama.cpp says.
struct ServerDetection {
  /// Gets a path: the head and the JSON of a 200 response; nil for any other status. Throws what a call would.
  typealias Get = (_ path: String, _ isNeeded: Bool) async throws(ServerRefusal) -> (head: HTTPHead, json: JSONValue)?

  /// The model that the configuration names.
  let wanted: String?
  let get: Get

  /// What the server is. `isFinal` is false where its numbers may still come, as from a router's unloaded model.
  func description() async throws(ServerRefusal) -> (description: ModelDescription, isFinal: Bool) {
    guard let (head, list) = try await get("/v1/models", true) else {
      return (ModelDescription(server: .other, model: wanted), true)
    }
    let models = list["data"]?.array ?? []
    let owner = models.first?["owned_by"]?.string
    if head["server"] == "llama.cpp" || owner == "llamacpp" { return try await llamaCpp(models) }
    let model = wanted ?? models.first?["id"]?.string
    let entry = models.first { $0["id"]?.string == model }
    if let window = (entry ?? models.first)?["max_model_len"]?.tokenWindow {
      return (ModelDescription(server: .vllm, model: model, window: window), true)
    }
    if owner == "vllm" { return (ModelDescription(server: .vllm, model: model), true) }
    if try await get("/api/version", false)?.json["version"]?.string != nil { return try await ollama(model) }
    if let found = try await lmStudio(model) { return found }
    return (ModelDescription(server: .other, model: model), true)
  }

  private func llamaCpp(_ models: [JSONValue]) async throws(ServerRefusal) -> (ModelDescription, Bool) {
    // A router has many models, each with a status, and must not load one because somebody asked about it.
    let isRouter = models.contains { $0["status"]?["value"] != nil }
    let loaded = models.first { $0["status"]?["value"]?.string == "loaded" }
    let model = wanted ?? (isRouter ? loaded ?? models.first : models.first)?["id"]?.string
    let query = isRouter ? "?autoload=false&model=" + Self.escaped(model ?? "") : ""
    guard let props = try await get("/props" + query, false)?.json else {
      return (ModelDescription(server: .llamaCpp, model: model), !isRouter)
    }
    let window = props["default_generation_settings"]?["n_ctx"]?.tokenWindow
    let description = ModelDescription(
      server: .llamaCpp, model: isRouter ? model : wanted ?? props["model_alias"]?.string ?? model,
      window: window, slots: props["total_slots"]?.int.flatMap { $0 > 0 ? $0 : nil },
      supportsTools: props["chat_template_caps"]?["supports_tools"]?.bool ?? false,
      chatTemplate: props["chat_template"]?.string)
    return (description, description.window != nil)
  }

  private func ollama(_ model: String?) async throws(ServerRefusal) -> (ModelDescription, Bool) {
    let running = try await get("/api/ps", false)?.json["models"]?.array ?? []
    let entry = running.first { $0["name"]?.string == model || $0["model"]?.string == model }
    let window = entry?["context_length"]?.tokenWindow
    // The window is known once the model is loaded, which the first call does.
    return (ModelDescription(server: .ollama, model: model, window: window), window != nil)
  }

  private func lmStudio(_ model: String?) async throws(ServerRefusal) -> (ModelDescription, Bool)? {
    if let models = try await get("/api/v1/models", false)?.json["models"]?.array {
      let loaded = models.lazy.compactMap { $0["loaded_instances"]?.array }.joined()
      let entry = loaded.first { $0["id"]?.string == model } ?? (wanted == nil ? loaded.first : nil)
      let window = entry?["config"]?["context_length"]?.tokenWindow
      let name = wanted ?? entry?["id"]?.string ?? model
      return (ModelDescription(server: .lmStudio, model: name, window: window), window != nil)
    }
    guard let models = try await get("/api/v0/models", false)?.json["data"]?.array else { return nil }
    let loaded = models.first { $0["state"]?.string == "loaded" && (wanted == nil || $0["id"]?.string == wanted) }
    let window = (loaded?["loaded_context_length"] ?? loaded?["max_context_length"])?.tokenWindow
    let name = wanted ?? loaded?["id"]?.string ?? model
    return (ModelDescription(server: .lmStudio, model: name, window: window), window != nil)
  }

  /// The text for a query: everything but letters, digits and `-._~` as `%XX`.
  static func escaped(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
        result.unicodeScalars.append(UnicodeScalar(byte))
      default: result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return result
  }
}
