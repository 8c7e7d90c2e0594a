/// What the model is shown of a stored result: all of it, or head and tail on line borders and the way to the rest.
///
/// Linear in the size of the text. The line that names the gap has the form that the demo model was trained on.
struct ResultView: Sendable, Hashable {
  let text: String
  /// True where some of the result is not shown.
  let isPartial: Bool

  /// `limit` is in bytes; `digest`, where there is one that leaves half of them to the lines, stands between head and
  /// tail.
  init(of result: StoredResult, limit: Int, digest: String? = nil) {
    if result.isDropped {
      text = Self.notKept(result.lines)
      isPartial = true
      return
    }
    guard result.byteCount > limit else {
      text = result.text
      isPartial = false
      return
    }
    let digest = digest.flatMap { $0.utf8.count <= limit / 2 ? $0 : nil }
    let lines = ClippedLines(of: result.text, limit: max(limit - (digest?.utf8.count ?? 0), 200))
    isPartial = true
    guard lines.leftOut > 0 else {
      text = lines.head.joined(separator: "\n")
      return
    }
    let gap = Self.gap(lines.leftOut, of: result.origin.number, from: result.origin.line + lines.head.count)
    text = (lines.head + [digest, gap].compactMap { $0 } + lines.tail).joined(separator: "\n")
  }

  /// The line that stands for all lines of a result once the history had to shrink; `isKept` says that they can be
  /// read.
  static func handle(of result: StoredResult, isKept: Bool) -> String {
    if result.lines == 0 { return "" }
    return isKept ? gap(result.lines, of: result.origin.number, from: result.origin.line) : notKept(result.lines)
  }

  private static func notKept(_ count: Int) -> String {
    "[… \(Count.of(count, "line")) no longer kept: run the call again if they are needed …]"
  }

  static func gap(_ count: Int, of number: Int, from line: Int) -> String {
    "[… \(Count.grouped(count)) \(count == 1 ? "line" : "lines") left out: use read_output "
      + "{\"result\": \(number), \"start_line\": \(line)} to see them …]"
  }
}

/// The first and last lines of a text within a limit of bytes, each line cut in the middle where it is very long.
private struct ClippedLines {
  var head: [String] = []
  var tail: [String] = []
  var leftOut = 0

  init(of text: String, limit: Int) {
    var text = text
    self = text.withUTF8 { Self(bytes: $0, limit: limit) }
  }

  private init(bytes: UnsafeBufferPointer<UInt8>, limit: Int) {
    let widest = max(limit / 4, 80)
    let total = LineText.newlines(in: UnsafeRawBufferPointer(bytes)) + 1
    var (start, used) = (0, 0)
    while start <= bytes.count {
      let end = bytes[start...].firstIndex(of: LineText.newline) ?? bytes.count
      let line = Self.clipped(bytes, start, end, widest: widest)
      // The very first line is always shown: a view without a line says nothing.
      if used + line.utf8.count + 1 > limit / 2, !head.isEmpty { break }
      used += line.utf8.count + 1
      head.append(line)
      start = end + 1
    }
    var end = bytes.count
    while head.count + tail.count < total {
      let begin = bytes[start..<end].lastIndex(of: LineText.newline).map { $0 + 1 } ?? start
      let line = Self.clipped(bytes, begin, end, widest: widest)
      if used + line.utf8.count + 1 > limit { break }
      used += line.utf8.count + 1
      tail.append(line)
      end = max(begin - 1, start)
    }
    tail.reverse()
    leftOut = total - head.count - tail.count
    if leftOut == 0 { (head, tail) = (head + tail, []) }
  }

  private static func clipped(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, widest: Int
  ) -> String {
    let line = UnsafeBufferPointer(rebasing: bytes[start..<end])
    guard line.count > widest else { return String(decoding: line, as: UTF8.self) }
    let first = LineText.characterBorder(in: line, atMost: widest * 2 / 3)
    let last = LineText.characterBorder(in: line, atMost: line.count - widest / 3)
    return String(decoding: line[..<first], as: UTF8.self)
      + "[… \(Count.grouped(last - first)) bytes of this line left out …]"
      + String(decoding: line[last...], as: UTF8.self)
  }
}
