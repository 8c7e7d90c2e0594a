/// Keeps the beginning and the end of a stream within a fixed number of bytes.
///
/// Linear in what is added: the end is trimmed only when it has grown to twice its limit.
struct ChildCapture {
  private let headLimit: Int
  private let tailLimit: Int
  private var head: [UInt8] = []
  private var tail: [UInt8] = []
  private var trimmedBytes = 0

  init(limit: Int) {
    tailLimit = max(limit, 0) / 2
    headLimit = max(limit, 0) - tailLimit
  }

  mutating func append(_ bytes: [UInt8]) {
    let room = headLimit - head.count
    head.append(contentsOf: bytes.prefix(room))
    guard bytes.count > room else { return }
    tail.append(contentsOf: bytes.dropFirst(room))
    if tail.count > 2 * tailLimit + 65_536 { trim() }
  }

  private mutating func trim() {
    let excess = tail.count - tailLimit
    guard excess > 0 else { return }
    tail.removeFirst(excess)
    trimmedBytes += excess
  }

  /// What was kept. A stream within the limit is whole, in `head`.
  mutating func finish() -> ChildOutput {
    trim()
    if trimmedBytes == 0 {
      head.append(contentsOf: tail)
      return ChildOutput(head: head)
    }
    return ChildOutput(head: head, tail: tail, droppedBytes: trimmedBytes)
  }
}
