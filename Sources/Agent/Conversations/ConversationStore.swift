import Synchronization

/// The conversations that can be continued, by id.
///
/// One expires 30 minutes after its last use; one that runs never does. Beyond the limits of count and bytes the
/// longest-idle one goes first. Expired ones are removed at every access and by `sweepForever`.
package final class ConversationStore: Sendable {
  struct Entry {
    var conversation: Conversation
    let created: Duration
    var lastUse: Duration
    var isRunning: Bool
    var byteCount: Int
  }

  struct State {
    var entries: [String: Entry] = [:]
    var byteCount = 0
    var gone = GoneConversations()
  }

  private let state = Mutex(State())
  private let endings = RunEndings()
  private let configuration: AgentConfiguration
  private let stopwatch: Stopwatch
  private let makeID: @Sendable () -> String
  /// Something to sweep: says so once, however many conversations have begun since it was last heard.
  private let beginnings = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))

  package init(
    configuration: AgentConfiguration = AgentConfiguration(), clock: some Clock<Duration>,
    makeID: @escaping @Sendable () -> String = ConversationID.random
  ) {
    self.configuration = configuration
    stopwatch = Stopwatch(clock)
    self.makeID = makeID
  }

  /// Adds a conversation that runs from now on, under a new id.
  func start(_ make: (String) -> Conversation) -> Conversation {
    let conversation = make(makeID())
    let now = stopwatch.now()
    state.withLock { state in
      removeExpired(from: &state, now: now)
      state.byteCount += conversation.byteCount
      state.entries[conversation.id] = Entry(
        conversation: conversation, created: now, lastUse: now, isRunning: true, byteCount: conversation.byteCount)
      makeRoom(in: &state, sparing: conversation.id)
    }
    beginnings.continuation.yield()
    return conversation
  }

  /// Takes a conversation out to run; nobody else gets it until `release`. The end of a cancelled run is waited for.
  func take(_ id: String) async throws(ConversationError) -> Conversation {
    do {
      return try takeNow(id)
    } catch .busy {
      await endings.wait(for: id, atMost: configuration.endingWait, stopwatch)
      return try takeNow(id)
    }
  }

  private func takeNow(_ id: String) throws(ConversationError) -> Conversation {
    let now = stopwatch.now()
    let result = state.withLock { state -> Result<Conversation, ConversationError> in
      removeExpired(from: &state, now: now)
      guard var entry = state.entries[id] else { return .failure(state.gone.error(for: id)) }
      if entry.isRunning { return .failure(.busy(id)) }
      entry.isRunning = true
      entry.lastUse = now
      state.entries[id] = entry
      return .success(entry.conversation)
    }
    return try result.get()
  }

  /// Keeps the state of a running conversation after a complete turn.
  func keep(_ conversation: Conversation) {
    let bytes = conversation.byteCount
    let now = stopwatch.now()
    state.withLock { state in
      guard var entry = state.entries[conversation.id] else { return }
      state.byteCount += bytes - entry.byteCount
      entry.conversation = conversation
      entry.byteCount = bytes
      entry.lastUse = now
      state.entries[conversation.id] = entry
      makeRoom(in: &state, sparing: conversation.id)
    }
  }

  /// The run of a conversation was cancelled: whoever wants it next waits until it is released.
  func willRelease(_ id: String) { endings.begin(id) }

  /// The calls that wait for the end of a cancelled run.
  var waiterCount: Int { endings.waiterCount }

  /// Ends a run. A conversation in which nothing was said is not kept where `dropsEmpty` says so.
  func release(_ id: String, dropsEmpty: Bool) {
    defer { endings.end(id) }
    let now = stopwatch.now()
    state.withLock { state in
      guard var entry = state.entries[id] else { return }
      if dropsEmpty, entry.conversation.isEmpty {
        state.remove(id, because: nil)
        return
      }
      entry.isRunning = false
      entry.lastUse = now
      state.entries[id] = entry
    }
  }

  /// The whole result `number` of a conversation, for the resource of that name; reading it is a use.
  package func result(_ number: Int, of id: String) throws(ConversationError) -> StoredResult? {
    let now = stopwatch.now()
    let result = state.withLock { state -> Result<StoredResult?, ConversationError> in
      removeExpired(from: &state, now: now)
      guard state.entries[id] != nil else { return .failure(state.gone.error(for: id)) }
      state.entries[id]?.lastUse = now
      return .success(state.entries[id]?.conversation.results[number])
    }
    return try result.get()
  }

  /// Removes what has expired, every minute, until the task is cancelled. While nothing is kept, no timer runs.
  package func sweepForever() async {
    for await _ in beginnings.stream {
      while count > 0 {
        do { try await stopwatch.sleep(for: configuration.sweepInterval) } catch { return }
        sweep()
      }
    }
  }

  /// How many are kept.
  package var count: Int { state.withLock { $0.entries.count } }

  package func sweep() {
    let now = stopwatch.now()
    state.withLock { removeExpired(from: &$0, now: now) }
  }

  /// Every conversation, newest first, and how many had to go to make room.
  func overview() -> (rows: [ConversationRow], evicted: Int) {
    let now = stopwatch.now()
    return state.withLock { state in
      removeExpired(from: &state, now: now)
      let rows = state.entries.values.sorted { ($1.created, $1.conversation.id) < ($0.created, $0.conversation.id) }
      return (rows.map { ConversationRow($0, now: now) }, state.gone.evicted)
    }
  }

  private func removeExpired(from state: inout State, now: Duration) {
    let old = state.entries.values.filter { !$0.isRunning && now - $0.lastUse >= configuration.conversationIdle }
    for entry in old { state.remove(entry.conversation.id, because: .expired) }
  }

  private func makeRoom(in state: inout State, sparing id: String) {
    while state.entries.count > configuration.conversationCount || state.byteCount > configuration.conversationBytes {
      let idle = state.entries.values.filter { !$0.isRunning && $0.conversation.id != id }
      guard let oldest = idle.min(by: { $0.lastUse < $1.lastUse }) else { return }
      state.remove(oldest.conversation.id, because: .evicted)
    }
  }
}

extension ConversationStore.State {
  fileprivate mutating func remove(_ id: String, because reason: GoneConversations.Reason?) {
    guard let entry = entries.removeValue(forKey: id) else { return }
    byteCount -= entry.byteCount
    if let reason { gone.add(id, because: reason) }
  }
}
