import JSON
import MCP
import Synchronization
import TestSupport
import ToolCalling

/// A tool whose work is a closure.
struct ClosureTool: Tool {
  let definition: ToolDefinition
  var isReadOnly = true
  let work: @Sendable (JSONObject, ToolContext) async throws(CancellationError) -> ToolResult

  init(
    _ name: String, isReadOnly: Bool = true,
    _ work: @escaping @Sendable (JSONObject, ToolContext) async throws(CancellationError) -> ToolResult
  ) {
    definition = ToolDefinition(
      name: name, description: "The tool \(name).",
      parameters: ["type": "object", "properties": ["text": ["type": "string"]]])
    self.isReadOnly = isReadOnly
    self.work = work
  }

  func call(_ arguments: JSONObject, in context: ToolContext) async throws(CancellationError) -> ToolResult {
    try await work(arguments, context)
  }
}

/// Holds calls until a test lets them go, and counts them.
final class Gate: Sendable {
  private struct State {
    var isOpen = false
    var entered = 0
    var cancelled = 0
    var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
  }

  private let state = Mutex(State())

  var entered: Int { state.withLock { $0.entered } }
  var cancelled: Int { state.withLock { $0.cancelled } }

  func wait() async throws(CancellationError) {
    let id = state.withLock { state in
      state.entered += 1
      return state.entered
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOpen = state.withLock { state in
          if !state.isOpen { state.waiting[id] = continuation }
          return state.isOpen
        }
        if isOpen { continuation.resume() }
        if Task.isCancelled { leave(id) }
      }
    } onCancel: {
      leave(id)
    }
    if Task.isCancelled {
      state.withLock { $0.cancelled += 1 }
      throw CancellationError()
    }
  }

  private func leave(_ id: Int) { state.withLock { $0.waiting.removeValue(forKey: id) }?.resume() }

  func open() {
    let waiting = state.withLock { state in
      state.isOpen = true
      defer { state.waiting = [:] }
      return Array(state.waiting.values)
    }
    for continuation in waiting { continuation.resume() }
  }

  /// Waits until so many calls have come in.
  func hasEntered(_ count: Int) async { await eventually { entered >= count } }

  /// Waits until so many calls were cancelled.
  func hasCancelled(_ count: Int) async { await eventually { cancelled >= count } }
}

extension MCPServer {
  static let testIdentity = ServerIdentity(
    name: "deputy", title: "Deputy", version: "0.0.0", instructions: "For tests.")

  /// The server of the tests: `echo`, `fail`, `facts`, `steps`, `ask` and `wait`, which waits at the gate.
  static func scripted(
    gate: Gate = Gate(), clock: any Clock<Duration> = TestClock(), maximumCalls: Int = 200, lineLimit: Int = 1 << 20,
    trace: Trace = .off, also tools: [any Tool] = [], resources: (any ResourceProvider)? = nil
  ) -> MCPServer {
    let echo = ClosureTool("echo") { arguments, _ throws(CancellationError) in
      ToolResult(text: arguments["text"]?.string ?? "nothing")
    }
    let fail = ClosureTool("fail") { _, _ throws(CancellationError) in
      .failure("\"text\" must be a string, for example {\"text\": \"hello\"}.")
    }
    let facts = ClosureTool("facts") { _, _ throws(CancellationError) in
      ToolResult(text: #"{"type":"final_answer"}"#, structured: ["type": "final_answer"], meta: ["seconds": 1])
    }
    let steps = ClosureTool("steps") { _, context throws(CancellationError) in
      context.report(ToolProgress("1/2 looking", step: 1, steps: 2))
      context.report(ToolProgress("2/2 answering", step: 2, steps: 2))
      return ToolResult(text: "done")
    }
    let wait = ClosureTool("wait", isReadOnly: false) { _, context throws(CancellationError) in
      try await gate.wait()
      context.report(ToolProgress("let go"))
      return ToolResult(text: "waited")
    }
    return MCPServer(
      identity: testIdentity, toolbox: Toolbox([echo, fail, facts, steps, ask, wait] + tools),
      resources: resources, clock: clock, trace: trace, maximumCalls: maximumCalls, lineLimit: lineLimit)
  }

  /// Asks for consent to run its `text`, and says what came of it.
  private static let ask = ClosureTool("ask", isReadOnly: false) { arguments, context throws(CancellationError) in
    let question = ConsentQuestion(
      conversation: "c1", tool: "ssh_exec", host: "web1", command: arguments["text"]?.string ?? "reboot",
      reason: "It is not known to change nothing.")
    let resumed = context.resumedConversation.map { " in \($0)" } ?? ""
    switch await context.consent.answer(to: question) {
    case .approved: return ToolResult(text: "approved" + resumed)
    case .declined: return ToolResult(text: "declined" + resumed)
    case .unavailable(let reason): return ToolResult(text: "unavailable: \(reason)")
    case .pending: return ToolResult(text: "pending")
    }
  }
}
