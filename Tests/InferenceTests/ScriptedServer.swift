import Agent
import Platform
import Synchronization

@testable import Inference

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A real server on the loopback that does to its connections what a test says; one thread for each of them.
final class ScriptedServer: Sendable {
  typealias Handler = @Sendable (ScriptedConnection) -> Void

  let port: UInt16
  private let listener: Int32
  private let accepted = Mutex(0)

  /// Listens and runs `handler` for each connection, which is closed when it returns.
  init(_ handler: @escaping Handler) {
    let listener = socket(AF_INET, ScriptedConnection.streamType, 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
        bind(listener, raw, size) == 0 && listen(listener, 1024) == 0 && getsockname(listener, raw, &size) == 0
      }
    }
    precondition(bound, "no free port on the loopback")
    self.listener = listener
    port = UInt16(bigEndian: address.sin_port)
    _ = OwnThread.start { [self] in
      while true {
        let descriptor = accept(listener, nil, nil)
        if descriptor < 0, errno == EINTR || errno == ECONNABORTED { continue }
        guard descriptor >= 0 else { return }
        accepted.withLock { $0 += 1 }
        _ = OwnThread.start {
          let connection = ScriptedConnection(descriptor)
          handler(connection)
          connection.close()
        }
      }
    }
  }

  /// A llama.cpp server as recorded, whose chats go the way of `chat`. With `readsChats` false it leaves their bodies
  /// unread.
  convenience init(readsChats: Bool = true, chat: @escaping Handler) {
    self.init { connection in
      while let path = connection.readRequest(refusing: readsChats ? nil : "/v1/chat/completions") {
        switch path {
        case "/v1/models": connection.send(FakeBackend.fixture("llama.cpp/models"))
        case "/props": connection.send(FakeBackend.fixture("llama.cpp/props"))
        case "/health": connection.send(FakeBackend.fixture("llama.cpp/health"))
        default: chat(connection)
        }
      }
    }
  }

  /// Connections so far.
  var connections: Int { accepted.withLock { $0 } }

  /// Takes no more connections.
  func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

  /// The open descriptors of this process whose peer is this server.
  var clientDescriptors: Int {
    (0..<4096).count { descriptor in
      var address = sockaddr_in()
      var size = socklen_t(MemoryLayout<sockaddr_in>.size)
      let isConnected = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getpeername(Int32(descriptor), $0, &size) == 0 }
      }
      return isConnected && address.sin_family == sa_family_t(AF_INET) && UInt16(bigEndian: address.sin_port) == port
    }
  }

  func model(
    _ deadlines: ModelDeadlines = .patient(), poller: Poller = Poller()
  ) throws(ChatModelError) -> ModelServer {
    let address = try ServerAddress("http://127.0.0.1:\(port)")
    return ModelServer(ModelServerConfiguration(address: address, deadlines: deadlines), poller: poller)
  }
}

/// One connection of a `ScriptedServer`, on its own thread.
final class ScriptedConnection: Sendable {
  private let descriptor: Int32
  private let isOpen = Mutex(true)

  init(_ descriptor: Int32) {
    self.descriptor = descriptor
    var on: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
  }

  /// Reads one request with its body, but not the body of a request to `refused`: its path, or nil at the end.
  func readRequest(refusing refused: String? = nil) -> String? {
    guard let head = readHead() else { return nil }
    let lines = head.split(separator: "\r\n")
    let path = lines.first?.split(separator: " ").dropFirst().first.map(String.init)
    if let path, path == refused { return path }
    let length = lines.first { $0.hasPrefix("Content-Length: ") }.flatMap { Int($0.dropFirst(16)) } ?? 0
    guard read(count: length) else { return nil }
    return path
  }

  private func readHead() -> String? {
    var head: [UInt8] = []
    while !head.suffix(4).elementsEqual("\r\n\r\n".utf8) {
      var byte: UInt8 = 0
      guard recv(descriptor, &byte, 1, 0) == 1 else { return nil }
      head.append(byte)
    }
    return String(decoding: head, as: UTF8.self)
  }

  /// Reads bytes and forgets them. False at the end.
  func read(count: Int) -> Bool {
    var left = count
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while left > 0 {
      let count = recv(descriptor, &buffer, min(left, buffer.count), 0)
      guard count > 0 else { return false }
      left -= count
    }
    return true
  }

  /// Writes all of `bytes`. False where the client is gone.
  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { raw in
        Self.systemSend(descriptor, raw.baseAddress.map { $0 + done }, raw.count - done)
      }
      guard count > 0 else { return false }
      done += count
    }
    return true
  }

  @discardableResult
  func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  /// The head of a stream that ends when its connection does.
  func sendStreamHead() { send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n") }

  /// One piece of text as an event.
  @discardableResult
  func sendPiece(_ text: String) -> Bool { send(#"data: {"choices":[{"delta":{"content":"\#(text)"}}]}"# + "\n\n") }

  /// Blocks until the client is gone.
  func waitForEnd() { _ = read(count: .max) }

  /// Says that nothing more will come, and goes on to listen.
  func sayNoMore() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// Ends the connection with a reset, as the system does for a killed process with unread bytes.
  func reset() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    close()
  }

  func close() {
    isOpen.withLock { isOpen in
      if isOpen { Self.systemClose(descriptor) }
      isOpen = false
    }
  }

  #if canImport(Darwin)
    static let streamType = SOCK_STREAM
    private static func systemClose(_ descriptor: Int32) { _ = Darwin.close(descriptor) }
    private static func systemSend(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
      Darwin.send(descriptor, bytes, count, 0)
    }
  #elseif canImport(Musl)
    static let streamType = SOCK_STREAM
    private static func systemClose(_ descriptor: Int32) { _ = Musl.close(descriptor) }
    private static func systemSend(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
      Musl.send(descriptor, bytes, count, Int32(MSG_NOSIGNAL))
    }
  #else
    static let streamType = Int32(SOCK_STREAM.rawValue)
    private static func systemClose(_ descriptor: Int32) { _ = Glibc.close(descriptor) }
    private static func systemSend(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
      Glibc.send(descriptor, bytes, count, Int32(MSG_NOSIGNAL))
    }
  #endif
}

/// Blocks a thread that a test owns.
func rest(milliseconds: UInt32) { usleep(milliseconds * 1000) }
