import Platform
import Testing

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A master of a shared connection that takes connections and does nothing with them by itself.
private final class TestMaster: Sendable {
  let descriptor: Int32

  init(at path: String, backlog: Int32 = 8) {
    #if canImport(Glibc)
      descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    #else
      descriptor = socket(AF_UNIX, SOCK_STREAM, 0)
    #endif
    let own = descriptor
    Self.withAddress(path) { _ = bind(own, $0, $1) }
    listen(own, backlog)
  }

  deinit { Descriptors.close(descriptor) }

  static func withAddress(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Void) {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    withUnsafePointer(to: &address) { place in
      place.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
    }
  }
}

@Suite("Control sockets", .timeLimit(.minutes(1)))
struct ControlSocketTests {
  @Test func shareOneWaitHoweverManyHang() throws {
    let folder = try PrivateFolder(environment: [:])
    defer { folder.removeAll() }
    let paths = (0..<40).map { folder.path(of: "c\($0)") }
    let masters = paths.map { TestMaster(at: $0) }
    let start = ContinuousClock.now
    ControlSocket.endConnections(at: paths + [folder.path(of: "none")])
    // One after the other would be 1.2 s.
    #expect(start.duration(to: .now) < .seconds(1))
    #expect(masters.count == 40)
  }

  @Test func passByAMasterWhoseQueueIsFull() throws {
    let folder = try PrivateFolder(environment: [:])
    defer { folder.removeAll() }
    let path = folder.path(of: "c0")
    let master = TestMaster(at: path, backlog: 0)
    let clients = (0..<4).map { _ in
      #if canImport(Glibc)
        socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
      #else
        socket(AF_UNIX, SOCK_STREAM, 0)
      #endif
    }
    for client in clients {
      Descriptors.makeNonBlocking(client)
      TestMaster.withAddress(path) { _ = connect(client, $0, $1) }
    }
    ControlSocket.endConnections(at: [path])
    for client in clients { Descriptors.close(client) }
    #expect(master.descriptor >= 0)
  }

  @Test func tellEachMasterToEndAndSeeItGo() throws {
    let folder = try PrivateFolder(environment: [:])
    defer { folder.removeAll() }
    let paths = (0..<3).map { folder.path(of: "c\($0)") }
    let masters = paths.map { TestMaster(at: $0) }
    for master in masters {
      let listener = master.descriptor
      _ = OwnThread.start {
        let connection = accept(listener, nil, nil)
        var farewell = [UInt8](repeating: 0, count: 24)
        var count = 0
        while count < 24 {
          let more = recv(connection, &farewell, 24 - count, 0)
          if more <= 0 { break }
          count += more
        }
        // Only a whole farewell ends it.
        if count == 24 { Descriptors.close(connection) }
      }
    }
    let start = ContinuousClock.now
    ControlSocket.endConnections(at: paths, patience: .seconds(50))
    #expect(start.duration(to: .now) < .seconds(40))
  }
}
