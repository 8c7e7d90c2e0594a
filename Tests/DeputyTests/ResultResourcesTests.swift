import Agent
import JSON
import MCP
import TestSupport
import Testing
import ToolCalling

@testable import Deputy

@Suite(.timeLimit(.minutes(1))) struct ResultResourcesTests {
  /// What a client may read after `tasks` tasks, each with one command.
  private func resources(tasks: Int) async throws -> ResultResources {
    let call = "{\"tool\": \"bash_command\", \"arguments\": {\"command\": \"uptime\"}}"
    let model = ScriptedModel((0..<tasks).flatMap { _ in [ScriptedModel.Step.text(call), .text("Done.")] })
    let tool = ScriptedTool("bash_command", parameters: ["command"]) { _, _ in
      ToolResult(text: "up 3 days", exitCode: 0)
    }
    let store = ConversationStore(clock: TestClock())
    let loop = AgentLoop(model: model, tools: Toolbox([tool]), clock: TestClock())
    let chat = AgentChatTool(loop: loop, store: store)
    for _ in 0..<tasks { _ = try await chat.call(["task": "Look."], in: ToolContext()) }
    return ResultResources(shelf: ResultShelf(store: store, limit: 1000))
  }

  @Test func `What the list names can be read, over all pages`() async throws {
    let resources = try await resources(tasks: 20)
    let first = try resources.page(after: nil)
    let second = try resources.page(after: first.next)
    #expect(first.next != nil && second.next == nil)
    let all = first.resources + second.resources
    #expect(all.count == 20)
    for resource in all { #expect(try resources.text(at: resource.uri) == "up 3 days") }
    #expect(all.first?.name == "bash_command uptime")
    #expect(all.first?.description == "exit 0, 1 line")
  }

  @Test(arguments: [
    ("nonsense", "\"nonsense\" is no cursor of resources/list. Leave it out."),
    (
      "deputy://conversations/gone/results/1",
      "what the cursor names is no longer kept. Leave it out to list what is."
    ),
  ])
  func `A cursor that is none is named`(cursor: String, sentence: String) async throws {
    let resources = try await resources(tasks: 1)
    #expect(throws: ResourceFault.invalid(sentence)) { try resources.page(after: cursor) }
  }

  @Test func `An address that is none is named with the form of those that are`() async throws {
    let resources = try await resources(tasks: 0)
    #expect(
      throws: ResourceFault.invalid(
        "\"file:///etc/passwd\" is no address of a result. They have the form "
          + "deputy://conversations/{conversation_id}/results/{result}{?start_line,end_line}; results and lines count "
          + "from 1.")
    ) { try resources.text(at: "file:///etc/passwd") }
  }

  @Test func `What is not kept is not found`() async throws {
    let resources = try await resources(tasks: 0)
    let fault = #expect(throws: ResourceFault.self) { try resources.text(at: "deputy://conversations/x/results/1") }
    guard case .notFound = fault else { return #expect(Bool(false), "\(String(describing: fault))") }
  }
}
