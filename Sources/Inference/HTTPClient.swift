import Platform

/// Opens exchanges with one server over HTTP/1.1, on kept-alive connections where there are some.
///
/// Follows no redirects and no proxy settings of the environment.
struct HTTPClient: Sendable {
  /// Makes a new connection before the deadline.
  typealias Connect = @Sendable (_ request: HTTPRequest, Deadline) async throws(HTTPFailure) -> any ByteStream

  let host: String
  let deadlines: ModelDeadlines
  private let pool = ConnectionPool()
  private let connect: Connect

  init(host: String, deadlines: ModelDeadlines, connect: @escaping Connect) {
    self.host = host
    self.deadlines = deadlines
    self.connect = connect
  }

  /// Sends a request and reads the head of its response.
  ///
  /// Where a kept-alive connection turns out to be dead before a byte of the answer, the request goes out once more on
  /// a new one. `limit` is for the first byte; `hangup` learns of each connection.
  func open(
    _ request: HTTPRequest, firstByte limit: Duration, until deadline: Deadline, hangup: Hangup
  ) async throws(HTTPFailure) -> HTTPExchange {
    let pieces = request.pieces(host: host)
    if let stream = pool.take() {
      var exchange = HTTPExchange(on: stream, until: deadline)
      do {
        try await begin(&exchange, pieces, limit, hangup)
        return exchange
      } catch {
        stream.close()
        guard case .closed = error, !exchange.hasBegun else { throw error }
        pool.noteLoss()
      }
    }
    let stream = try await connect(request, .after(deadlines.connect).earlier(deadline))
    var exchange = HTTPExchange(on: stream, until: deadline)
    do {
      try await begin(&exchange, pieces, limit, hangup)
      return exchange
    } catch {
      stream.close()
      throw error
    }
  }

  private func begin(
    _ exchange: inout HTTPExchange, _ pieces: [[UInt8]], _ limit: Duration, _ hangup: Hangup
  ) async throws(HTTPFailure) {
    hangup.watch(exchange.stream)
    try await exchange.send(pieces, within: deadlines.send)
    try await exchange.readHead(within: limit)
  }

  /// Ends an exchange: its connection waits for the next one where that is possible, and is closed otherwise.
  func finish(_ exchange: HTTPExchange, hangup: Hangup) {
    hangup.release()
    if exchange.isReusable, !Task.isCancelled { pool.give(exchange.stream) } else { exchange.stream.close() }
  }

  /// How many kept-alive connections the server has ended so far: with each there may be another server.
  var losses: Int { pool.countLosses() }

  /// Gives up every waiting connection: the server behind them is gone.
  func forgetConnections() { pool.closeAll() }

  /// A whole short exchange: the status and at most `maximum` bytes of the body.
  func fetch(
    _ request: HTTPRequest, within limit: Duration, until deadline: Deadline, maximum: Int = 8 << 20
  ) async throws(HTTPFailure) -> (head: HTTPHead, body: [UInt8]) {
    let hangup = Hangup()
    let whole = Deadline.after(limit).earlier(deadline)
    let result = await withTaskCancellationHandler {
      await Result.catching { () async throws(HTTPFailure) in
        var exchange = try await open(request, firstByte: limit, until: whole, hangup: hangup)
        defer { finish(exchange, hangup: hangup) }
        return (exchange.head, try await exchange.wholeBody(within: limit, maximum: maximum))
      }
    } onCancel: {
      hangup.hangUp()
    }
    // The end of the short limit is not the end of the call that asks.
    if case .failure(.timedOut(.whole, _)) = result, !deadline.isOver { throw .timedOut(.question, limit) }
    return try result.get()
  }
}

extension Result {
  /// What an asynchronous throwing call came to; `Result.init(catching:)` takes none that suspends.
  static func catching(_ body: () async throws(Failure) -> Success) async -> Result {
    do { return .success(try await body()) } catch { return .failure(error) }
  }
}

extension HTTPClient {
  /// A client over plain sockets.
  init(to address: ServerAddress, deadlines: ModelDeadlines, poller: Poller, resolver: Resolver = Resolver()) {
    self.init(host: address.hostField, deadlines: deadlines) { _, deadline throws(HTTPFailure) in
      do throws(SocketError) {
        let addresses = try await resolver.addresses(of: address.host, port: address.port, until: deadline)
        return try await Socket.connect(to: addresses, poller: poller, until: deadline)
      } catch .cancelled {
        throw .cancelled
      } catch .timedOut {
        throw .timedOut(.connecting, deadlines.connect)
      } catch {
        throw Task.isCancelled ? .cancelled : .unreachable(error)
      }
    }
  }
}
