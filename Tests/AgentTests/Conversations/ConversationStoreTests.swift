import JSON
import TestSupport
import Testing
import ToolCalling

@testable import Agent

@Suite(.timeLimit(.minutes(1)))
struct ConversationStoreTests {
  private static let gone = "Leave conversation_id out to start a new one"

  @Test func `A conversation expires 30 minutes after its last use, and says so`() async throws {
    let bench = AgentBench(ScriptedModel())
    _ = try await bench.call(["task": "One."])
    bench.clock.advance(by: .seconds(29 * 60))
    let second = try await bench.call(["conversation_id": "c1", "task": "Two."])
    #expect(second["type"] == "final_answer")
    bench.clock.advance(by: .seconds(30 * 60))
    let third = try await bench.call(["conversation_id": "c1", "task": "Three."])
    #expect(third["type"] == "error")
    #expect(
      third["content"]?.string
        == "Conversation \"c1\" has expired: it was not used for 30 minutes. \(Self.gone), "
        + "and give what it needs to know as context.")
    #expect(bench.model.requests.count == 2)
  }

  @Test func `An unknown id is an error and never starts a new conversation`() async throws {
    let bench = AgentBench(ScriptedModel())
    let result = try await bench.chat.call(["conversation_id": "nope", "task": "One."], in: ToolContext())
    #expect(result.isError)
    #expect(
      result.structured?["content"]?.string
        == "There is no conversation \"nope\": the id is wrong, or the server was started anew since. \(Self.gone).")
    #expect(bench.store.overview().rows.isEmpty)
  }

  @Test func `One that runs never expires, and a second call on it is told that it is busy`() async throws {
    let bench = AgentBench(ScriptedModel([.text("Ready."), .hang]))
    _ = try await bench.call(["task": "One."])
    let running = Task { try await bench.call(["conversation_id": "c1", "task": "Two."]) }
    await eventually { bench.model.requests.count >= 2 }
    bench.clock.advance(by: .seconds(3600))
    bench.store.sweep()
    let busy = try await bench.call(["conversation_id": "c1", "task": "Three."])
    #expect(
      busy["content"]?.string
        == "Conversation \"c1\" is busy with another call. Wait for that call's answer, or start a new conversation.")
    running.cancel()
    await #expect(throws: CancellationError.self) { try await running.value }
    let after = try await bench.call(["conversation_id": "c1", "task": "Four."])
    #expect(after["type"] == "final_answer")
  }

  /// A conversation whose second call was cancelled while its tool takes until `end` to end.
  private func cancelling(_ end: AsyncStream<Never>) async throws -> (AgentBench, Task<JSONObject, any Error>) {
    let tool = ScriptedTool("bash_command", parameters: ["command"]) { _, _ in
      await UntilCancelled.wait()
      await Task { for await _ in end {} }.value
      return ToolResult(text: "late")
    }
    let call = "{\"tool\": \"bash_command\", \"arguments\": {\"command\": \"sleep 9\"}}"
    let bench = AgentBench(ScriptedModel([.text("Ready."), .text(call)], last: .text("Here.")), tools: [tool])
    _ = try await bench.call(["task": "One."])
    let running = Task { try await bench.call(["conversation_id": "c1", "task": "Two."]) }
    await eventually { !tool.calls.isEmpty }
    running.cancel()
    return (bench, running)
  }

  @Test func `A call that follows a cancelled one at once waits for its end`() async throws {
    let (stream, end) = AsyncStream<Never>.makeStream()
    let (bench, running) = try await cancelling(stream)
    let next = Task { try await bench.call(["conversation_id": "c1", "task": "Three."]) }
    await eventually { bench.store.waiterCount == 1 }
    end.finish()
    #expect(try await next.value["content"] == "Here.")
    await #expect(throws: CancellationError.self) { try await running.value }
    #expect(bench.store.waiterCount == 0)
  }

  @Test func `A cancelled call that does not end keeps its conversation busy`() async throws {
    let (stream, end) = AsyncStream<Never>.makeStream()
    let (bench, running) = try await cancelling(stream)
    let next = Task { try await bench.call(["conversation_id": "c1", "task": "Three."]) }
    await eventually { bench.store.waiterCount == 1 }
    while bench.store.waiterCount == 1 {
      bench.clock.advance(by: .seconds(1))
      await Task.yield()
    }
    #expect(try await next.value["content"]?.string?.contains("is busy with another call") == true)
    end.finish()
    await #expect(throws: CancellationError.self) { try await running.value }
  }

  @Test func `A call that waits for the end of another can be cancelled`() async throws {
    let (stream, end) = AsyncStream<Never>.makeStream()
    let (bench, running) = try await cancelling(stream)
    let next = Task { try await bench.call(["conversation_id": "c1", "task": "Three."]) }
    await eventually { bench.store.waiterCount == 1 }
    next.cancel()
    await eventually { bench.store.waiterCount == 0 }
    #expect(try await next.value["content"]?.string?.contains("is busy with another call") == true)
    end.finish()
    await #expect(throws: CancellationError.self) { try await running.value }
  }

  @Test func `The sweeper removes what nobody asks for`() async throws {
    let bench = AgentBench(ScriptedModel())
    _ = try await bench.call(["task": "One."])
    let sweeper = Task { await bench.store.sweepForever() }
    await eventually { bench.clock.sleeperCount > 0 }
    bench.clock.advance(by: .seconds(30 * 60))
    await eventually { bench.store.count == 0 }
    #expect(bench.clock.sleeperCount == 0)

    // A conversation that begins later is swept as well.
    _ = try await bench.call(["task": "Two."])
    await eventually { bench.clock.sleeperCount > 0 }
    bench.clock.advance(by: .seconds(30 * 60))
    await eventually { bench.store.count == 0 }
    sweeper.cancel()
    await sweeper.value
  }

  @Test func `Beyond the limit of bytes the longest-idle one goes first, and both lists say so`() async throws {
    var configuration = AgentConfiguration()
    configuration.conversationBytes = 100_000
    let tool = ScriptedTool("read_file", parameters: ["file_path"], returns: String(repeating: "x", count: 40_000))
    let bench = AgentBench(
      ScriptedModel(
        (1...3).flatMap { _ in
          [.text("{\"tool\": \"read_file\", \"arguments\": {\"file_path\": \"/x\"}}"), .text("Read.")]
        }), tools: [tool], configuration: configuration)
    for number in 1...3 {
      _ = try await bench.call(["task": .string("Task \(number).")])
      bench.clock.advance(by: .seconds(60))
    }
    let lost = try await bench.call(["conversation_id": "c1", "task": "More."])
    #expect(lost["content"]?.string?.hasPrefix("Conversation \"c1\" was removed to make room for newer ones.") == true)
    let list = try await bench.list.call([:], in: ToolContext()).structured
    #expect(list?["total"] == 2)
    #expect(list?["removed_to_make_room"] == 1)
  }

  @Test func `A thousand conversations are listed by pages of at most 4 KB, newest first`() async throws {
    var configuration = AgentConfiguration()
    configuration.conversationCount = 1000
    let bench = AgentBench(ScriptedModel(), configuration: configuration)
    for number in 1...1003 {
      _ = try await bench.call(["task": .string("Task \(number).")])
      bench.clock.advance(by: .milliseconds(1))
    }
    let first = try await bench.list.call([:], in: ToolContext())
    #expect(first.text.utf8.count <= 4096)
    #expect(first.structured?["total"] == 1000)
    #expect(first.structured?["conversations"]?.array?.first?["id"] == "c1003")
    let pages = try #require(first.structured?["pages"]?.int)
    let last = try await bench.list.call(["page": .number(JSONNumber(pages))], in: ToolContext())
    #expect(last.structured?["conversations"]?.array?.last?["id"] == "c4")
    let beyond = try await bench.list.call(["page": 9_000_000_000_000_000_000], in: ToolContext())
    #expect(beyond.structured?["conversations"] == [])
    let wrong = try await bench.list.call(["page": 0], in: ToolContext())
    #expect(wrong.text == "page must be a whole number from 1, but it is 0. Example: {\"page\": 2}")
  }

  @Test func `Each one expires at its own time, whatever the others do`() async throws {
    let bench = AgentBench(ScriptedModel())
    for minute in 0..<5 {
      _ = try await bench.call(["task": .string("Task \(minute).")])
      bench.clock.advance(by: .seconds(60))
    }
    // c1 is used again when the others are due: 5 minutes after the start, then every minute one of them goes.
    _ = try await bench.call(["conversation_id": "c1", "task": "More."])
    bench.clock.advance(by: .seconds(25 * 60 + 59))
    var counts: [Int] = []
    for _ in 0..<6 {
      bench.store.sweep()
      counts.append(bench.store.count)
      bench.clock.advance(by: .seconds(60))
    }
    #expect(counts == [5, 4, 3, 2, 1, 0])
  }

  @Test func `Ids are 128 bits, written like a UUID`() {
    #expect(ConversationID.text(high: 0x1, low: .max) == "00000000-0000-0001-ffff-ffffffffffff")
    #expect(ConversationID.random() != ConversationID.random())
  }
}
