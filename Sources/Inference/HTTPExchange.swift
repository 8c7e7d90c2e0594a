import Platform

/// One request and its response on one connection.
struct HTTPExchange: Sendable {
  let stream: any ByteStream
  private(set) var buffer: ReadBuffer
  /// The end of the whole exchange, whatever happens.
  let deadline: Deadline
  private(set) var head = HTTPHead(status: 0, minorVersion: 0)
  /// True once a byte of the response has arrived.
  private(set) var hasBegun = false
  /// False where the server did not take the whole request.
  private var wasTaken = false
  private var decoder: HTTPBodyDecoder?
  private var isComplete = false

  init(on stream: any ByteStream, buffer: ReadBuffer = ReadBuffer(), until deadline: Deadline) {
    self.stream = stream
    self.buffer = buffer
    self.deadline = deadline
  }

  /// True where the connection can be used for another exchange now.
  var isReusable: Bool {
    stream.isReusable && wasTaken && isComplete && buffer.isEmpty && head.minorVersion == 1
      && decoder?.isDelimited == true && !head.field("connection", contains: "close")
  }

  /// Writes the request, at most `limit` long.
  ///
  /// A server that refuses early may answer, or close, while the request is still on its way: the answer tells more than
  /// the rest of the request could, so the writing ends there.
  mutating func send(_ request: [[UInt8]], within limit: Duration) async throws(HTTPFailure) {
    let end = Deadline.after(limit).earlier(deadline)
    do {
      for piece in request { guard try await stream.write(piece, until: end) else { return } }
      wasTaken = true
    } catch {
      if case .system = error { return }
      throw failure(error, .sending, limit)
    }
  }

  /// Reads the head, waiting at most `limit` for each part of it. Interim responses (1xx) are skipped.
  mutating func readHead(within limit: Duration) async throws(HTTPFailure) {
    for _ in 0..<8 {
      try await readOneHead(within: limit)
      guard head.status < 200 else {
        decoder = try HTTPBodyDecoder(for: head)
        return
      }
    }
    throw .malformed("interim responses without end")
  }

  private mutating func readOneHead(within limit: Duration) async throws(HTTPFailure) {
    var bytes = 0
    var isFirst = true
    while true {
      guard let line = try buffer.line(limit: HTTPHead.maximumBytes, of: "a header line") else {
        // Something that is not HTTP need not have lines at all.
        try checkBeginning(isFirst)
        guard try await more(within: limit, hasBegun ? .receiving : .waiting) else {
          throw .closed(hasBegun ? "in the middle of its header" : "without a byte of an answer")
        }
        continue
      }
      bytes += line.count + 2
      guard bytes <= HTTPHead.maximumBytes else {
        throw .malformed("a header of more than \(HTTPHead.maximumBytes) bytes")
      }
      if isFirst {
        head = try HTTPHead(statusLine: line)
        isFirst = false
      } else if line.isEmpty {
        return
      } else {
        try head.add(fieldLine: line)
      }
    }
  }

  private func checkBeginning(_ isFirst: Bool) throws(HTTPFailure) {
    guard isFirst, buffer.count >= 7 else { return }
    let beginning = buffer.withBytes(buffer.start..<buffer.end) { Array($0.prefix(64)) }
    if !beginning.starts(with: Array("HTTP/1.".utf8)) { _ = try HTTPHead(statusLine: beginning[...]) }
  }

  /// The next piece of the body, as a range of `buffer` that is valid until the next call; nil at the end.
  ///
  /// Each read may wait as long as `limit`; with `start`, all of them together, from that moment on.
  mutating func nextPiece(
    within limit: Duration, since start: ContinuousClock.Instant? = nil
  ) async throws(HTTPFailure) -> Range<Int>? {
    while true {
      switch try decoder?.next(in: &buffer) ?? .end {
      case .piece(let range): return range
      case .end:
        isComplete = true
        return nil
      case .needsMore:
        if try await !more(within: limit, since: start, .receiving) { try decoder?.endOfInput() }
      }
    }
  }

  /// The rest of the body, at most `maximum` bytes of it.
  mutating func wholeBody(within limit: Duration, maximum: Int) async throws(HTTPFailure) -> [UInt8] {
    var body: [UInt8] = []
    while let piece = try await nextPiece(within: limit) {
      guard body.count + piece.count <= maximum else { throw .malformed("an answer of more than \(maximum) bytes") }
      buffer.withBytes(piece) { body.append(contentsOf: $0) }
    }
    return body
  }

  /// Reads more into the buffer. False at the end of input.
  private mutating func more(
    within limit: Duration, since start: ContinuousClock.Instant? = nil, _ stage: HTTPFailure.Stage
  ) async throws(HTTPFailure) -> Bool {
    do throws(SocketError) {
      let end = Deadline((start ?? .now).advanced(by: limit)).earlier(deadline)
      let isMore = try await stream.read(into: &buffer, until: end)
      if isMore { hasBegun = true } else if Task.isCancelled { throw SocketError.cancelled }
      return isMore
    } catch {
      throw failure(error, stage, limit)
    }
  }

  private func failure(_ error: SocketError, _ stage: HTTPFailure.Stage, _ limit: Duration) -> HTTPFailure {
    if Task.isCancelled { return .cancelled }
    return switch error {
    case .cancelled: .cancelled
    case .timedOut: deadline.isOver ? .timedOut(.whole, .zero) : .timedOut(stage, limit)
    case .unknownHost, .notConnected:
      if let advice = stream.advice { .unusable("\(error)", advice: advice) } else { .unreachable(error) }
    case .system: .closed("with an error (\(error))")
    }
  }
}
