/// Finds the bytes of a response body in its framing: chunked, by length, or until the connection closes
/// (RFC 9112, sections 6 and 7).
struct HTTPBodyDecoder: Sendable {
  /// What one look at the buffer brought.
  enum Step: Hashable {
    case piece(Range<Int>)
    case needsMore
    case end
  }

  private enum State: Hashable {
    case counted(left: Int)
    case chunkSize
    case chunk(left: Int)
    case chunkEnd
    case trailers(bytes: Int)
    case untilClose
    case done
  }

  private var state: State
  /// True where the connection can carry another response after this body.
  let isDelimited: Bool

  init(for head: HTTPHead) throws(HTTPFailure) {
    if let encoding = head["content-encoding"], encoding.lowercased() != "identity" {
      throw .malformed("its body is encoded as \(encoding), which was not asked for")
    }
    if let coding = head["transfer-encoding"] {
      guard coding.lowercased() == "chunked" else { throw .malformed("the transfer coding \(coding)") }
      state = .chunkSize
    } else if let lengths = head["content-length"] {
      state = .counted(left: try Self.length(lengths))
    } else if head.status == 204 || head.status == 304 {
      state = .done
    } else {
      state = .untilClose
    }
    isDelimited = state != .untilClose
  }

  /// Equal repeated lengths are one length (RFC 9110, section 8.6).
  private static func length(_ text: String) throws(HTTPFailure) -> Int {
    let parts = Set(text.split(separator: ",").map { $0.filter { $0 != " " } })
    guard parts.count == 1, let part = parts.first, part.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let length = Int(part)
    else { throw .malformed("the Content-Length \"\(text.prefix(40))\"") }
    return length
  }

  /// The next piece of the body. An empty piece never comes.
  mutating func next(in buffer: inout ReadBuffer) throws(HTTPFailure) -> Step {
    while true {
      switch state {
      case .done: return .end
      case .counted(0): state = .done
      case .chunk(0): state = .chunkEnd
      case .counted, .chunk, .untilClose: return piece(&buffer)
      case .chunkSize:
        guard let line = try buffer.line(limit: 4096, of: "a chunk's size line") else { return .needsMore }
        let size = try Self.chunkSize(line)
        state = size == 0 ? .trailers(bytes: 0) : .chunk(left: size)
      case .chunkEnd:
        guard let line = try buffer.line(limit: 1, of: "a chunk's end") else { return .needsMore }
        guard line.isEmpty else { throw .malformed("a chunk that is longer than its size says") }
        state = .chunkSize
      case .trailers(let bytes):
        guard let line = try buffer.line(limit: 8192, of: "a trailer line") else { return .needsMore }
        guard bytes + line.count <= HTTPHead.maximumBytes else { throw .malformed("endless trailers") }
        state = line.isEmpty ? .done : .trailers(bytes: bytes + line.count + 1)
      }
    }
  }

  private mutating func piece(_ buffer: inout ReadBuffer) -> Step {
    guard !buffer.isEmpty else { return .needsMore }
    switch state {
    case .counted(let left):
      let range = buffer.take(left)
      state = .counted(left: left - range.count)
      return .piece(range)
    case .chunk(let left):
      let range = buffer.take(left)
      state = .chunk(left: left - range.count)
      return .piece(range)
    default: return .piece(buffer.take(.max))
    }
  }

  /// Takes note of the end of input. Throws where the body is not whole.
  mutating func endOfInput() throws(HTTPFailure) {
    switch state {
    case .untilClose, .done, .counted(0): state = .done
    case .counted(let left): throw .closed("\(left) bytes before its end")
    default: throw .closed("in the middle of its answer")
    }
  }

  private static func chunkSize(_ line: ArraySlice<UInt8>) throws(HTTPFailure) -> Int {
    let digits = line.prefix { $0 != UInt8(ascii: ";") && $0 != 0x20 && $0 != 0x09 }
    guard (1...15).contains(digits.count), let size = Int(String(decoding: digits, as: UTF8.self), radix: 16),
      size >= 0,
      digits.first != UInt8(ascii: "+")
    else { throw .malformed("the chunk size \(HTTPHead.quoted(Array(line)))") }
    return size
  }
}
