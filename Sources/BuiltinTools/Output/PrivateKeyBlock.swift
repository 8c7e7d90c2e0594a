/// The search for a private key in PEM or in OpenPGP's armour (RFC 7468, RFC 9580), from the place of its first line on.
///
/// The lines may have a prefix, as `cat -n`, grep(1) and journald put one before them. A key that was written into one
/// line, as JSON has it, is joined by `\n` or spaces. Every search ends at the next `-----` at the latest, so that all
/// the searches in a text together take linear time.
struct PrivateKeyBlock {
  let source: UnsafeBufferPointer<UInt8>

  /// The longest line and the longest prefix that are looked at, in bytes.
  private static let longestLine = 200
  /// The fewest base64 digits in a row that tell key material.
  private static let shortestRun = 16
  /// How long a run is that no prose has, and that tells key material behind a remark: the first line of a key has 64.
  private static let surestRun = 40
  /// How much may stand behind the `\n"` that ends a line of a text in quotes, in bytes.
  private static let longestTail = 120
  /// How many lines in a row may be doubtful.
  private static let mostDoubtful = 8

  /// What of the key whose first line begins at `position` is to be masked: all between the first line and the last, or
  /// up to what last looks like a key where the end is missing. Nil where no private key begins.
  func body(at position: Int) -> Range<Int>? {
    guard let header = headerEnd(at: position) else { return nil }
    if let joined = joinedBody(from: header) { return joined }
    guard let line = source.lineEnd(from: header, within: Self.longestLine) else { return nil }
    let prefix = prefixLength(before: position)
    // Text behind the first line may be a remark on the key or belong to a text about keys: the next line tells.
    guard isBare(header..<line) || (!hasMark(header..<line) && beginsKey(at: line + 1, prefix: prefix)) else {
      return nil
    }
    return lines(after: line, prefix: prefix)
  }

  /// True where no text stands behind the first line: at most a quote and a `\n`.
  private func isBare(_ rest: Range<Int>) -> Bool {
    rest.count < 16 && source[rest].allSatisfy { !SecretScan.isWord($0) || $0 == UInt8(ascii: "n") }
  }

  private func hasMark(_ range: Range<Int>) -> Bool { range.contains { isMark(at: $0) } }

  /// True where the line at `start` is surely of a key: it has a long run, or nothing but a run behind a prefix of
  /// `prefix` bytes, or it is the header of an encrypted key (RFC 1421).
  private func beginsKey(at start: Int, prefix: Int) -> Bool {
    let longest = min(start + Self.longestLine, source.count)
    let line = start..<(source.lineEnd(from: start, within: Self.longestLine) ?? longest)
    if source.starts("Proc-Type: 4,ENCRYPTED", at: start) { return true }
    // A run that begins with a slash is a path: no key begins so.
    guard let run = lastRun(of: content(of: line)), source[run.lowerBound] != UInt8(ascii: "/") else { return false }
    return run.count >= Self.surestRun || run.lowerBound <= line.lowerBound + prefix
  }

  /// The place behind `-----BEGIN … PRIVATE KEY-----`.
  private func headerEnd(at position: Int) -> Int? {
    guard position + 11 < source.count, source[position] == Self.dash, source[position + 1] == Self.dash,
      source.starts("-----BEGIN ", at: position)
    else { return nil }
    var end = position + 11
    while end < source.count, end - position < 80, source[end] != Self.dash, source[end] >= 0x20 { end += 1 }
    let isKey = ["PRIVATE KEY", "PRIVATE KEY BLOCK"].contains { name in
      end - name.utf8.count > position && source.starts(name, at: end - name.utf8.count)
    }
    return isKey && source.starts("-----", at: end) ? end + 5 : nil
  }

  // MARK: A key in one line

  /// The rest of a line that holds the whole key, to the mark of its end or as far as it looks like a key.
  private func joinedBody(from start: Int) -> Range<Int>? {
    var end = start
    while end < source.count, Self.isKeyByte(source[end]) || source[end] == UInt8(ascii: "\\"), !isMark(at: end) {
      end += 1
    }
    if end - start >= Self.shortestRun, isEnd(at: end) { return start..<end }
    return hasRun(in: start..<end) ? start..<end : nil
  }

  private func hasRun(in range: Range<Int>) -> Bool {
    var place = range.lowerBound
    while place < range.upperBound {
      let start = place
      while place < range.upperBound, Self.isBase64(source[place]) { place += 1 }
      if isKeyRun(start..<place) { return true }
      place += 1
    }
    return false
  }

  // MARK: A key in lines of its own

  private enum Line { case end, key, doubtful, foreign }

