import Agent
import Synchronization

/// The events of a call, in order.
final class EventLog: Sendable {
  private let events = Mutex<[ChatEvent]>([])

  var all: [ChatEvent] { events.withLock { $0 } }

  func add(_ event: ChatEvent) { events.withLock { $0.append(event) } }
}
