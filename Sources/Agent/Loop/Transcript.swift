/// The messages of a run's requests; from one request to the next only what changed is prepared.
struct Transcript: Sendable {
  private(set) var messages: [PreparedMessage] = []

  /// About how many tokens all messages are together.
  var tokens: Int { messages.reduce(TokenEstimate.overhead) { $0 + $1.tokens } }

  /// Takes over a history, of which the beginning is usually the one that is here already.
  mutating func update(to history: [ChatMessage]) {
    // Two texts with the same storage are equal at a glance.
    let same = zip(messages, history).prefix { $0.message == $1 }.count
    messages.removeSubrange(same...)
    messages += history[same...].map(PreparedMessage.init)
  }
}
