import Agent
import Synchronization
import TestSupport
import ToolCalling

/// Cancels a task when its work passes the n-th place where it waits for something.
final class Breakpoint: Sendable {
  private struct State {
    var passed = 0
    var task: Task<Void, Never>?
  }

  private let state = Mutex(State())
  private let target: Int

  init(_ target: Int) { self.target = target }

  var passed: Int { state.withLock { $0.passed } }

  func pass() async {
    let passed = state.withLock { state in
      state.passed += 1
      return state.passed
    }
    guard passed == target else { return }
    while true {
      if let task = state.withLock({ $0.task }) {
        task.cancel()
        return
      }
      await Task.yield()
    }
  }

  /// The task to cancel.
  func watch(_ task: Task<Void, Never>) { state.withLock { $0.task = task } }
}

/// A model that passes a breakpoint before and after everything it is asked.
struct BreakpointModel: ChatModel {
  let model: ScriptedModel
  let point: Breakpoint

  func description(
    onEvent: @escaping @Sendable (ChatEvent) -> Void
  ) async throws(ChatModelError) -> ModelDescription {
    await point.pass()
    if Task.isCancelled { throw .cancelled }
    return try await model.description(onEvent: onEvent)
  }

  func countTokens(of request: ChatRequest) async -> Int? {
    await point.pass()
    return nil
  }

  func reply(
    to request: ChatRequest, onEvent: @escaping @Sendable (ChatEvent) -> Void
  ) async throws(ChatModelError) -> ChatReply {
    await point.pass()
    let reply = try await model.reply(to: request, onEvent: onEvent)
    await point.pass()
    if Task.isCancelled { throw .cancelled }
    return reply
  }
}
