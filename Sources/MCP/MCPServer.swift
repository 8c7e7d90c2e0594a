import JSON
package import Platform
import Synchronization
package import ToolCalling

/// Serves a toolbox, and texts to read, to one MCP client over two descriptors, in every revision from 2024-11-05 to 2026-07-28.
package struct MCPServer: Sendable {
  package let identity: ServerIdentity
  package let toolbox: Toolbox
  let resources: (any ResourceProvider)?
  let clock: any Clock<Duration>
  let trace: Trace
  let maximumCalls: Int
  let lineLimit: Int

  /// The longest time that answers may take to leave when the session is over.
  private static let flushMilliseconds = 50

  /// `maximumCalls` is the most tools/call requests at once; `lineLimit` the longest line in bytes.
  package init(
    identity: ServerIdentity, toolbox: Toolbox, resources: (any ResourceProvider)? = nil,
    clock: any Clock<Duration> = ContinuousClock(), trace: Trace = .off, maximumCalls: Int = 512,
    lineLimit: Int = LineReader.defaultLimit
  ) {
    self.identity = identity
    self.toolbox = toolbox
    self.resources = resources
    self.clock = clock
    self.trace = trace
    self.maximumCalls = maximumCalls
    self.lineLimit = lineLimit
  }

  /// What the client is told that the server can do.
  var capabilities: JSONValue { resources == nil ? ["tools": [:]] : ["tools": [:], "resources": [:]] }

  /// Serves until the client or a signal ends the session; then every call has been cancelled.
  ///
  /// `onEnd` runs at once, on the thread that met the end and not on the cooperative pool: it kills what the
  /// cancelled calls may have left. `leave` runs after it, when the last answers are out, and may end the process.
  package func run(
    input: Int32, output: ByteSink,
    watchSignals: (@escaping @Sendable (SignalWatcher.Signal) -> Void) -> Void = { SignalWatcher.start($0) },
    onEnd: @escaping @Sendable (EndReason) -> Void = { _ in },
    leave: @escaping @Sendable (EndReason) -> Void = { _ in }
  ) async -> EndReason {
    SignalWatcher.ignoreBrokenPipes()
    let (reasons, over) = AsyncStream.makeStream(of: EndReason.self, bufferingPolicy: .bufferingOldest(1))
    let connection = Connection(self, output) { [trace] session, writer, reason in
      trace("mcp", "over: \(reason)")
      session.close()
      onEnd(reason)
      writer.waitUntilIdle(milliseconds: Self.flushMilliseconds)
      writer.close()
      leave(reason)
      over.yield(reason)
    }
    watchSignals { connection.end(.signal($0)) }
    LineReader(descriptor: input, limit: lineLimit).start { connection.take($0) }
    for await reason in reasons { return reason }
    connection.end(.endOfInput)
    return .endOfInput
  }
}

/// A session, its writer, and the one end that they come to.
private final class Connection: Sendable {
  private let session: Session
  private let writer: LineWriter
  private let isOver = Atomic(false)
  private let atEnd: @Sendable (Session, LineWriter, EndReason) -> Void

  init(
    _ server: MCPServer, _ output: ByteSink, atEnd: @escaping @Sendable (Session, LineWriter, EndReason) -> Void
  ) {
    let gone = Gone()
    let writer = LineWriter(output) { gone.tell($0) }
    self.writer = writer
    self.atEnd = atEnd
    session = Session(server) { writer.send($0) }
    // On another thread, because the sender that met the fault may hold a lock which the end needs.
    gone.hear { [weak self] code in OwnThread.start { [weak self] in self?.end(.clientGone(code)) } }
  }

  func take(_ event: LineReader.Event) {
    switch event {
    case .line(let bytes): session.receive(bytes)
    case .tooLong: session.receiveTooLong()
    case .end(nil): end(.endOfInput)
    case .end(let code?): end(.unreadable(code))
    }
  }

  /// Only the first end counts.
  func end(_ reason: EndReason) {
    if isOver.exchange(true, ordering: .sequentiallyConsistent) { return }
    atEnd(session, writer, reason)
  }
}

/// Carries the end of the writer, which is made first, to the connection.
private final class Gone: Sendable {
  private let listener = Mutex<(@Sendable (Int32) -> Void)?>(nil)

  func hear(_ listener: @escaping @Sendable (Int32) -> Void) { self.listener.withLock { $0 = listener } }
  func tell(_ code: Int32) { listener.withLock { $0 }?(code) }
}
