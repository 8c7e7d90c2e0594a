import Platform

/// A range of lines of an open text file, found in one pass with bounded memory.
///
/// UTF-8; UTF-16 by its byte order mark; anything else is read as Latin-1, and `notes` says so.
struct TextFileLines {
  private(set) var text = ""
  /// The lines in `text`.
  private(set) var count = 0
  /// The lines of the file before the range, or all of them where the range lies behind the end.
  private(set) var linesBefore = 0
  private(set) var reachedEnd = false
  /// True where the limit ended the text before the range ended.
  private(set) var isCut = false
  private(set) var notes: [String] = []

  /// The most bytes that are returned at once.
  static let limit = 8 << 20
  /// The first piece is small because most files are; the next are four times as long each, up to the longest.
  private static let firstPiece = 1 << 14
  private static let longestPiece = 1 << 18

  init(_ file: OpenFile, beginning: [UInt8], first: Int, last: Int?) throws(SystemFault) {
    var bytes: [UInt8]
    if let encoding = WideEncoding(mark: beginning) {
      let raw = try file.read(at: 0, count: 2 * Self.limit + 2)
      notes.append("read as UTF-16")
      var scan = LineScan(first: first, last: last, limit: Self.limit)
      scan.take(Array(encoding.decoded(raw).utf8))
      bytes = finish(&scan, fileEnded: raw.count < 2 * Self.limit + 2)
    } else {
      var scan = LineScan(first: first, last: last, limit: Self.limit)
      var offset = beginning.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      var fileEnded = false
      var piece = Self.firstPiece
      while !scan.isDone {
        let fresh = try file.read(at: offset, count: piece)
        offset += fresh.count
        fileEnded = fresh.count < piece
        scan.take(fresh)
        if fileEnded { break }
        piece = min(4 * piece, Self.longestPiece)
      }
      bytes = finish(&scan, fileEnded: fileEnded)
      if let latin = Latin1.decodedWhereFit(bytes) {
        bytes = Array(latin.utf8)
        notes.append("not UTF-8; read as Latin-1")
      }
    }
    text = String(decoding: bytes, as: UTF8.self)
  }

  private mutating func finish(_ scan: inout LineScan, fileEnded: Bool) -> [UInt8] {
    let bytes = scan.finish()
    count = scan.count
    linesBefore = scan.linesBefore
    isCut = scan.isCut
    reachedEnd = fileEnded && !scan.isDone
    return bytes
  }
}

/// Takes the lines of a range out of a stream of bytes.
struct LineScan {
  private let first: Int
  private let last: Int?
  private let limit: Int
  private var line = 1
  private var kept: [UInt8] = []
  private var lineHasBytes = false
  private(set) var isDone = false
  private(set) var isCut = false

  init(first: Int, last: Int?, limit: Int) {
    self.first = first
    self.last = last
    self.limit = limit
  }

  private(set) var count = 0
  private(set) var linesBefore = 0

  mutating func take(_ bytes: [UInt8]) {
    var position = 0
    while position < bytes.count, !isDone {
      let end = bytes[position...].firstIndex(of: 0x0A)
      let part = bytes[position..<(end ?? bytes.count)]
      if line >= first { kept.append(contentsOf: part) }
      lineHasBytes = lineHasBytes || !part.isEmpty
      position = part.endIndex + 1
      if end != nil { endLine() }
      if kept.count > limit { cut() }
    }
  }

  private mutating func endLine() {
    if line >= first { kept.append(0x0A) }
    if line == last { isDone = true }
    line += 1
    lineHasBytes = false
  }

  /// Ends on the last whole line, or within a line that alone is longer than the limit.
  private mutating func cut() {
    kept.removeLast(kept.count - limit)
    if let border = kept.lastIndex(of: 0x0A) { kept.removeLast(kept.count - border - 1) }
    isDone = true
    isCut = true
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
