/// Counts what a log says, line by line, in one pass over its bytes and in bounded memory.
///
/// Feed it chunks of any size with `read`, then ask for the `report`. Two digests of neighbouring parts of one log, cut at
/// a line border, can be joined with `append`. Counts are exact: a template's count is the number of its lines. At most
/// `maximumTemplates` templates are told apart; lines of further ones are counted together and the report says so.
package struct LogDigest: Sendable {
  /// Different templates that are told apart, about 600 bytes each.
  package static let maximumTemplates = 20_000

  /// The bytes of a line that are kept: of an example, and of a line that a chunk's end cuts.
  static let keptBytes = 400
  static let longestLine = 1 << 20
  static let headBytes = 64

  /// What is known of one template.
  struct Entry: Sendable {
    let hash: UInt64
    var count: Int
    var firstLine: Int
    var lastLine: Int
    /// The first line of the template, up to `keptBytes`.
    var example: [UInt8]
    /// The first bytes of its last line, as many as can hold a time stamp.
    var lastHead: [UInt8]
    /// Where its last line begins in the chunk that is read; copied to `lastHead` when the chunk is done.
    var lastPlace: Int
  }

  private(set) var lines = 0
  private(set) var bytes = 0
  private(set) var emptyLines = 0
  private(set) var cutLines = 0
  private(set) var linesOfFurtherTemplates = 0
  private(set) var entries: [Entry] = []
  private var table = TemplateTable()
  private var partial: [UInt8] = []
  private var partialIsCut = false

  package init() {}

  /// Takes the next bytes of the log.
  package mutating func read(_ chunk: UnsafeRawBufferPointer) {
    guard let start = chunk.baseAddress, !chunk.isEmpty else { return }
    bytes += chunk.count
    let base = start.assumingMemoryBound(to: UInt8.self)
    var position = 0
    if !partial.isEmpty || partialIsCut {
      guard let end = newline(base, from: 0, count: chunk.count) else { return keep(base, chunk.count) }
      keep(base, end)
      closePartial()
      position = end + 1
    }
    let linesBefore = lines
    LineTemplate.classes.withUnsafeBufferPointer { classes in
      guard let classes = classes.baseAddress else { return }
      while let end = newline(base, from: position, count: chunk.count) {
        take(base + position, end &- position, readable: chunk.count &- position, place: position, classes)
        position = end &+ 1
      }
    }
    for index in entries.indices where entries[index].lastLine > linesBefore {
      let place = entries[index].lastPlace
      entries[index].lastHead = Self.head(base + place, chunk.count - place)
    }
    if position < chunk.count { keep(base + position, chunk.count - position) }
  }

  /// Ends the log: a last line without a newline counts.
  package mutating func finish() {
    if !partial.isEmpty || partialIsCut { closePartial() }
  }

  /// Joins the digest of the part that follows directly.
  package mutating func append(_ next: LogDigest) {
    for entry in next.entries { merge(entry, lineOffset: lines) }
    lines += next.lines
    bytes += next.bytes
    emptyLines += next.emptyLines
    cutLines += next.cutLines
    linesOfFurtherTemplates += next.linesOfFurtherTemplates
  }
}

extension LogDigest {
  private mutating func keep(_ base: UnsafePointer<UInt8>, _ count: Int) {
    let room = min(count, Self.longestLine - partial.count)
    partial.append(contentsOf: UnsafeBufferPointer(start: base, count: room))
    if room < count { partialIsCut = true }
  }

  private mutating func closePartial() {
    if partialIsCut { cutLines += 1 }
    let line = partial
    partial.removeAll(keepingCapacity: true)
    partialIsCut = false
    LineTemplate.classes.withUnsafeBufferPointer { classes in
      line.withUnsafeBufferPointer { buffer in
        guard let classes = classes.baseAddress, let base = buffer.baseAddress else { return }
        take(base, buffer.count, readable: buffer.count, place: 0, classes)
        for index in entries.indices where entries[index].lastLine == lines {
          entries[index].lastHead = Self.head(base, buffer.count)
        }
      }
    }
  }

  private mutating func count(empty: Bool) {
    lines += 1
    if empty { emptyLines += 1 }
  }

  /// Counts one line, without its newline; `readable` bytes from its start may be read.
  @inline(__always)
  private mutating func take(
    _ line: UnsafePointer<UInt8>, _ length: Int, readable: Int, place: Int, _ classes: UnsafePointer<UInt8>
  ) {
    var length = length
    if length > 0, line[length - 1] == 0x0D { length -= 1 }
    count(empty: length == 0)
    guard length > 0 else { return }
    let hash =
      length + LineTemplate.readAhead <= readable
      ? LineTemplate.hash(line, count: length, classes: classes) : Self.hashOfCopy(line, length, classes)
    let index = table.index(of: hash)
    if index >= 0 {
      entries[index].count += 1
      entries[index].lastLine = lines
      entries[index].lastPlace = place
    } else {
      create(hash, line, length, place: place)
    }
  }

  /// The same hash for a line at the end of a chunk, of a copy with room behind it.
  @inline(never)
  private static func hashOfCopy(
    _ line: UnsafePointer<UInt8>, _ length: Int, _ classes: UnsafePointer<UInt8>
  ) -> UInt64 {
    var copy = Array(UnsafeBufferPointer(start: line, count: length))
    copy.append(contentsOf: repeatElement(0, count: LineTemplate.readAhead))
    return copy.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { LineTemplate.hash($0, count: length, classes: classes) } ?? 0
    }
  }

  @inline(never)
  private mutating func create(_ hash: UInt64, _ line: UnsafePointer<UInt8>, _ length: Int, place: Int) {
    guard entries.count < Self.maximumTemplates else {
      linesOfFurtherTemplates += 1
      return
    }
    table.insert(hash, at: entries.count)
    let example = Array(UnsafeBufferPointer(start: line, count: min(length, Self.keptBytes)))
    entries.append(
      Entry(
        hash: hash, count: 1, firstLine: lines, lastLine: lines, example: example, lastHead: [], lastPlace: place))
  }

  private mutating func merge(_ entry: Entry, lineOffset: Int) {
    let index = table.index(of: entry.hash)
    if index >= 0 {
      entries[index].count += entry.count
      entries[index].lastLine = entry.lastLine + lineOffset
      entries[index].lastHead = entry.lastHead
    } else if entries.count < Self.maximumTemplates {
      table.insert(entry.hash, at: entries.count)
      var moved = entry
      moved.firstLine += lineOffset
      moved.lastLine += lineOffset
      entries.append(moved)
    } else {
      linesOfFurtherTemplates += entry.count
    }
  }

  /// The bytes of a line that may hold its time stamp; what follows the line in the chunk is cut at the newline.
  private static func head(_ line: UnsafePointer<UInt8>, _ readable: Int) -> [UInt8] {
    Array(UnsafeBufferPointer(start: line, count: min(readable, headBytes)).prefix { $0 != 0x0A })
  }
}

/// The place of the next newline at or after `start`; nil where there is none. Eight bytes at a time.
@inline(__always)
private func newline(_ base: UnsafePointer<UInt8>, from start: Int, count: Int) -> Int? {
  var index = start
  let pattern: UInt64 = 0x0A0A_0A0A_0A0A_0A0A
  while index + 8 <= count {
    let word = UInt64(littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)) ^ pattern
    let zeros = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
    if zeros != 0 { return index + zeros.trailingZeroBitCount >> 3 }
    index += 8
  }
  while index < count {
    if base[index] == 0x0A { return index }
    index += 1
  }
  return nil
}
