/// Bytes that were read and not yet used, in one block that is used again and again.
///
/// It begins with 16 KiB and grows when a line or a fast sender fills it. What a range names is valid until the next
/// `fill`.
struct ReadBuffer: Sendable {
  private var storage: [UInt8]
  private(set) var start = 0
  private(set) var end = 0
  /// Bytes after `start` in which no newline was found, so that no byte is searched twice.
  private var searched = 0
  private var wasFilled = false

  init(capacity: Int = 16_384) { storage = [UInt8](repeating: 0, count: capacity) }

  var count: Int { end - start }
  var isEmpty: Bool { start == end }

  /// Lets `read` put bytes into the free part; its result is their count, or nil or 0 where there are none.
  mutating func fill<E: Error>(_ read: (UnsafeMutableRawBufferPointer) throws(E) -> Int?) throws(E) -> Int? {
    makeRoom()
    let free = end
    let result = storage.withUnsafeMutableBytes { raw in
      Result { () throws(E) in try read(UnsafeMutableRawBufferPointer(rebasing: raw[free...])) }
    }
    let count = try result.get()
    end += count ?? 0
    wasFilled = end == storage.count
    return count
  }

  /// Appends bytes that come as an array.
  mutating func append(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = fill { free in
        free.copyBytes(from: rest.prefix(free.count))
        return min(free.count, rest.count)
      }
      rest = rest.dropFirst(count ?? 0)
    }
  }

  private mutating func makeRoom() {
    if start == end {
      (start, end) = (0, 0)
    } else if start > 0, end * 4 > storage.count * 3 {
      storage.withUnsafeMutableBytes { raw in
        raw.copyMemory(from: UnsafeRawBufferPointer(rebasing: raw[start..<end]))
      }
      (start, end) = (0, end - start)
    }
    // Full without a line end: the line needs a larger block. Filled in one go: the sender is fast.
    if end * 4 > storage.count * 3 || (wasFilled && storage.count < 65_536) {
      storage.append(contentsOf: repeatElement(0, count: storage.count))
    }
  }

  /// Takes one line without its end (LF or CRLF); nil where it is not complete yet.
  ///
  /// Throws where more than `limit` bytes hold no newline.
  mutating func line(limit: Int, of what: StaticString) throws(HTTPFailure) -> ArraySlice<UInt8>? {
    let from = start + searched
    guard let newline = storage[from..<end].firstIndex(of: 0x0A) else {
      searched = count
      if count > limit { throw .malformed("\(what) of more than \(limit) bytes") }
      return nil
    }
    if newline - start > limit { throw .malformed("\(what) of more than \(limit) bytes") }
    let hasReturn = newline > start && storage[newline - 1] == 0x0D
    defer { skip(newline + 1 - start) }
    return storage[start..<(hasReturn ? newline - 1 : newline)]
  }

  /// Takes at most `limit` bytes as one range.
  mutating func take(_ limit: Int) -> Range<Int> {
    let range = start..<(start + min(limit, count))
    skip(range.count)
    return range
  }

  /// Shows the bytes of a range that `take` returned.
  func withBytes<R, E: Error>(_ range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) throws(E) -> R) throws(E) -> R {
    let result = storage.withUnsafeBufferPointer { all in
      Result { () throws(E) in try body(UnsafeBufferPointer(rebasing: all[range])) }
    }
    return try result.get()
  }

  private mutating func skip(_ count: Int) {
    start += count
    searched = 0
  }
}
