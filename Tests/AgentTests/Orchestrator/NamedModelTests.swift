import JSON
import TestSupport
import Testing
import ToolCalling

@testable import Agent

@Suite("The model in the figures of an answer", .timeLimit(.minutes(1)))
struct NamedModelTests {
  private func figures(model: JSONValue?) async throws -> JSONValue {
    let description = ModelDescription(server: .ollama, model: "qwen3:8b", window: 8192)
    let bench = AgentBench(ScriptedModel([.text("Done.")], description: description))
    var arguments: JSONObject = ["task": "x"]
    if let model { arguments["model"] = model }
    return try #require(try await bench.chat.call(arguments, in: ToolContext()).meta?["deputy/statistics"])
  }

  @Test(arguments: [nil, "qwen3:8b"] as [JSONValue?])
  func `The server's own model has its window`(model: JSONValue?) async throws {
    let figures = try await figures(model: model)
    #expect(figures["model"] == "qwen3:8b")
    #expect(figures["window"] == 8192)
  }

  @Test func `A model that the call names is reported by its name, without the window of the other`() async throws {
    let figures = try await figures(model: "gemma:2b")
    #expect(figures["model"] == "gemma:2b")
    #expect(figures["window"] == nil)
    #expect(figures["server"] == "Ollama")
  }
}
