import JSON
import Synchronization
import TestSupport
import Testing
import ToolCalling

@testable import Agent

@Suite(.timeLimit(.minutes(1)))
struct BudgetTests {
  /// A server with a window: it counts tokens its own way and refuses what does not fit, as llama.cpp does.
  private final class Windowed: ChatModel {
    let window: Int
    let bytesPerToken: Double
    let hasCounter: Bool
    private let script: @Sendable (Int) -> String
    private let seen = Mutex<[(tokens: Int, messages: [ChatMessage])]>([])
    let refused = Mutex(0)

    init(window: Int, bytesPerToken: Double, hasCounter: Bool, script: @escaping @Sendable (Int) -> String) {
      self.window = window
      self.bytesPerToken = bytesPerToken
      self.hasCounter = hasCounter
      self.script = script
    }

    var requests: [(tokens: Int, messages: [ChatMessage])] { seen.withLock { $0 } }

    func description(
      onEvent: @escaping @Sendable (ChatEvent) -> Void
    ) async throws(ChatModelError) -> ModelDescription {
      ModelDescription(server: .llamaCpp, window: window, slots: 1)
    }

    private func tokens(_ messages: [ChatMessage]) -> Int {
      messages.reduce(0) { $0 + Int(Double($1.content.utf8.count) / bytesPerToken) + 5 }
    }

    func countTokens(of request: ChatRequest) async -> Int? { hasCounter ? tokens(request.messages) : nil }

    func reply(
      to request: ChatRequest, onEvent: @escaping @Sendable (ChatEvent) -> Void
    ) async throws(ChatModelError) -> ChatReply {
      let count = tokens(request.messages)
      guard count + (request.maxTokens ?? 0) <= window else {
        refused.withLock { $0 += 1 }
        throw .contextOverflow(tokens: count, window: window)
      }
      let turn = seen.withLock { seen in
        seen.append((count, request.messages))
        return seen.count
      }
      let text = script(turn)
      return ChatReply(text: text, usage: TokenUsage(prompt: count, cached: 0, generated: text.utf8.count / 4 + 1))
    }
  }

  /// Numbered log lines, and one line in the middle that is unlike the others.
  private static func log(lines count: Int) -> String {
    let line = "2026-11-20 10:00:01 web1 nginx[4411]: GET /api/v1/items?page=7 200 0.012 upstream=10.0.0.7:9000 "
    var lines = (1...count).map { line + String($0) }
    lines[count / 2] = "2026-11-20 10:00:02 web1 kernel: planted: the needle is 7719"
    return lines.joined(separator: "\n")
  }

  private static func call(_ tool: String, _ arguments: JSONObject) -> String {
    JSONValue.object(["tool": .string(tool), "arguments": .object(arguments)]).jsonText
  }

  @Test func `What one model taught about counting does not hold for another`() {
    let learned = ContextBudget.Learned(
      factor: 1.4, window: 4336, hasShrunk: true, reported: 6051, estimated: 4300, model: "a:1")
    #expect(learned.known(of: "a:1") == learned)
    #expect(learned.known(of: "b:1") == ContextBudget.Learned(hasShrunk: true, model: "b:1"))
    #expect(ContextBudget.Learned().known(of: "a:1") == ContextBudget.Learned(model: "a:1"))
  }

