import MCP
import Platform
import Synchronization
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The client's side of a session over a socket pair, which is what node gives to its children.
final class TestClient: Sendable {
  private struct State {
    var lines: [String] = []
    var isOver = false
    var waiter: CheckedContinuation<Void, Never>?
  }

  private let descriptor: Int32
  private let state = Mutex(State())
  private let task: Mutex<Task<EndReason, Never>?> = Mutex(nil)
  private let signals: Mutex<(@Sendable (SignalWatcher.Signal) -> Void)?> = Mutex(nil)
  /// Counts the calls of `onEnd`.
  let ends = Mutex(0)

  /// Starts to serve `server`; `sink` wraps the server's standard output, to put faults into it.
  init(_ server: MCPServer, sink: (ByteSink) -> ByteSink = { $0 }) async {
    SignalWatcher.ignoreBrokenPipes()
    var ends: [Int32] = [0, 0]
    #if canImport(Glibc)
      let kind = Int32(SOCK_STREAM.rawValue)
    #else
      let kind = SOCK_STREAM
    #endif
    precondition(socketpair(AF_UNIX, kind, 0, &ends) == 0)
    descriptor = ends[0]
    let output = sink(ByteSink(descriptor: ends[1]))
    let input = ends[1]
    LineReader(descriptor: descriptor).start { [weak self] in self?.take($0) }
    let watch: @Sendable (@escaping @Sendable (SignalWatcher.Signal) -> Void) -> Void = { [weak self] handler in
      self?.signals.withLock { $0 = handler }
    }
    let running = Task { [weak self] in
      let reason = await server.run(
        input: input, output: output, watchSignals: watch,
        onEnd: { [weak self] _ in self?.ends.withLock { $0 += 1 } })
      shutdown(input, Int32(SHUT_RDWR))
      // Only here is it certain that the server's reader no longer uses the number.
      if reason == .endOfInput { close(input) }
      return reason
    }
    task.withLock { $0 = running }
    // A test that sends much would otherwise hold the pool's threads before anybody reads.
    await eventually { signals.withLock { $0 != nil } }
  }

  deinit {
    if !state.withLock({ $0.isOver }) { shutdown(descriptor, Int32(SHUT_RDWR)) }
  }

  private func take(_ event: LineReader.Event) {
    let waiter = state.withLock { state in
      switch event {
      case .line(let bytes): state.lines.append(String(decoding: bytes, as: UTF8.self))
      case .tooLong: state.lines.append("(too long)")
      case .end:
        state.isOver = true
        close(descriptor)
      }
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.resume()
  }

  /// Sends a line.
  func send(_ line: String) { send(raw: Array((line + "\n").utf8)) }

  /// Sends bytes as they are.
  func send(raw bytes: [UInt8]) {
    bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let count = write(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
        if count <= 0 { return }
        done += count
      }
    }
  }

  /// The next line of the server; nil at the end, or when nothing came for ten seconds.
  func next() async -> String? {
    let timer = Task {
      try await Task.sleep(for: .seconds(10))
      state.withLock { state in
        defer { state.waiter = nil }
        return state.waiter
      }?.resume()
    }
    defer { timer.cancel() }
    for _ in 0..<2 {
      let (line, isOver) = state.withLock { state in
        (state.lines.isEmpty ? nil : state.lines.removeFirst(), state.isOver)
      }
      if line != nil || isOver { return line }
      await withCheckedContinuation { continuation in
        let isReady = state.withLock { state in
          if !state.lines.isEmpty || state.isOver { return true }
          state.waiter = continuation
          return false
        }
        if isReady { continuation.resume() }
      }
    }
    return nil
  }

  /// Sends a line and gives the next one of the server.
  func ask(_ line: String) async -> String? {
    send(line)
    return await next()
  }

  /// The lines that have come and were not read.
  var unread: [String] { state.withLock { $0.lines } }

  /// Raises a signal at the server, without the operating system.
  func raise(_ signal: SignalWatcher.Signal) { signals.withLock { $0 }?(signal) }

  /// Closes the client's side of the pipe to the server.
  func closeInput() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// Why the session ended.
  func end() async -> EndReason? { await task.withLock { $0 }?.value }

  /// A legacy handshake; the answer is thrown away.
  func initialize(_ version: String = "2025-11-25", capabilities: String = "{}") async {
    _ = await ask(
      """
      {"jsonrpc":"2.0","id":"init","method":"initialize","params":{"protocolVersion":"\(version)",\
      "capabilities":\(capabilities),"clientInfo":{"name":"test","version":"1"}}}
      """)
    send(#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#)
  }
}
