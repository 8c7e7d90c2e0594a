/// The search for a password behind the name of its user: `scheme://user:password@host`, `curl -u user:password`.
struct UserPassword {
  let source: UnsafeBufferPointer<UInt8>

  /// How far a URL is looked at, and how far before its flag `curl` may stand, in bytes.
  private static let longestURL = 512
  private static let longestCommand = 256

  private var value: SecretValue { SecretValue(source: source) }

  /// The password in the URL whose `://` stands at `position`.
  func inURL(at position: Int) -> Range<Int>? {
    guard source.starts("://", at: position) else { return nil }
    var place = position + 3
    var colon: Int?
    while place < source.count, place < position + Self.longestURL {
      switch source[place] {
      case UInt8(ascii: "@"):
        guard let colon, place > colon + 1 else { return nil }
        return colon + 1..<place
      case UInt8(ascii: ":"): colon = colon ?? place
      case 0...0x20, UInt8(ascii: "/"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "<"): return nil
      case UInt8(ascii: "?"), UInt8(ascii: "#"):
        // Behind a host or a port the query begins. Elsewhere it can but be a password that somebody did not encode.
        if colon == nil || isPort(endingAt: place) { return nil }
      default: break
      }
      place += 1
    }
    return nil
  }

  /// True where a colon and digits stand before `end`, a colon alone, or the bracket of an IPv6 address.
  private func isPort(endingAt end: Int) -> Bool {
    var start = end
    while start > 0, SecretValue.isDigit(source[start - 1]) { start -= 1 }
    return start > 0 && (source[start - 1] == UInt8(ascii: ":") || source[end - 1] == UInt8(ascii: "]"))
  }

  /// The password of a command of curl(1) whose flag begins with the `-` at `position`.
  func ofCurl(at position: Int) -> Range<Int>? {
    guard position > 0, source[position - 1] == UInt8(ascii: " "), var start = userStart(at: position),
      start < source.count
    else { return nil }
    let quote = Self.isQuote(source[start]) ? source[start] : nil
    if quote != nil { start += 1 }
    var colon = start
    while colon < source.count, colon - start < 64, source[colon] != UInt8(ascii: ":"),
      !SecretValue.endsText(source[colon])
    {
      colon += 1
    }
    guard colon + 1 < source.count, source[colon] == UInt8(ascii: ":"), isOfCurl(position) else { return nil }
    return password(from: colon + 1, quote)
  }

  private func password(from start: Int, _ quote: UInt8?) -> Range<Int>? {
    if value.isPlaceholder(at: start) || source.starts("//", at: start) { return nil }
    let isQuoted = quote == nil && Self.isQuote(source[start])
    let first = isQuoted ? start + 1 : start
    let closing = quote ?? (isQuoted ? source[start] : nil)
    let range = first..<(closing.map { value.quotedEnd(from: first, $0) } ?? value.end(from: first))
    return range.isEmpty || value.isPlaceholder(range) ? nil : range
  }

  /// Where the value of `-u`, `-U`, `--user` or `--proxy-user` begins; short flags may stand in one word: `-sku`.
  private func userStart(at position: Int) -> Int? {
    guard position + 2 < source.count else { return nil }
    for flag in ["--user", "--proxy-user"] where source.starts(flag, at: position) {
      let end = position + flag.utf8.count
      guard end < source.count, source[end] == UInt8(ascii: " ") || source[end] == UInt8(ascii: "=") else { continue }
      return source.afterSpaces(end + 1)
    }
    if Self.isUser(source[position + 1]), source[position + 2] != UInt8(ascii: " ") { return position + 2 }
    var end = position + 1
    while end < source.count, end - position < 8, SecretScan.isLetter(source[end]) { end += 1 }
    guard end < source.count, source[end] == UInt8(ascii: " "), Self.isUser(source[end - 1]) else { return nil }
    return source.afterSpaces(end + 1)
  }

  /// True where `curl` stands before `position` in its line.
  private func isOfCurl(_ position: Int) -> Bool {
    var place = position
    while place > 0, position - place < Self.longestCommand, source[place - 1] != 0x0A {
      place -= 1
      if source[place] == UInt8(ascii: "c"), source.starts("curl ", at: place),
        place == 0 || !SecretScan.isWord(source[place - 1])
      {
        return true
      }
    }
    return false
  }

  private static func isUser(_ byte: UInt8) -> Bool { byte | 0x20 == UInt8(ascii: "u") }

  private static func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }
}