  @Test(arguments: [(4096, 1000), (8192, 1000), (32768, 5000)], [true, false])
  func `Megabytes of output never overflow the window, and the planted line is found by paging`(
    sizes: (window: Int, lines: Int), hasCounter: Bool
  ) async throws {
    let (window, lines) = sizes
    let log = Self.log(lines: lines)
    let model = Windowed(window: window, bytesPerToken: 1.9, hasCounter: hasCounter) { turn in
      switch turn {
      case 1...8: Self.call("ssh_exec", ["command": .string("cat /var/log/big.\(turn)")])
      case 9: Self.call("read_output", ["result": 3, "pattern": "needle"])
      case 10:
        Self.call(
          "read_output",
          ["result": 5, "start_line": .number(JSONNumber(lines / 2)), "end_line": .number(JSONNumber(lines / 2 + 4))])
      case 11...30: Self.call("read_output", ["result": 8, "start_line": .number(JSONNumber(turn * 100))])
      default: "The needle is 7719.\n> 2026-11-20 10:00:02 web1 kernel: planted: the needle is 7719"
      }
    }
    var configuration = AgentConfiguration()
    configuration.maximumIterations = 40
    let clock = TestClock()
    let tool = ScriptedTool("ssh_exec", parameters: ["command"]) { _, _ in ToolResult(text: log, exitCode: 0) }
    let loop = AgentLoop(
      model: model, tools: Toolbox([tool]), configuration: configuration, clock: clock)
    let chat = AgentChatTool(loop: loop, store: ConversationStore(clock: clock))
    let answer = try await chat.call(["task": "Find the needle."], in: ToolContext())
    #expect(answer.structured?["type"] == "final_answer", "\(answer.text.prefix(300))")
    #expect(answer.structured?["quotes"]?["verified"] == 1)
    #expect(answer.structured?["tools_executed"]?.array?.count == 30)
    let requests = model.requests
    #expect(requests.allSatisfy { $0.tokens <= window })
    for place in [9, 10] {
      #expect(requests[place].messages.last?.content.contains("the needle is 7719") == true, "request \(place)")
    }
    if hasCounter { #expect(model.refused.withLock { $0 } == 0) }
    Self.expectAppendOnly(requests.map(\.messages), steps: 8)
  }

  /// Each request begins with the one before, but for at most `steps` of them.
  private static func expectAppendOnly(_ requests: [[ChatMessage]], steps: Int) {
    var broken = 0
    for (before, after) in zip(requests, requests.dropFirst()) {
      let last = before.count - 1
      let isSame =
        after.count > last && Array(after[..<last]) == Array(before[..<last])
        && after[last].content.hasPrefix(before[last].content)
      if !isSame { broken += 1 }
    }
    #expect(broken <= steps)
  }

  @Test func `Nothing but the end changes while the window is large enough`() async throws {
    let calls = (1...9).map { ScriptedModel.Step.text(Self.call("look", ["command": .string("\($0)")])) }
    let tool = ScriptedTool("look") { arguments, _ in ToolResult(text: "seen \(arguments.jsonText)", exitCode: 0) }
    let bench = AgentBench(ScriptedModel(calls + [.text("All seen.")]), tools: [tool])
    _ = try await bench.call(["task": "Look."])
    _ = try await bench.call(["conversation_id": "c1", "task": "And?"])
    #expect(bench.model.requests.count == 11)
    Self.expectAppendOnly(bench.model.requests.map(\.messages), steps: 0)
    for (before, after) in zip(bench.model.requests, bench.model.requests.dropFirst()) {
      #expect(after.messages.count == before.messages.count + 2)
    }
  }

  @Test(arguments: [4096, 8192])
  func `Over thirty turns, each with more output than its share, three quarters of all prompts come from the cache`(
    window: Int
  ) async throws {
    let tool = ScriptedTool("ssh_exec", parameters: ["command"]) { arguments, _ in
      ToolResult(text: Self.log(lines: 400) + arguments.jsonText, exitCode: 0)
    }
    let steps = (1...30).map { turn in
      ScriptedModel.Step.answer { request in
        let tokens = request.messages.reduce(0) { $0 + $1.content.utf8.count } / 2
        let text = Self.call("ssh_exec", ["command": .string("journalctl -p err -n 100 -u unit\(turn)")])
        return ChatReply(text: text, usage: TokenUsage(prompt: tokens))
      }
    }
    var configuration = AgentConfiguration()
    configuration.maximumIterations = 31
    let model = ScriptedModel(steps, description: ModelDescription(server: .llamaCpp, window: window))
    let bench = AgentBench(model, tools: [tool], configuration: configuration)
    _ = try await bench.call(["task": "Find it."])
    let prompts = model.requests.map { Array($0.messages.map(\.content).joined(separator: "\n").utf8) }
    #expect(prompts.count == 31)
    let reused = zip(prompts, prompts.dropFirst()).reduce(0) { sum, pair in
      sum + zip(pair.0, pair.1).prefix { $0 == $1 }.count
    }
    #expect(reused * 100 >= prompts.reduce(0) { $0 + $1.count } * 75, "\(reused) bytes")
  }

  @Test func `A task that cannot fit is an error with both numbers`() async throws {
    let model = ScriptedModel([.text("Never.")], description: ModelDescription(server: .llamaCpp, window: 2048)) {
      $0.messages.reduce(0) { $0 + $1.content.utf8.count / 3 }
    }
    let bench = AgentBench(model)
    let answer = try await bench.call(["task": .string(String(repeating: "word ", count: 4000))])
    #expect(answer["content"]?.string?.contains("does not fit the model's window of 2048 tokens") == true)
    #expect(model.requests.isEmpty)
  }

  @Test func `A refused request is shortened by the numbers of the refusal and sent once more`() async throws {
    let big = ScriptedTool("look", returns: String(repeating: "a line of some text\n", count: 400))
    let look = Self.call("look", ["command": "x"])
    let again = Self.call("look", ["command": "y"])
    let bench = AgentBench(
      ScriptedModel([
        .text(look), .text(again), .failure(.contextOverflow(tokens: 9000, window: 4096)), .text("Done."),
      ]), tools: [big])
    let answer = try await bench.call(["task": "Look."])
    #expect(answer["content"] == "Done.")
    let last = bench.model.requests.suffix(2).map { $0.messages.reduce(0) { $0 + $1.content.utf8.count } }
    #expect(last[1] < last[0] / 2)
    #expect(
      bench.model.requests.last?.messages.contains {
        $0.content.contains("lines left out: use read_output {\"result\": 1, \"start_line\": 1} to see them")
      } == true)
  }

