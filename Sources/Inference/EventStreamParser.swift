/// Splits a server-sent event stream into the data of its events (WHATWG HTML, section 9.2.6).
///
/// Takes the bytes in pieces of any size. One byte order mark at the start is skipped. Lines end in LF or CRLF; comments
/// and all fields but `data` are skipped; the data lines of one event are joined by LF.
struct EventStreamParser: Sendable {
  /// The data of one event may not be longer.
  static let maximumEventBytes = 64 << 20

  /// The beginning of a line whose end has not come yet.
  private var partial: [UInt8] = []
  /// The data of the event so far; nil before its first data line.
  private var data: [UInt8]?
  private(set) var isTooLong = false
  private var isFirstLine = true

  /// Takes more of the stream and hands the data of each event that is complete now to `onEvent`, in order.
  mutating func feed(_ bytes: UnsafeBufferPointer<UInt8>, onEvent: (UnsafeBufferPointer<UInt8>) -> Void) {
    var rest = bytes[...]
    while let newline = rest.firstIndex(of: 0x0A) {
      let line = UnsafeBufferPointer(rebasing: rest[..<newline])
      rest = rest[(newline + 1)...]
      if partial.isEmpty {
        take(line, onEvent)
      } else {
        partial.append(contentsOf: line)
        let whole = partial
        partial.removeAll(keepingCapacity: true)
        whole.withUnsafeBufferPointer { take($0, onEvent) }
      }
    }
    partial.append(contentsOf: rest)
    checkSize()
  }

  /// Hands over an event that the stream's end left without its empty line.
  mutating func finish(onEvent: (UnsafeBufferPointer<UInt8>) -> Void) {
    if !partial.isEmpty {
      let last = partial
      partial = []
      last.withUnsafeBufferPointer { take($0, onEvent) }
    }
    take(UnsafeBufferPointer(start: nil, count: 0), onEvent)
  }

  private mutating func take(_ whole: UnsafeBufferPointer<UInt8>, _ onEvent: (UnsafeBufferPointer<UInt8>) -> Void) {
    var line = whole.last == 0x0D ? UnsafeBufferPointer(rebasing: whole.dropLast()) : whole
    if isFirstLine {
      isFirstLine = false
      if line.starts(with: [0xEF, 0xBB, 0xBF]) { line = UnsafeBufferPointer(rebasing: line.dropFirst(3)) }
    }
    if line.isEmpty {
      guard let event = data else { return }
      data = nil
      event.withUnsafeBufferPointer(onEvent)
    } else if let value = Self.dataValue(of: line) {
      if data == nil { data = Array(value) } else { data?.append(0x0A); data?.append(contentsOf: value) }
      checkSize()
    }
  }

  private static func dataValue(of line: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>? {
    guard line.count >= 4, line.starts(with: "data".utf8) else { return nil }
    if line.count == 4 { return UnsafeBufferPointer(start: nil, count: 0) }
    guard line[4] == UInt8(ascii: ":") else { return nil }
    return UnsafeBufferPointer(rebasing: line[(line.count > 5 && line[5] == 0x20 ? 6 : 5)...])
  }

  private mutating func checkSize() {
    if partial.count + (data?.count ?? 0) > Self.maximumEventBytes {
      isTooLong = true
      partial = []
      data = nil
    }
  }
}
