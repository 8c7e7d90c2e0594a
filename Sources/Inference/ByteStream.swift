import Platform

/// A connection to a server, as HTTP needs it.
protocol ByteStream: Sendable {
  /// Appends what is there, waiting for the first byte. False at the end of input.
  func read(into buffer: inout ReadBuffer, until deadline: Deadline) async throws(SocketError) -> Bool

  /// Writes all of `bytes`. False where the peer spoke or left before it took them all.
  func write(_ bytes: [UInt8], until deadline: Deadline) async throws(SocketError) -> Bool

  /// True where the connection can carry more than one exchange.
  var isReusable: Bool { get }

  /// True where an idle connection is still open and silent.
  var isQuiet: Bool { get }

  /// Ends the connection from any thread, so that a read in progress returns.
  func shutDown()

  func close()

  /// What the operator has to do before a connection can come about, as a sentence; nil where the server may only be down.
  var advice: String? { get }
}

extension ByteStream {
  var advice: String? { nil }
}

extension Socket: ByteStream {
  var isReusable: Bool { true }

  func read(into buffer: inout ReadBuffer, until deadline: Deadline) async throws(SocketError) -> Bool {
    while true {
      let count = try buffer.fill { free throws(SocketError) in try readNow(into: free) }
      if let count { return count > 0 }
      try await waitToRead(until: deadline)
    }
  }
}