  @Test func `A server that refuses without numbers is asked once more, and the failure names its window`() async throws
  {
    // LM Studio: an empty stream, where only the window is known.
    let overflow = ChatModelError.contextOverflow(tokens: nil, window: 8192)
    let big = ScriptedTool("look", returns: String(repeating: "a line of some text\n", count: 400))
    let looks = ["x", "y"].map { ScriptedModel.Step.text(Self.call("look", ["command": .string($0)])) }
    let description = ModelDescription(server: .lmStudio, window: 8192)
    let once = AgentBench(
      ScriptedModel(looks + [.failure(overflow), .text("Done.")], description: description), tools: [big])
    #expect(try await once.call(["task": "Look."])["content"] == "Done.")
    let sizes = once.model.requests.suffix(2).map { $0.messages.reduce(0) { $0 + $1.content.utf8.count } }
    #expect(sizes[1] < sizes[0] * 3 / 4)
    let twice = AgentBench(
      ScriptedModel(looks + [.failure(overflow), .failure(overflow)], description: description), tools: [big])
    let failed = try await twice.call(["task": "Look."])
    #expect(failed["content"]?.string?.contains("does not fit the model's window of 8192 tokens.") == true)
  }

  @Test func `A server that cuts the prompt silently is found out by its own count`() async throws {
    let usages = [TokenUsage(prompt: 900, generated: 10), TokenUsage(prompt: 500, generated: 10)]
    let tool = ScriptedTool("look", returns: String(repeating: "a line of some text\n", count: 100))
    let bench = AgentBench(
      ScriptedModel(
        [
          .reply(ChatReply(text: Self.call("look", ["command": "x"]), usage: usages[0])),
          .reply(ChatReply(text: "Done.", usage: usages[1])),
        ], description: ModelDescription(server: .ollama, window: 8192)), tools: [tool])
    let answer = try await bench.call(["task": .string(String(repeating: "Look closely. ", count: 60))])
    let note = try #require(answer["notes"]?.array?.first?.string)
    #expect(note.hasPrefix("The model server reports a prompt of 500 tokens where about "))
    #expect(
      note.hasSuffix("it seems to have dropped the beginning without saying so. Give it a larger context length."))
  }

  @Test func `One low figure of the server is said, and does not end the conversation`() async throws {
    let usages = [1200, 60, 1300].map { TokenUsage(prompt: $0, generated: 5) }
    let model = ScriptedModel(
      usages.map { .reply(ChatReply(text: "So.", usage: $0)) }, description: ModelDescription(server: .other))
    let bench = AgentBench(model)
    let words = JSONValue.string(String(repeating: "Look closely. ", count: 100))
    _ = try await bench.call(["task": words])
    let second = try await bench.call(["conversation_id": "c1", "task": words])
    #expect(second["notes"]?.array?.count == 1)
    #expect(try await bench.call(["conversation_id": "c1", "task": "And?"])["type"] == "final_answer")
  }

  @Test func `The reply gets what the window leaves, and never more than its cap`() {
    let budget = ContextBudget(window: 8192, learned: .init(), configuration: AgentConfiguration())
    #expect(budget.replyTokens(after: 1000) == 4096)
    #expect(budget.replyTokens(after: 6000) == 8192 - 6000 - 64)
    #expect(budget.promptLimit == 8192 - 2048 - 64)
  }

  @Test(arguments: [(nil, 1.5), (8192, 1.5), (4096, 1.0)] as [(Int?, Double)])
  func `An overflow that says nothing new means that the estimate was too low`(window: Int?, factor: Double) {
    var budget = ContextBudget(window: 8192, learned: .init(), configuration: AgentConfiguration())
    budget.learn(fromOverflow: nil, window: window, estimated: 10)
    #expect(budget.learned.factor == factor)
    #expect(budget.window == window ?? 8192)
  }
}
