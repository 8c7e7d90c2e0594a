import Agent
import JSON
import Synchronization
import TestSupport
import ToolCalling

/// `agent_chat` with a scripted model and tools, ids that count up, and a clock that stands still.
struct AgentBench {
  let model: ScriptedModel
  let clock: TestClock
  let store: ConversationStore
  let chat: AgentChatTool
  let list: ListConversationsTool

  init(
    _ model: ScriptedModel, tools: [any Tool] = [], configuration: AgentConfiguration = AgentConfiguration(),
    digest: @escaping @Sendable (String, Int) -> String? = { _, _ in nil }
  ) {
    let clock = TestClock()
    let ids = Counter()
    self.model = model
    self.clock = clock
    store = ConversationStore(configuration: configuration, clock: clock, makeID: { "c\(ids.next())" })
    let loop = AgentLoop(
      model: model, tools: Toolbox(tools), configuration: configuration, clock: clock, digest: digest
    )
    chat = AgentChatTool(loop: loop, store: store)
    list = ListConversationsTool(store: store)
  }

  func call(_ arguments: JSONObject, in context: ToolContext = ToolContext()) async throws -> JSONObject {
    try await chat.call(arguments, in: context).structured ?? [:]
  }

  /// The last user message of the last request, which is what the model was told just now.
  var lastTold: String { model.requests.last?.messages.last?.content ?? "" }
}

/// Counts up from 1, from any thread.
final class Counter: Sendable {
  private let value = Mutex(0)

  func next() -> Int {
    value.withLock {
      $0 += 1
      return $0
    }
  }
}
