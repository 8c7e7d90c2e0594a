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
    guard let answer = try await get(Self.list, true) else {
      return (ModelDescription(server: .other, model: wanted), true)
    }
    let models = Self.speaking(answer.json["data"]?.array ?? [])
    if Self.isLlamaCpp(answer.head, models) { return try await llamaCpp(models) }
    let owner = models.first?["owned_by"]?.string
    let model = wanted ?? models.first?["id"]?.string
    let entry = models.first { $0["id"]?.string == model }
    if let window = (entry ?? models.first)?["max_model_len"]?.tokenWindow {
      return (ModelDescription(server: .vllm, model: model, window: window), true)
    }
    if owner == "vllm" { return (ModelDescription(server: .vllm, model: model), true) }
    if try await ask("/api/version")?["version"]?.string != nil { return try await ollama(model) }
    if let found = try await lmStudio(model) { return found }
    return (ModelDescription(server: .other, model: model), true)
  }

  private func llamaCpp(_ models: [JSONValue]) async throws(ServerRefusal) -> (ModelDescription, Bool) {
    // A router has many models, each with a status, and must not load one because somebody asked about it.
    let isRouter = Self.isRouter(models)
    let loaded = models.first { $0["status"]?["value"]?.string == "loaded" }
    let model = wanted ?? (isRouter ? loaded ?? models.first : models.first)?["id"]?.string
    let query = isRouter ? "?autoload=false&model=" + Self.escaped(model ?? "") : ""
    let answer: JSONValue?
    do throws(ServerRefusal) {
      answer = try await get("/props" + query, false)?.json
    } catch {
      // llama.cpp has this path, so that it may well answer the next time.
      guard error.isOfOneQuestion else { throw error }
      return (ModelDescription(server: .llamaCpp, model: model), false)
    }
    guard let props = answer else { return (ModelDescription(server: .llamaCpp, model: model), !isRouter) }
    let window = props["default_generation_settings"]?["n_ctx"]?.tokenWindow
    let description = ModelDescription(
      server: .llamaCpp, model: isRouter ? model : wanted ?? props["model_alias"]?.string ?? model,
      window: window, slots: props["total_slots"]?.int.flatMap { $0 > 0 ? $0 : nil },
      supportsTools: props["chat_template_caps"]?["supports_tools"]?.bool ?? false,
      chatTemplate: props["chat_template"]?.string)
    return (description, description.window != nil)
  }

  private func ollama(_ model: String?) async throws(ServerRefusal) -> (ModelDescription, Bool) {
    let running = try await ask("/api/ps")?["models"]?.array ?? []
    let entry = running.first { entry in
      [entry["name"]?.string, entry["model"]?.string].compactMap(\.self).contains { Self.isSame($0, model ?? "") }
    }
    let window = entry?["context_length"]?.tokenWindow
    // The window is known once the model is loaded, which the first call does.
    return (ModelDescription(server: .ollama, model: model, window: window), window != nil)
  }

  private func lmStudio(_ model: String?) async throws(ServerRefusal) -> (ModelDescription, Bool)? {
    if let all = try await ask("/api/v1/models")?["models"]?.array {
      let models = Self.speaking(all)
      let loaded = models.lazy.compactMap { $0["loaded_instances"]?.array }.joined()
      let entry = loaded.first { $0["id"]?.string == model } ?? (wanted == nil ? loaded.first : nil)
      let window = entry?["config"]?["context_length"]?.tokenWindow
      let name = wanted ?? entry?["id"]?.string ?? models.first?["key"]?.string ?? model
      return (ModelDescription(server: .lmStudio, model: name, window: window), window != nil)
    }
    guard let all = try await ask("/api/v0/models")?["data"]?.array else { return nil }
    let models = Self.speaking(all)
    let loaded = models.first { $0["state"]?.string == "loaded" && (wanted == nil || $0["id"]?.string == wanted) }
    let window = (loaded?["loaded_context_length"] ?? loaded?["max_context_length"])?.tokenWindow
    let name = wanted ?? loaded?["id"]?.string ?? models.first?["id"]?.string ?? model
    return (ModelDescription(server: .lmStudio, model: name, window: window), window != nil)
  }

  /// The path of the list of models, which every kind of server has.
  static let list = "/v1/models"

  /// The names among which a request can choose, as the list gives them; nil where the server does not choose by name.
  static func choices(_ head: HTTPHead, _ list: JSONValue) -> [String]? {
    guard let models = list["data"]?.array, !isLlamaCpp(head, models) || isRouter(models) else { return nil }
    return models.flatMap { [$0["id"]?.string] + ($0["aliases"]?.array ?? []).map(\.string) }.compactMap(\.self)
  }

  private static func isLlamaCpp(_ head: HTTPHead, _ models: [JSONValue]) -> Bool {
    head["server"] == "llama.cpp" || models.first?["owned_by"]?.string == "llamacpp"
  }

  private static func isRouter(_ models: [JSONValue]) -> Bool {
    models.contains { $0["status"]?["value"] != nil }
  }

  /// The answer to a question that only some servers know; nil also where the server fails over it.
  private func ask(_ path: String) async throws(ServerRefusal) -> JSONValue? {
    do throws(ServerRefusal) {
      return try await get(path, false)?.json
    } catch {
      guard error.isOfOneQuestion else { throw error }
      return nil
    }
  }

  /// The entries without models that only embed (LM Studio's `type` is `embedding`, in its older list `embeddings`).
  private static func speaking(_ models: [JSONValue]) -> [JSONValue] {
    models.filter { $0["type"]?.string?.hasPrefix("embedding") != true }
  }

  /// The whole name of one of Ollama's models, which may be called without its tag `latest`.
  static func tagged(_ name: String) -> String {
    let last = name.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    return last.contains(":") ? name : name + ":latest"
  }

  /// True for two names of one of Ollama's models, whose case, default registry and default owner do not count.
  static func isSame(_ name: String, _ other: String) -> Bool { plain(name) == plain(other) }

  private static func plain(_ name: String) -> String {
    var name = tagged(name).lowercased()
    for part in ["registry.ollama.ai/", "library/"] where name.hasPrefix(part) { name.removeFirst(part.count) }
    return name
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
