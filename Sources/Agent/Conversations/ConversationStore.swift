import Synchronization

/// The conversations that can be continued, by id.
///
/// One expires 30 minutes after its last use; one that runs never does. Beyond the limits of count and bytes the
/// longest-idle one goes first. Expired ones are removed at every access and by `sweepForever`.
package final class ConversationStore: Sendable {
  private let state: Mutex<KeptConversations>
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
    state = Mutex(KeptConversations(configuration))
    self.configuration = configuration
    stopwatch = Stopwatch(clock)
    self.makeID = makeID
  }

  /// Adds a conversation that runs from now on, under a new id.
  func start(_ make: (String) -> Conversation) -> Conversation {
    let conversation = make(makeID())
    let now = stopwatch.now()
    state.withLock { state in
      state.removeExpired(now: now)
      state.add(conversation, now: now)
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
      state.removeExpired(now: now)
      guard let entry = state.entries[id] else { return .failure(state.gone.error(for: id)) }
      if state.uses[id]?.isRunning == true { return .failure(.busy(id)) }
      state.touch(id, now: now, isRunning: true)
      return .success(entry.conversation)
    }
    return try result.get()
  }

  /// Keeps the state of a running conversation after a complete turn.
  func keep(_ conversation: Conversation) {
    let now = stopwatch.now()
    state.withLock { $0.update(conversation, now: now) }
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
      if dropsEmpty, state.entries[id]?.conversation.isEmpty == true {
        state.remove(id, because: nil)
      } else {
        state.touch(id, now: now, isRunning: false)
      }
    }
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
    state.withLock { $0.removeExpired(now: now) }
  }

  /// Every conversation, newest first, and how many had to go to make room.
  func overview() -> (rows: [ConversationRow], evicted: Int) {
    let now = stopwatch.now()
    return state.withLock { state in
      state.removeExpired(now: now)
      let rows = state.newestFirst.compactMap { entry in
        state.uses[entry.conversation.id].map { ConversationRow(entry, $0, now: now) }
      }
      return (rows, state.gone.evicted)
    }
  }
}

extension ConversationStore {
  /// The results of a conversation, whether it runs or not; nil where it is not kept. To ask is a use of it.
  func results(of id: String) -> StoredResults? {
    let now = stopwatch.now()
    return state.withLock { state in
      state.removeExpired(now: now)
      state.touch(id, now: now)
      return state.entries[id]?.conversation.results
    }
  }

  /// Results whose text is kept, without parts of other ones: those of the newest conversation first, and in it the
  /// newest first. They begin after `row`, where one is given; nil where that one is not kept.
  func results(after row: ResultAddress?, atMost count: Int) -> [(conversation: String, result: StoredResult)]? {
    let now = stopwatch.now()
    return state.withLock { state in
      state.removeExpired(now: now)
      var hasBegun = row == nil
      var found: [(String, StoredResult)] = []
      for entry in state.newestFirst {
        let id = entry.conversation.id
        if !hasBegun, id != row?.conversation { continue }
        for result in entry.conversation.results.all.reversed() where found.count < count {
          if hasBegun, !result.isDropped, !result.isPage { found.append((id, result)) }
          if !hasBegun, result.number == row?.number { hasBegun = true }
        }
        if !hasBegun || found.count == count { break }
      }
      return hasBegun ? found : nil
    }
  }
}
