import Agent
import Platform
import ToolCalling

@testable import Inference

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The real llama.cpp server that `LLAMA_TEST_URL` names, for the tests that need one.
enum LlamaTestServer {
  static let url: String? = getenv("LLAMA_TEST_URL").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }

  static let reasonToSkip = "LLAMA_TEST_URL names no running llama.cpp server"

  static func model(
    _ deadlines: ModelDeadlines = .patient(), poller: Poller = Poller()
  ) throws(ChatModelError) -> ModelServer {
    let address = try ServerAddress(url ?? "http://127.0.0.1:9")
    return ModelServer(ModelServerConfiguration(address: address, deadlines: deadlines), poller: poller)
  }

  /// The same server, as it looks to a client that may not use these paths of its counter.
  static func model(without paths: Set<String>) throws(ChatModelError) -> ModelServer {
    let address = try ServerAddress(url ?? "http://127.0.0.1:9")
    let configuration = ModelServerConfiguration(address: address, deadlines: .patient())
    let client = HTTPClient(to: address, deadlines: .patient(), poller: Poller())
    return ModelServer(configuration, client: client, clock: ContinuousClock(), trace: .off, missing: paths)
  }
}
