package import Agent

/// Where the model server is and how to talk to it.
package struct ModelServerConfiguration: Sendable {
  package var address: ServerAddress
  /// Sent as a bearer token; never shown, traced or passed in an argument.
  package var apiKey: String?
  /// The model to use where a request names none; nil takes the server's own.
  package var model: String?
  package var deadlines: ModelDeadlines
  /// A file of certificates to trust instead of the system's, for `https://`.
  package var certificates: String?
  /// The environment of the curl that speaks `https://`: proxies and certificates.
  package var curlEnvironment: [String: String]

  package init(
    address: ServerAddress, apiKey: String? = nil, model: String? = nil, deadlines: ModelDeadlines = ModelDeadlines(),
    certificates: String? = nil, curlEnvironment: [String: String] = [:]
  ) {
    self.address = address
    self.apiKey = apiKey
    self.model = model
    self.deadlines = deadlines
    self.certificates = certificates
    self.curlEnvironment = curlEnvironment
  }

  /// Keeps the key out of what is said of the server's answers.
  var mask: KeyMask { KeyMask(apiKey) }

  /// Reads `LLAMA_SERVER_URL` (default `http://localhost:8080`), `LLAMA_API_KEY`, `LLAMA_MODEL` and `DEPUTY_CA_FILE`.
  ///
  /// An empty variable counts as not set. Throws `.invalidURL`.
  package init(environment: [String: String]) throws(ChatModelError) {
    func value(_ name: String) -> String? {
      guard let text = environment[name]?.trimmed, !text.isEmpty else { return nil }
      return text
    }
    self.init(
      address: try ServerAddress(value("LLAMA_SERVER_URL") ?? "http://localhost:8080"),
      apiKey: value("LLAMA_API_KEY"), model: value("LLAMA_MODEL"), certificates: value("DEPUTY_CA_FILE"),
      curlEnvironment: environment.filter { CurlCommand.passedVariables.contains($0.key) })
  }
}
