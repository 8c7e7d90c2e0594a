/// The conversations of a store with their last uses: expiry, limits and what is told of those that went.
///
/// What decides on going is kept apart from the conversations, so that looking through ten thousand of them is cheap, and
/// nothing is looked through before something can have expired.
struct KeptConversations: Sendable {
  struct Entry: Sendable {
    var conversation: Conversation
    let created: Duration
    var byteCount: Int
  }

  struct Use: Sendable {
    var last: Duration
    var isRunning: Bool
  }

  private(set) var entries: [String: Entry] = [:]
  private(set) var uses: [String: Use] = [:]
  private(set) var gone = GoneConversations()
  private var byteCount = 0
  /// Nothing expires before this; a use only puts it off.
  private var nextExpiry = Duration.zero

  private let idle: Duration
  private let countLimit: Int
  private let byteLimit: Int

  init(_ configuration: AgentConfiguration) {
    idle = configuration.conversationIdle
    countLimit = configuration.conversationCount
    byteLimit = configuration.conversationBytes
  }

  /// In the order in which they began, the last one first.
  var newestFirst: [Entry] {
    entries.values.sorted { ($1.created, $1.conversation.id) < ($0.created, $0.conversation.id) }
  }

  /// Adds a conversation that runs.
  mutating func add(_ conversation: Conversation, now: Duration) {
    let bytes = conversation.byteCount
    entries[conversation.id] = Entry(conversation: conversation, created: now, byteCount: bytes)
    uses[conversation.id] = Use(last: now, isRunning: true)
    byteCount += bytes
    makeRoom(sparing: conversation.id)
  }

  /// Takes over a later state of a conversation; one that has gone stays gone.
  mutating func update(_ conversation: Conversation, now: Duration) {
    let bytes = conversation.byteCount
    guard let before = entries[conversation.id]?.byteCount else { return }
    entries[conversation.id]?.conversation = conversation
    entries[conversation.id]?.byteCount = bytes
    uses[conversation.id]?.last = now
    byteCount += bytes - before
    makeRoom(sparing: conversation.id)
  }

  /// Notes a use; `isRunning` says what is true from now on, nil leaves it.
  mutating func touch(_ id: String, now: Duration, isRunning: Bool? = nil) {
    uses[id]?.last = now
    if let isRunning { uses[id]?.isRunning = isRunning }
  }

  mutating func remove(_ id: String, because reason: GoneConversations.Reason?) {
    guard let entry = entries.removeValue(forKey: id) else { return }
    uses[id] = nil
    byteCount -= entry.byteCount
    if let reason { gone.add(id, because: reason) }
  }

  /// Removes what was not used for too long; one that runs never expires.
  mutating func removeExpired(now: Duration) {
    guard now >= nextExpiry else { return }
    nextExpiry = now + idle
    for (id, use) in uses where !use.isRunning {
      if now - use.last >= idle {
        remove(id, because: .expired)
      } else {
        nextExpiry = min(nextExpiry, use.last + idle)
      }
    }
  }

  /// Beyond the limits the one goes that is idle for the longest.
  private mutating func makeRoom(sparing id: String) {
    while entries.count > countLimit || byteCount > byteLimit {
      let idle = uses.lazy.filter { !$0.value.isRunning && $0.key != id }
      guard let oldest = idle.min(by: { $0.value.last < $1.value.last }) else { return }
      remove(oldest.key, because: .evicted)
    }
  }
}
