import Synchronization

/// One tools/call that has no answer yet.
final class RunningCall: Sendable {
  let id: RequestID
  let progress: Progress?
  private let reply: Reply

  private struct State {
    var task: Task<Void, Never>?
    var isCancelled = false
  }

  private let state = Mutex(State())

  init(id: RequestID, progress: Progress?, reply: Reply) {
    self.id = id
    self.progress = progress
    self.reply = reply
  }

  /// Hands over the task that does the work.
  func run(_ task: Task<Void, Never>) {
    let isCancelled = state.withLock { state in
      state.task = task
      return state.isCancelled
    }
    if isCancelled { task.cancel() }
  }

  var isCancelled: Bool { state.withLock { $0.isCancelled } }

  /// Ends the work without an answer. The call has already left the table.
  func cancel() {
    progress?.finish()
    reply.abandon()
    let task = state.withLock { state in
      state.isCancelled = true
      return state.task
    }
    task?.cancel()
  }
}

/// The calls without an answer. Whoever removes a call from here settles it, so each is settled once.
final class RunningCalls: Sendable {
  enum Admission { case admitted, duplicate, full, closed }

  private struct State {
    var calls: [RequestID: RunningCall] = [:]
    var isClosed = false
  }

  private let limit: Int
  private let state = Mutex(State())

  init(limit: Int) { self.limit = limit }

  func admit(_ call: RunningCall) -> Admission {
    state.withLock { state in
      if state.isClosed { return .closed }
      if state.calls[call.id] != nil { return .duplicate }
      if state.calls.count >= limit { return .full }
      state.calls[call.id] = call
      return .admitted
    }
  }

  func contains(_ id: RequestID) -> Bool { state.withLock { $0.calls[id] != nil } }

  /// The call that had this id, now removed; nil where none has.
  func remove(_ id: RequestID) -> RunningCall? { state.withLock { $0.calls.removeValue(forKey: id) } }

  /// True where `call` was still here: then its answer is the caller's to send.
  func remove(_ call: RunningCall) -> Bool {
    state.withLock { state in
      guard state.calls[call.id] === call else { return false }
      state.calls[call.id] = nil
      return true
    }
  }

  /// Cancels every call; no further one is admitted.
  func close() {
    let calls = state.withLock { state in
      state.isClosed = true
      defer { state.calls = [:] }
      return Array(state.calls.values)
    }
    for call in calls { call.cancel() }
  }
}
