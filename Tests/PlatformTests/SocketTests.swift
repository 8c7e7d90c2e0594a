import Platform
import Testing

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A listening socket on a loopback address that answers nothing by itself.
private final class TestListener: Sendable {
  let descriptor: Int32
  let port: UInt16

  init(backlog: Int32 = 16) {
    #if canImport(Glibc)
      descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let own = descriptor
    withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
        _ = bind(own, raw, size)
        _ = listen(own, backlog)
        _ = getsockname(own, raw, &size)
      }
    }
    port = UInt16(bigEndian: address.sin_port)
  }

  deinit { close(descriptor) }

  /// Takes one connection; blocks until it is there, which it is once `connect` has returned.
  func take() -> Int32 { accept(descriptor, nil, nil) }
}

@Suite("Sockets", .timeLimit(.minutes(1)))
struct SocketTests {
  private static func address(_ text: String, _ port: UInt16) throws -> SocketAddress {
    try #require(SocketAddress(numeric: text, port: port))
  }

  private static func connect(to listener: TestListener) async throws -> Socket {
    try await Socket.connect(
      to: [address("127.0.0.1", listener.port)], poller: Poller(), until: .after(.seconds(5)))
  }

  private static func read(_ socket: Socket) async throws -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 64)
    while true {
      if let count = try buffer.withUnsafeMutableBytes({ try socket.readNow(into: $0) }) {
        return Array(buffer[..<count])
      }
      try await socket.waitToRead(until: .after(.seconds(5)))
    }
  }

  @Test func carryBytesBothWays() async throws {
    let listener = TestListener()
    let socket = try await Self.connect(to: listener)
    let peer = listener.take()
    defer { close(peer) }
    #expect(try await socket.write(Array("ping".utf8), until: .after(.seconds(5))))
    var bytes = [UInt8](repeating: 0, count: 8)
    #expect(recv(peer, &bytes, 8, 0) == 4)
    #expect(socket.isQuiet)
    _ = send(peer, "pong", 4, 0)
    #expect(try await Self.read(socket) == Array("pong".utf8))
  }

  @Test func seeTheEndOfInput() async throws {
    let listener = TestListener()
    let socket = try await Self.connect(to: listener)
    close(listener.take())
    #expect(try await Self.read(socket) == [])
    #expect(!socket.isQuiet)
  }

  @Test func areEndedFromAnyThread() async throws {
    let listener = TestListener()
    let socket = try await Self.connect(to: listener)
    let peer = listener.take()
    defer { close(peer) }
    async let bytes = Self.read(socket)
    socket.shutDown()
    #expect(try await bytes == [])
    var byte: UInt8 = 0
    #expect(recv(peer, &byte, 1, 0) == 0)
    socket.close()
    socket.shutDown()
    socket.close()
  }

  @Test func sayWhenNobodyListens() async throws {
    let port = TestListener().port
    let addresses = [try Self.address("127.0.0.1", port), try Self.address("::1", port)]
    do throws(SocketError) {
      _ = try await Socket.connect(to: addresses, poller: Poller(), until: .after(.seconds(5)))
      Issue.record("connected")
    } catch {
      guard case .system(_, "connect") = error else {
        Issue.record("\(error)")
        return
      }
    }
  }

  @Test func tryTheNextAddress() async throws {
    let listener = TestListener()
    let addresses = [try Self.address("::1", listener.port), try Self.address("127.0.0.1", listener.port)]
    let socket = try await Socket.connect(to: addresses, poller: Poller(), until: .after(.seconds(5)))
    #expect(socket.isQuiet)
  }

  @Test(arguments: [true, false]) func stopWritingToAPeerThatSpeaksOrWritesNoMore(_ speaks: Bool) async throws {
    let listener = TestListener()
    let socket = try await Self.connect(to: listener)
    let peer = listener.take()
    defer { close(peer) }
    if speaks { _ = send(peer, "no", 2, 0) } else { shutdown(peer, Int32(SHUT_WR)) }
    #expect(try await !socket.write([UInt8](repeating: 1, count: 64 << 20), until: .after(.seconds(50))))
    #expect(try await Self.read(socket) == Array((speaks ? "no" : "").utf8))
  }

  @Test func stopWritingAtTheDeadline() async throws {
    let listener = TestListener()
    let socket = try await Self.connect(to: listener)
    let peer = listener.take()
    defer { close(peer) }
    await #expect(throws: SocketError.timedOut) {
      _ = try await socket.write([UInt8](repeating: 1, count: 64 << 20), until: .after(.milliseconds(50)))
    }
  }

  @Test func reportAWriteToAPeerThatIsGoneWithoutASignal() async throws {
    let listener = TestListener()
    let socket = try await Self.connect(to: listener)
    close(listener.take())
    let bytes = [UInt8](repeating: 1, count: 65_536)
    await #expect(throws: SocketError.self) {
      for _ in 0..<1000 { _ = try await socket.write(bytes, until: .after(.seconds(5))) }
    }
  }

  @Test func resolveWithoutALookUp() async throws {
    let resolver = Resolver()
    let local = try await resolver.addresses(of: "LocalHost", port: 80, until: .never)
    #expect(local == [try Self.address("127.0.0.1", 80), try Self.address("::1", 80)])
    #expect(try await resolver.addresses(of: "::1", port: 80, until: .never) == [try Self.address("::1", 80)])
  }

  @Test func resolveAnUnknownName() async {
    await #expect(throws: SocketError.unknownHost("no-such-host.invalid")) {
      _ = try await Resolver().addresses(of: "no-such-host.invalid", port: 80, until: .after(.seconds(20)))
    }
  }

  @Test func giveUpALookUpAtItsDeadlineOrACancel() async {
    await #expect(throws: SocketError.self) {
      _ = try await Resolver().addresses(of: "no-such-host.invalid", port: 80, until: .after(.zero))
    }
    let task = Task { try await Resolver().addresses(of: "no-such-host.invalid", port: 80, until: .never) }
    task.cancel()
    await #expect(throws: SocketError.self) { _ = try await task.value }
  }
}