  /// The lines behind the newline at `header`. A doubtful line belongs to the key where the end or key material follows.
  private func lines(after header: Int, prefix: Int) -> Range<Int>? {
    var place = header
    var sure = header
    var doubtful = 0
    reading: while place + 1 < source.count {
      let start = place + 1
      let isLast = source.count - start <= Self.longestLine
      guard let end = source.lineEnd(from: start, within: Self.longestLine) ?? (isLast ? source.count : nil) else {
        let end = unwrappedEnd(from: start)
        guard end > start else { break }
        (sure, doubtful) = (end, 0)
        guard end < source.count, source[end] == 0x0A else { break }
        place = end
        continue
      }
      switch line(start..<end, prefix: prefix) {
      case .end: return header + 1 < place ? header + 1..<place : nil
      case .key: (sure, doubtful) = (end, 0)
      case .doubtful: doubtful += 1
      case .foreign: break reading
      }
      if doubtful > Self.mostDoubtful { break }
      place = end
    }
    return header + 1 < sure ? header + 1..<sure : nil
  }

  /// The end of a key that stands in one long line; `start` where the line holds something else.
  private func unwrappedEnd(from start: Int) -> Int {
    var end = start + Self.longestLine
    guard lastRun(of: start..<end) != nil else { return start }
    while end < source.count, Self.isBase64(source[end]) { end += 1 }
    return end
  }

  private func line(_ range: Range<Int>, prefix: Int) -> Line {
    if let mark = range.first(where: { isMark(at: $0) }) { return isEnd(at: mark) ? .end : .foreign }
    let content = content(of: range)
    if source[range].allSatisfy(Self.isKeyByte) || lastRun(of: content) != nil { return .key }
    let rest = min(content.lowerBound + prefix, content.upperBound)..<content.upperBound
    let isDoubtful = source[rest].allSatisfy(Self.isKeyByte) || isHeader(rest) || isHeader(range)
    return isDoubtful ? .doubtful : .foreign
  }

  /// True for a header of the armour: `Version: GnuPG v2.4 (Linux)`.
  private func isHeader(_ line: Range<Int>) -> Bool {
    let name = source[line].prefix { SecretScan.isLetter($0) || $0 == Self.dash }
    return name.count > 2 && source[name.endIndex..<line.upperBound].starts(with: ": ".utf8)
  }

  /// The line without what stands behind the text in quotes that it has: `\n","stream":"stdout"}` in a log of Docker,
  /// `\n" \` in C, `\n' +` in Python.
  private func content(of line: Range<Int>) -> Range<Int> {
    var place = max(line.lowerBound, line.upperBound - Self.longestTail - 3)
    while place + 2 < line.upperBound {
      if source[place] == Self.backslash, source[place + 1] == UInt8(ascii: "n"),
        "\"'".utf8.contains(source[place + 2])
      {
        // A terminal's line ends in `\r\n`.
        let isCRLF = place - line.lowerBound >= 2 && source.starts("\\r", at: place - 2)
        return line.lowerBound..<(isCRLF ? place - 2 : place)
      }
      place += 1
    }
    return line
  }

  /// The run of key material that the line ends in, whatever stands before it; nil where there is none. Behind it a
  /// quote, a comma, the `\n` of a program's text and the sign that joins it with the next may stand.
  private func lastRun(of line: Range<Int>) -> Range<Int>? {
    var end = line.upperBound
    while end > line.lowerBound, line.upperBound - end < 8, "\r\"', +\\".utf8.contains(source[end - 1]) { end -= 1 }
    if end - line.lowerBound >= 2, source[end - 1] == UInt8(ascii: "n"), source[end - 2] == Self.backslash {
      end -= 2
    }
    var start = end
    while start > line.lowerBound, Self.isBase64(source[start - 1]) { start -= 1 }
    return isKeyRun(start..<end) ? start..<end : nil
  }

  /// True for a run that is long enough, and that is no path and no name: it has capitals, small letters and a digit.
  private func isKeyRun(_ range: Range<Int>) -> Bool {
    guard range.count >= Self.shortestRun else { return false }
    let run = source[range]
    return run.contains { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
      && run.contains { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
      && run.contains { !SecretScan.isLetter($0) && $0 != UInt8(ascii: "/") }
  }

  /// How many bytes stand before `position` in its line, as far as they are looked at.
  private func prefixLength(before position: Int) -> Int {
    var start = position
    while start > 0, position - start < Self.longestLine, source[start - 1] != 0x0A { start -= 1 }
    return position - start
  }

  // MARK: Bytes

  /// True at a `-----`; where more dashes stand in a row, at the last five.
  private func isMark(at place: Int) -> Bool {
    source[place] == Self.dash && source.starts("-----", at: place)
      && !(place + 5 < source.count && source[place + 5] == Self.dash)
  }

  private func isEnd(at place: Int) -> Bool { source.starts("-----END", at: place) }

  private static let dash = UInt8(ascii: "-")
  private static let backslash = UInt8(ascii: "\\")

  private static func isBase64(_ byte: UInt8) -> Bool {
    (SecretScan.isWord(byte) && byte != UInt8(ascii: "_")) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/")
      || byte == UInt8(ascii: "=")
  }

  private static func isKeyByte(_ byte: UInt8) -> Bool {
    SecretScan.isWord(byte) || "+/=:,- \r".utf8.contains(byte)
  }
}
