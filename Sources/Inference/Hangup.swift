import Synchronization

/// The connection of a call in progress, so that a cancel can end it from any thread.
final class Hangup: Sendable {
  private struct State {
    var stream: (any ByteStream)?
    var isOver = false
  }

  private let state = Mutex(State())

  /// Names the connection that the call uses from now on; it is ended at once where the call is already over.
  func watch(_ stream: any ByteStream) {
    let isOver = state.withLock { state in
      state.stream = stream
      return state.isOver
    }
    if isOver { stream.shutDown() }
  }

  /// Takes the connection out of the call's hands: it goes back to the pool.
  func release() { state.withLock { $0.stream = nil } }

  /// Ends the connection, now and any later one.
  func hangUp() {
    let stream = state.withLock { state in
      state.isOver = true
      return state.stream
    }
    stream?.shutDown()
  }
}
