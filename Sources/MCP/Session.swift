import JSON
import Platform
import Synchronization
import ToolCalling

/// The conversation with one client: takes its lines in order, and sends whole lines back.
///
/// Legacy and modern requests may be mixed. Everything but the work of a tool is done on the caller's thread, so a
/// ping or a cancellation never waits for a call.
final class Session: Sendable {
  let server: MCPServer
  let calls: RunningCalls
  /// Where calls begin, in the order of their requests: not on the reader's thread, in case a tool is slow to wait.
  let starts = SerialThread()
  let clientRequests: ClientRequests
  let requestStates: RequestStates
  private let write: @Sendable ([UInt8]) -> Void
  private let greeted = Mutex<Client?>(nil)

  init(_ server: MCPServer, write: @escaping @Sendable ([UInt8]) -> Void) {
    self.server = server
    self.write = write
    calls = RunningCalls(limit: server.maximumCalls)
    requestStates = RequestStates(clock: server.clock)
    let trace = server.trace
    clientRequests = ClientRequests(clock: server.clock) { Self.send(.object($0), trace, write) }
  }

  /// Sends one message.
  func send(_ message: JSONObject) { Self.send(.object(message), server.trace, write) }

  private static func send(_ message: JSONValue, _ trace: Trace, _ write: @Sendable ([UInt8]) -> Void) {
    let bytes = message.jsonBytes
    trace("mcp", "-> \(String(decoding: bytes, as: UTF8.self))")
    write(bytes)
  }

  /// Remembers the client of a legacy handshake.
  func greet(_ client: Client) { greeted.withLock { $0 = client } }

  /// Takes one line of the client. A byte order mark before it is passed over (RFC 8259 section 8.1 allows that).
  func receive(_ line: [UInt8]) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    if line.starts(with: mark) { return receive(unmarked: Array(line.dropFirst(mark.count))) }
    receive(unmarked: line)
  }

  private func receive(unmarked line: [UInt8]) {
    if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return }
    server.trace("mcp", "<- \(String(decoding: line, as: UTF8.self))")
    do throws(JSONError) {
      switch try JSONValue(parsing: line) {
      case .array(let elements): receive(batch: elements)
      case let value: receive(value) { [self] in if let answer = $0 { send(answer) } }
      }
    } catch {
      send(Reply.failure(.parse(error), id: nil))
    }
  }

  /// A line was too long to be read.
  func receiveTooLong() {
    send(Reply.failure(.invalidRequest("a line longer than \(server.lineLimit >> 20) MiB was skipped."), id: nil))
  }

  /// Cancels everything that runs; nothing is admitted after this.
  func close() {
    calls.close()
    clientRequests.close()
  }

  /// Only revision 2025-03-26 has batches.
  private func receive(batch: [JSONValue]) {
    guard greeted.withLock({ $0?.version }) == .v2025_03_26 else {
      return send(Reply.failure(.invalidRequest("batches exist in revision 2025-03-26 alone."), id: nil))
    }
    guard !batch.isEmpty else {
      return send(Reply.failure(.invalidRequest("an empty batch."), id: nil))
    }
    let trace = server.trace
    let answers = BatchReply(count: batch.count) { [write] in Self.send($0, trace, write) }
    for (index, element) in batch.enumerated() { receive(element) { answers.settle(index, $0) } }
  }

  /// Takes one message; `deliver` is called once, with the answer or with nil.
  private func receive(_ value: JSONValue, deliver: @escaping @Sendable (JSONObject?) -> Void) {
    do throws(Message.Fault) {
      switch try Message(value) {
      case .request(let request):
        serve(request, Reply(id: request.id, deliver: deliver))
      case .notification(let method, let params):
        Methods.notifications.first { $0.name == method }?.take(params, in: self)
        deliver(nil)
      case .response(let id, let outcome):
        if let id { clientRequests.settle(id, outcome) }
        deliver(nil)
      }
    } catch {
      deliver(Reply.failure(error.error, id: error.id))
    }
  }

  private func serve(_ request: Request, _ reply: Reply) {
    do throws(RPCError) {
      if calls.contains(request.id) { throw Self.duplicate(request.id) }
      let (method, client) = try route(request)
      try method.serve(Exchange(request: request, client: client, reply: reply, session: self))
    } catch {
      reply.fail(error)
    }
  }

  /// The method and the client of a request, by the rules of the request's own revision.
  private func route(_ request: Request) throws(RPCError) -> (any RequestMethod.Type, Client) {
    let method = Methods.requests.first { $0.name == request.method }
    // `initialize` is legacy whatever it brings along.
    if request.method != Initialize.name, let client = try Client.modern(request) {
      guard let method, method.exists(in: client.version) else { throw .methodNotFound(request.method) }
      return (method, client)
    }
    guard let method else { throw .methodNotFound(request.method) }
    let greeted = greeted.withLock { $0 }
    let client = greeted ?? Client(version: .newestLegacy, capabilities: JSONObject())
    guard method.exists(in: client.version) else {
      // Legacy clients may probe with it; a modern one has forgotten what every request must bring.
      if greeted != nil { throw .methodNotFound(request.method) }
      throw .invalidParams("\(request.method) needs _meta with \"\(Client.Key.protocolVersion)\".")
    }
    guard greeted != nil || method.precedesHandshake else { throw .notInitialized(request.method) }
    return (method, client)
  }

  static func duplicate(_ id: RequestID) -> RPCError {
    .invalidRequest("id \(id.json.jsonText) belongs to a request that has no answer yet.")
  }
}
