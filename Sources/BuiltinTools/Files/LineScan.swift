/// Takes the lines of a range out of a stream of UTF-8 or Latin-1 bytes, up to a limit of bytes.
///
/// It ends on the last whole line within the limit. A first line that alone is longer is kept up to the limit, and what
/// follows is passed over until the next line begins, so that it is known whether there is one.
struct LineScan {
  private let first: Int
  private let last: Int?
  private let limit: Int
  private var line = 1
  private var kept: [UInt8] = []
  private var lineHasBytes = false
  private(set) var isDone = false
  /// True where the limit ended the range and a line follows.
  private(set) var isCut = false
  /// The number of the line of which only the beginning was kept; nil where there is none.
  private(set) var longLine: Int?
  private(set) var count = 0
  private(set) var linesBefore = 0

  /// `last` nil is the end of the stream.
  init(first: Int, last: Int?, limit: Int) {
    self.first = first
    self.last = last
    self.limit = limit
  }

  mutating func take(_ bytes: [UInt8]) {
    var position = 0
    while position < bytes.count, !isDone {
      if longLine != nil, line > first {
        (isDone, isCut) = (true, true)
        return
      }
      let end = bytes[position...].firstIndex(of: 0x0A)
      let part = bytes[position..<(end ?? bytes.count)]
      lineHasBytes = lineHasBytes || !part.isEmpty
      if line >= first, longLine == nil { kept.append(contentsOf: part) }
      position = part.endIndex + 1
      if end != nil { endLine() }
      if longLine == nil, kept.count > limit { cut() }
    }
  }

  private mutating func endLine() {
    if line >= first, longLine == nil { kept.append(0x0A) }
    if line == last { isDone = true }
    line += 1
    lineHasBytes = false
  }

  /// Ends on the last whole line, or within a line that alone is longer than the limit.
  private mutating func cut() {
    if let border = kept[...limit].lastIndex(of: 0x0A) {
      guard kept.count > border + 1 else { return }
      kept.removeLast(kept.count - border - 1)
      (isDone, isCut) = (true, true)
    } else {
      kept.removeLast(kept.count - limit)
      dropPartOfCharacter()
      longLine = first
    }
  }

  /// Removes the last character outside of ASCII, of which the limit may have left a part.
  private mutating func dropPartOfCharacter() {
    for _ in 0..<3 {
      guard let byte = kept.last, byte & 0xC0 == 0x80 else { break }
      kept.removeLast()
    }
    if let byte = kept.last, byte >= 0xC0 { kept.removeLast() }
  }

  /// Leaves out a line whose end was not seen, because the stream goes on and is not read on.
  mutating func stop() {
    if longLine == nil { kept.removeLast(kept.count - (kept.lastIndex(of: 0x0A) ?? -1) - 1) }
  }

  /// The kept lines without the last newline.
  mutating func finish() -> [UInt8] {
    let newlines = kept.count { $0 == 0x0A }
    let isOpen = kept.last.map { $0 != 0x0A } ?? false
    count = newlines + (isOpen ? 1 : 0)
    linesBefore = min(first - 1, line - 1 + (lineHasBytes ? 1 : 0))
    if !isOpen, !kept.isEmpty { kept.removeLast() }
    return kept
  }
}
