/// Texts under headings, joined within a limit of bytes: every heading stays, and the longest texts lose their middle.
struct JoinedBlocks {
  /// A heading of one line, and the lines below it; none where `text` is empty.
  struct Block {
    let heading: String
    let text: String
  }

  let text: String
  /// The texts that lost their middle.
  let shortenedCount: Int

  /// `blocks` in order. The headings alone may pass `limit`; then they are all that is left.
  init(_ blocks: [Block], limit: Int) {
    // Two newlines a block: before its text and before the next heading.
    let headings = blocks.reduce(0) { $0 + $1.heading.utf8.count + 2 }
    let share = Self.share(of: blocks.map(\.text.utf8.count), within: limit - headings)
    var shortenedCount = 0
    text = blocks.map { block in
      guard block.text.utf8.count > share else {
        return block.text.isEmpty ? block.heading : block.heading + "\n" + block.text
      }
      shortenedCount += 1
      return block.heading + "\n" + Self.shortened(block.text, to: share, because: "too much from all hosts together")
    }.joined(separator: "\n")
    self.shortenedCount = shortenedCount
  }

  /// The most bytes that each text may have so that all fit into `room`: what the short ones leave goes to the long ones.
  static func share(of lengths: [Int], within room: Int) -> Int {
    var left = max(room, 0)
    for (place, length) in lengths.sorted().enumerated() {
      let share = left / (lengths.count - place)
      if length > share { return share }
      left -= length
    }
    return .max
  }

  /// The room for the line that says what is missing.
  private static let gapBytes = 96

  /// A line that stands in a text for bytes that are missing there.
  struct Gap {
    let line: String
    let missing: Int
  }

  /// Beginning and end on line borders, or within a line that alone is longer, and between them what is missing; that of
  /// an `earlier` gap counts too where it is cut away.
  static func shortened(_ text: String, to limit: Int, because reason: String, over earlier: Gap? = nil) -> String {
    let bytes = Array(text.utf8)
    let half = max(limit - gapBytes, 0) / 2
    let newline = UInt8(ascii: "\n")
    let head = bytes[..<(bytes[..<half].lastIndex(of: newline).map { $0 + 1 } ?? border(at: half, in: bytes))]
    let end = border(at: bytes.count - half, in: bytes)
    let tail = bytes[(bytes[end...].firstIndex(of: newline).map { $0 + 1 } ?? end)...]
    var missing = bytes.count - head.count - tail.count
    if let earlier, String(decoding: bytes[head.endIndex..<tail.startIndex], as: UTF8.self).contains(earlier.line) {
      missing += earlier.missing - earlier.line.utf8.count
    }
    let gap = "[… \(missing) bytes left out here: \(reason) …]\n"
    let isOpen = head.last.map { $0 != newline } ?? false
    return String(decoding: head, as: UTF8.self) + (isOpen ? "\n" : "") + gap + String(decoding: tail, as: UTF8.self)
  }

  /// The place or the nearest before it at which no character is cut.
  private static func border(at place: Int, in bytes: [UInt8]) -> Int {
    var place = place
    while place > 0, place < bytes.count, bytes[place] & 0xC0 == 0x80 { place -= 1 }
    return place
  }
}
