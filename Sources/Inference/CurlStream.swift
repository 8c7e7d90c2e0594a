import Platform
import Synchronization

/// An exchange with an `https://` server through the system's `curl(1)`, whose trade TLS and certificates are.
///
/// curl reads the key from a pipe and the request from its standard input; its arguments hold neither. It is told to hand
/// the response over as it came, so that one parser reads all responses. Good for one exchange.
final class CurlStream: ByteStream {
  private struct State {
    var pieces: [[UInt8]] = []
    /// How many of `pieces` were read.
    var taken = 0
    var hasBegun = false
    /// Set when the program has ended; nil inside means that it ended well.
    var end: CurlFailure??
    var waiter: UnsafeContinuation<SocketError?, Never>?
  }

  private let state = Mutex(State())
  private let program = Mutex<Task<Void, Never>?>(nil)

  private init() {}

  deinit { close() }

  /// Starts curl for one request.
  static func start(_ command: CurlCommand, runner: ChildRunner) -> CurlStream {
    let stream = CurlStream()
    let task = Task { [weak stream] in
      let end = await command.run(with: runner) { [weak stream] piece in stream?.add(piece) }
      stream?.finish(end)
    }
    stream.program.withLock { $0 = task }
    return stream
  }

  private func add(_ piece: [UInt8]) {
    let waiter = state.withLock { state in
      state.pieces.append(piece)
      state.hasBegun = true
      return state.waiter.take()
    }
    waiter?.resume(returning: nil)
  }

  private func finish(_ end: CurlFailure?) {
    let waiter = state.withLock { state in
      // What broke off after the response began is for the framing to notice.
      state.end = .some(state.hasBegun ? nil : end)
      return state.waiter.take()
    }
    waiter?.resume(returning: nil)
  }

  /// Ends the wait in progress.
  private func interrupt(_ error: SocketError) {
    state.withLock { $0.waiter.take() }?.resume(returning: error)
  }

  func read(into buffer: inout ReadBuffer, until deadline: Deadline) async throws(SocketError) -> Bool {
    while true {
      let piece = state.withLock { state -> [UInt8]? in
        guard state.taken < state.pieces.count else { return nil }
        defer { state.taken += 1 }
        return state.pieces[state.taken]
      }
      if let piece {
        buffer.append(piece)
        return true
      }
      if let end = state.withLock({ $0.end }) {
        if let failure = end { throw failure.error }
        return false
      }
      try await waitForMore(until: deadline)
    }
  }

  private func waitForMore(until deadline: Deadline) async throws(SocketError) {
    let timer = Task { [weak self] in
      guard let instant = deadline.instant else { return }
      if (try? await Task.sleep(until: instant, clock: .continuous)) != nil { self?.interrupt(.timedOut) }
    }
    defer { timer.cancel() }
    let failure = await withTaskCancellationHandler {
      await withUnsafeContinuation { (continuation: UnsafeContinuation<SocketError?, Never>) in
        let isReady = state.withLock { state in
          state.pieces.removeFirst(state.taken)
          state.taken = 0
          if !state.pieces.isEmpty || state.end != nil { return true }
          state.waiter = continuation
          return false
        }
        if isReady { continuation.resume(returning: nil) }
        if Task.isCancelled { interrupt(.cancelled) }
        // The timer may have come before there was a wait to end.
        if deadline.isOver { interrupt(.timedOut) }
      }
    } onCancel: {
      interrupt(.cancelled)
    }
    if let failure { throw failure }
  }

  /// Nothing: curl has the request already.
  func write(_ bytes: [UInt8], until deadline: Deadline) async throws(SocketError) -> Bool { true }

  var advice: String? { state.withLock { $0.end??.advice } }

  var isReusable: Bool { false }
  var isQuiet: Bool { false }

  func shutDown() { close() }

  /// Ends curl, and the connection with it.
  func close() { program.withLock { $0 }?.cancel() }
}
