internal import CPlatform
internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// A connected TCP socket that suspends its task instead of blocking a thread.
///
/// One task reads and writes; any thread may `shutDown()`. The descriptor is closed by `close()` or with the object.
package final class Socket: Sendable {
  private let descriptor: Int32
  private let poller: Poller
  private let isOpen = Mutex(true)

  private init(_ descriptor: Int32, _ poller: Poller) {
    self.descriptor = descriptor
    self.poller = poller
  }

  deinit { close() }

  /// Connects to the first of `addresses` that answers; each gets an equal share of the time that is left.
  ///
  /// Throws the error of the last one tried.
  package static func connect(
    to addresses: [SocketAddress], poller: Poller, until deadline: Deadline
  ) async throws(SocketError) -> Socket {
    var last = SocketError.timedOut
    for (index, address) in addresses.enumerated() {
      let share = deadline.remaining.map { $0 / (addresses.count - index) }
      do {
        return try await connect(to: address, poller: poller, until: .after(share))
      } catch .cancelled {
        throw .cancelled
      } catch {
        last = error
      }
    }
    throw last
  }

  private static func connect(
    to address: SocketAddress, poller: Poller, until deadline: Deadline
  ) async throws(SocketError) -> Socket {
    let descriptor = deputy_tcp_socket(address.family)
    guard descriptor >= 0 else { throw .system(code: -descriptor, during: "socket") }
    let socket = Socket(descriptor, poller)
    let status = address.bytes.withUnsafeBytes { raw in
      raw.baseAddress.map {
        systemConnect(descriptor, $0.assumingMemoryBound(to: sockaddr.self), socklen_t(raw.count))
      }
    }
    if status == 0 { return socket }
    guard errno == EINPROGRESS else { throw .system(code: errno, during: "connect") }
    try await poller.wait(for: descriptor, .writable, until: deadline)
    var code: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size)
    guard code == 0 else { throw .system(code: code, during: "connect") }
    return socket
  }

  /// Reads what is there into `buffer` without waiting; nil where nothing is there yet, 0 at the end of input.
  package func readNow(into buffer: UnsafeMutableRawBufferPointer) throws(SocketError) -> Int? {
    while true {
      let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
      if count >= 0 { return count }
      if errno == EAGAIN || errno == EWOULDBLOCK { return nil }
      if errno != EINTR { throw .system(code: errno, during: "read") }
    }
  }

  /// True where nothing has arrived and the peer has neither closed nor failed.
  package var isQuiet: Bool {
    var byte: UInt8 = 0
    return recv(descriptor, &byte, 1, Int32(MSG_PEEK)) < 0 && errno == EAGAIN
  }

  /// Suspends until there is something to read, the end of input included.
  package func waitToRead(until deadline: Deadline) async throws(SocketError) {
    try await poller.wait(for: descriptor, .readable, until: deadline)
  }

  /// Writes all of `bytes`. The deadline is for the whole.
  ///
  /// False where the peer takes no more for now but has itself said something, closed its side or failed: then part of
  /// the bytes is lost, and what there is to read says why.
  package func write(_ bytes: [UInt8], until deadline: Deadline) async throws(SocketError) -> Bool {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { raw in
        send(descriptor, raw.baseAddress.map { $0 + done }, raw.count - done, Self.sendFlags)
      }
      if count >= 0 {
        done += count
      } else if errno == EAGAIN || errno == EWOULDBLOCK {
        try await poller.wait(for: descriptor, .readableOrWritable, until: deadline)
        if !isQuiet { return false }
      } else if errno != EINTR {
        throw .system(code: errno, during: "write")
      }
    }
    return true
  }

  /// Ends both directions at once, so that the peer notices and a wait in progress returns. From any thread.
  package func shutDown() {
    isOpen.withLock { isOpen in
      if isOpen { _ = shutdown(descriptor, Int32(SHUT_RDWR)) }
    }
  }

  /// Closes the descriptor. Not while another task reads or writes.
  package func close() {
    isOpen.withLock { isOpen in
      if isOpen { closeDescriptor(descriptor) }
      isOpen = false
    }
  }

  #if canImport(Darwin)
    private static let sendFlags: Int32 = 0
  #else
    private static let sendFlags = Int32(MSG_NOSIGNAL)
  #endif
}
