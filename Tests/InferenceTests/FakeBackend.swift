import Agent
import Platform
import Synchronization
import TestSupport
import ToolCalling

@testable import Inference

/// A server in memory: answers requests with bytes, in pieces of any size, with failures where a test wants them.
final class FakeBackend: Sendable {
  /// How the connections behave.
  struct Behaviour: Sendable {
    /// Offsets at which a response is split; each piece is one read.
    var splits: [Int] = []
    /// Where a response ends early; nil leaves it whole.
    var truncation: Int?
    /// The number of the read that fails, from 0.
    var failingRead: Int?
    /// The number of the write that fails, from 0.
    var failingWrite: Int?
  }

  private struct State {
    var answers: [String: [[UInt8]]]
    var behaviour: Behaviour
    var requests: [HTTPRequest] = []
    var reads = 0
    var writes = 0
  }

  private let state: Mutex<State>

  /// How the chat's connections behave from now on; setting it counts reads and writes anew.
  var behaviour: Behaviour {
    get { state.withLock(\.behaviour) }
    set {
      state.withLock { state in
        state.behaviour = newValue
        (state.reads, state.writes) = (0, 0)
      }
    }
  }

  /// `answers` gives the responses per path, in order; the last one repeats, and any other path is not found.
  init(_ answers: [String: [[UInt8]]], _ behaviour: Behaviour = Behaviour()) {
    state = Mutex(State(answers: answers, behaviour: behaviour))
  }

  /// A llama.cpp server whose chat answers are the fixtures of these names, in order.
  convenience init(chat fixtures: String..., behaviour: Behaviour = Behaviour()) {
    self.init(
      [
        "/v1/models": [Self.fixture("llama.cpp/models")], "/props": [Self.fixture("llama.cpp/props")],
        "/health": [Self.fixture("llama.cpp/health")],
        "/v1/chat/completions/input_tokens": [Self.fixture("llama.cpp/input-tokens")],
        "/v1/chat/completions": fixtures.map(Self.fixture),
      ], behaviour)
  }

  static func fixture(_ name: String) -> [UInt8] { TestFiles.bytes("InferenceTests/Fixtures/\(name).http") }

  /// A response with this JSON.
  static func response(_ json: String, status: String = "200 OK") -> [UInt8] {
    Array("HTTP/1.1 \(status)\r\nContent-Length: \(json.utf8.count)\r\n\r\n\(json)".utf8)
  }

  var requests: [HTTPRequest] { state.withLock(\.requests) }

  /// The number of requests to a path.
  func count(_ path: String) -> Int { requests.count { $0.path == path } }

  func model(
    _ configuration: ModelServerConfiguration? = nil, clock: any Clock<Duration> = InstantClock(), trace: Trace = .off
  ) throws(ChatModelError) -> ModelServer {
    let address = try ServerAddress("http://fake:8080")
    let configuration = configuration ?? ModelServerConfiguration(address: address)
    let client = HTTPClient(host: "fake:8080", deadlines: configuration.deadlines) { request, _ throws(HTTPFailure) in
      self.connect(request)
    }
    return ModelServer(configuration, client: client, clock: clock, trace: trace)
  }

  private func connect(_ request: HTTPRequest) -> any ByteStream {
    let answer = state.withLock { state -> [UInt8] in
      state.requests.append(request)
      guard let answers = state.answers[request.path], let first = answers.first else {
        return Self.fixture("backends/not-found")
      }
      if answers.count > 1 { state.answers[request.path]?.removeFirst() }
      return first
    }
    let isChat = request.path == "/v1/chat/completions"
    return FakeStream(isChat ? pieces(of: answer) : [answer], isChat ? self : nil)
  }

  private func pieces(of answer: [UInt8]) -> [[UInt8]] {
    let behaviour = behaviour
    let whole = answer.prefix(behaviour.truncation ?? .max)
    var pieces: [[UInt8]] = []
    var start = 0
    for split in behaviour.splits + [whole.count] where split > start && split <= whole.count {
      pieces.append(Array(whole[start..<split]))
      start = split
    }
    return pieces
  }

  fileprivate func failsRead() -> Bool {
    state.withLock { state in
      state.reads += 1
      return state.reads - 1 == state.behaviour.failingRead
    }
  }

  fileprivate func failsWrite() -> Bool {
    state.withLock { state in
      state.writes += 1
      return state.writes - 1 == state.behaviour.failingWrite
    }
  }
}

/// One connection of a `FakeBackend`, good for one response.
private final class FakeStream: ByteStream {
  private let pieces: Mutex<ArraySlice<[UInt8]>>
  private let backend: FakeBackend?

  init(_ pieces: [[UInt8]], _ backend: FakeBackend?) {
    self.pieces = Mutex(pieces[...])
    self.backend = backend
  }

  func read(into buffer: inout ReadBuffer, until deadline: Deadline) async throws(SocketError) -> Bool {
    if backend?.failsRead() == true { throw .system(code: 104, during: "read") }
    guard let piece = pieces.withLock({ $0.popFirst() }) else { return false }
    buffer.append(piece)
    return true
  }

  func write(_ bytes: [UInt8], until deadline: Deadline) async throws(SocketError) -> Bool {
    guard backend?.failsWrite() == true else { return true }
    pieces.withLock { $0 = [] }
    throw .system(code: 32, during: "write")
  }

  var isReusable: Bool { false }
  var isQuiet: Bool { false }
  func shutDown() {}
  func close() {}
}
