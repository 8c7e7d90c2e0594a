#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Reads the lines of a descriptor on a thread of its own: pipe, socket, file, terminal or `/dev/null`.
///
/// The descriptor stays open and in the mode that it has; a non-blocking one is waited for with `poll`.
package struct LineReader: Sendable {
  /// What the thread hands over, in the order of the bytes.
  package enum Event: Sendable, Hashable {
    case line([UInt8])
    /// A line over the limit; the reader goes on behind it.
    case tooLong
    /// No more bytes will come. The last event; nil is an orderly end (end of input, or a peer that reset its
    /// socket), else the `errno`.
    case end(Int32?)
  }

  /// 64 MiB, the longest line unless the caller says otherwise.
  package static let defaultLimit = 64 << 20

  private let descriptor: Int32
  private let limit: Int

  package init(descriptor: Int32, limit: Int = defaultLimit) {
    self.descriptor = descriptor
    self.limit = limit
  }

  /// Starts to read. `handle` runs on the reader's thread: while it works, nothing is read.
  package func start(_ handle: @escaping @Sendable (Event) -> Void) {
    let started = OwnThread.start { handle(.end(run(handle))) }
    if !started { handle(.end(EAGAIN)) }
  }

  private func run(_ handle: (Event) -> Void) -> Int32? {
    var splitter = LineSplitter(limit: limit)
    func deliver(_ piece: LineSplitter.Piece) {
      switch piece {
      case .line(let bytes): handle(.line(bytes))
      case .tooLong: handle(.tooLong)
      }
    }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = read(descriptor, buffer.baseAddress, buffer.count)
      if count > 0 {
        splitter.take(UnsafeRawBufferPointer(rebasing: buffer[..<count]), deliver)
        continue
      }
      let code = count < 0 ? errno : 0
      if code == EINTR { continue }
      if code == EAGAIN || code == EWOULDBLOCK {
        var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        _ = poll(&wait, 1, -1)
        continue
      }
      splitter.finish(deliver)
      return code == 0 || code == ECONNRESET ? nil : code
    }
  }
}
