internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Writes whole lines to a descriptor, in the order of `send`, from any thread, and never blocks its caller.
///
/// A short line goes out at once where the descriptor takes it; what it does not take waits in a queue that a thread
/// of its own empties. Partial writes, `EINTR` and `EAGAIN` are continued. The first other fault (`EPIPE`, say)
/// closes the writer for good and is told once.
package final class LineWriter: Sendable {
  /// What became of a line.
  package enum Outcome: Sendable, Hashable {
    /// Written, or in the queue.
    case sent
    /// The queue is full and the writer is one that leaves lines out.
    case dropped
    /// The reader is gone.
    case closed
  }

  /// What happens when the reader does not read and the queue is full.
  package enum Overflow: Sendable { case close, drop }

  private struct State {
    var queue: [ArraySlice<UInt8>] = []
    /// Bytes that wait in the queue or in the hands of the thread.
    var pending = 0
    var isDraining = false
    var isClosed = false
  }

  /// Lines up to this length are written by the caller, in pieces that cannot block.
  private static let directLimit = 64 << 10

  private let sink: ByteSink
  private let maximumPending: Int
  private let overflow: Overflow
  private let onClose: @Sendable (Int32) -> Void
  private let state = Mutex(State())

  /// `onClose` gets the `errno` (`ENOBUFS` where the queue overflowed), once, on the thread that met it.
  package init(
    _ sink: ByteSink, maximumPending: Int = 256 << 20, overflow: Overflow = .close,
    onClose: @escaping @Sendable (Int32) -> Void = { _ in }
  ) {
    self.sink = sink
    self.maximumPending = maximumPending
    self.overflow = overflow
    self.onClose = onClose
  }

  /// True where every line that was sent has been written, or can never be.
  package var isIdle: Bool { state.withLock { $0.pending == 0 } }

  /// Blocks until the writer is idle, at most so long. Not for a thread of the cooperative pool.
  package func waitUntilIdle(milliseconds: Int) {
    for _ in 0..<milliseconds {
      if isIdle { return }
      usleep(1_000)
    }
  }

  /// Writes nothing from here on, and does not tell `onClose`. Waits for a direct write, not for the thread.
  package func close() { state.withLock { _ = close(0, &$0) } }

  /// Sends `line`, which has no newline, and a newline.
  @discardableResult
  package func send(_ line: consuming [UInt8]) -> Outcome {
    var line = line
    line.append(0x0A)
    let whole = line
    let (outcome, fault) = state.withLock { state in accept(whole, &state) }
    if let fault { onClose(fault) }
    return outcome
  }

  private func accept(_ line: [UInt8], _ state: inout State) -> (Outcome, Int32?) {
    if state.isClosed { return (.closed, nil) }
    var written = 0
    if !state.isDraining, line.count <= Self.directLimit {
      let (count, fault) = writeDirectly(line)
      if let fault { return (.closed, close(fault, &state)) }
      if count == line.count { return (.sent, nil) }
      written = count
    }
    let rest = line[written...]
    if state.pending > 0, state.pending + rest.count > maximumPending {
      return overflow == .drop ? (.dropped, nil) : (.closed, close(ENOBUFS, &state))
    }
    state.queue.append(rest)
    state.pending += rest.count
    if !state.isDraining {
      state.isDraining = OwnThread.start { [self] in drain() }
      if !state.isDraining { return (.closed, close(EAGAIN, &state)) }
    }
    return (.sent, nil)
  }

  /// Writes while the sink takes bytes without blocking.
  private func writeDirectly(_ line: [UInt8]) -> (count: Int, fault: Int32?) {
    line.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count, sink.isWritable(false) {
        let end = min(done + ByteSink.safeLength, bytes.count)
        let count = sink.write(UnsafeRawBufferPointer(rebasing: bytes[done..<end]))
        if count >= 0 {
          done += count
        } else if -count == Int(EAGAIN) || -count == Int(EWOULDBLOCK) {
          break
        } else if -count != Int(EINTR) {
          return (done, Int32(-count))
        }
      }
      return (done, nil)
    }
  }

  private func drain() {
    var finished = 0
    while true {
      let batch = next(after: finished)
      if batch.isEmpty { return }
      finished = 0
      for part in batch {
        if let fault = write(part) {
          if let fault = state.withLock({ state in close(fault, &state) }) { onClose(fault) }
          return
        }
        finished += part.count
      }
    }
  }

  /// All that waits; nothing where the thread has done its work.
  private func next(after finished: Int) -> [ArraySlice<UInt8>] {
    state.withLock { state in
      state.pending -= min(finished, state.pending)
      if state.isClosed || state.queue.isEmpty {
        state.isDraining = false
        return []
      }
      defer { state.queue = [] }
      return state.queue
    }
  }

  /// Writes all, waiting as long as it takes; the fault that ended it, or nil.
  private func write(_ part: ArraySlice<UInt8>) -> Int32? {
    part.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let count = sink.write(UnsafeRawBufferPointer(rebasing: bytes[done...]))
        if count >= 0 {
          done += count
        } else if -count == Int(EAGAIN) || -count == Int(EWOULDBLOCK) {
          _ = sink.isWritable(true)
        } else if -count != Int(EINTR) {
          return Int32(-count)
        }
      }
      return nil
    }
  }

  /// The fault to tell, or nil where the writer was closed before.
  private func close(_ fault: Int32, _ state: inout State) -> Int32? {
    if state.isClosed { return nil }
    state.isClosed = true
    state.queue = []
    state.pending = 0
    return fault
  }
}
