import Agent
import Testing

@testable import Deputy

@Suite("What the doctor says of the model server", .timeLimit(.minutes(1))) struct DoctorModelTests {
  private func lines(
    _ server: ModelDescription.Server, unlisted: (name: String, listed: [String])? = nil, window: Int? = 16_384
  ) -> [String] {
    DoctorModel(agent: AgentConfiguration(), unlisted: unlisted)
      .findings(on: ModelDescription(server: server, model: "m", window: window)).map(\.line)
  }

  @Test(arguments: [
    (ModelDescription.Server.llamaCpp, "-c 16384"), (.ollama, "OLLAMA_CONTEXT_LENGTH=16384"),
    (.lmStudio, "load the model"), (.vllm, "--max-model-len 16384"), (.other, "a larger context length"),
  ])
  func `How a window is widened is said for the server that is there`(server: ModelDescription.Server, how: String) {
    let hint = lines(server, window: 4096).last
    #expect(hint?.hasPrefix("model    hint  a window under 8,192 tokens") == true)
    #expect(hint?.contains(how) == true)
  }

  @Test func `A server that tells the window once the model is loaded is not asked for more`() {
    #expect(
      lines(.ollama, window: nil).first?.hasSuffix("known once the model is loaded (until then DEPUTY_CONTEXT)") == true
    )
    #expect(lines(.other, window: nil).first?.hasSuffix("window not told (see DEPUTY_CONTEXT)") == true)
  }

  @Test func `A server that has the model is fine`() {
    let found = lines(.ollama, unlisted: nil)
    #expect(found.first == "model    ok    Ollama, m, window 16,384 tokens")
    #expect(found.allSatisfy { $0.hasPrefix("model    ok") })
  }

  @Test(arguments: [
    (["a", "b"], "It lists a, b."), (["a", "b", "c", "d", "e", "f", "g"], "It lists a, b, c, d, e and 2 more."),
    ([], "It lists none: give it that model first."),
  ])
  func `A model that the server does not have is named with those that it has`(listed: [String], rest: String) {
    #expect(
      lines(.ollama, unlisted: ("qwen9", listed)).last
        == "model    FAULT LLAMA_MODEL is \"qwen9\", which the server does not list. \(rest)")
  }

  @Test func `An unknown server may take a name that it does not list`() {
    #expect(lines(.other, unlisted: ("x", ["a"])).last?.hasPrefix("model    hint  LLAMA_MODEL is \"x\"") == true)
  }

  @Test(arguments: [
    (ChatModelError.unreachable(url: "http://x", reason: "y"), true), (.unknownHost("x"), true),
    (.notFound(url: "x", message: "y"), true), (.badResponse("x"), true),
    (.unauthorized(status: 401, message: "x"), false), (.loading(seconds: 9), false),
    (.unusable(url: "x", reason: "y", advice: "z"), false), (.failed(status: 500, message: "x"), false),
    (.redirect(to: "x"), false), (.timedOut(stage: "x", seconds: 1), false),
  ])
  func `How to start a server is said where there may be none`(error: ChatModelError, isSaid: Bool) {
    let findings = DoctorModel.findings(for: error)
    #expect(findings.first == Finding(.fault, "model", "\(error)"))
    #expect(findings.contains { $0.text.hasPrefix("start one") } == isSaid)
  }
}
