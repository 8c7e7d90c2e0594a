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
        guard let colon, !isQuery(at: place, host: position + 3..<colon) else { return nil }
      default: break
      }
      place += 1
    }
    return nil
  }

  /// True where a query begins at `place`: behind an IPv6 address, or as `?name=` behind the port of what looks like a
  /// host. `app:4711?kE9x@db` is a name and a password.
  private func isQuery(at place: Int, host: Range<Int>) -> Bool {
    if source[host.lowerBound] == UInt8(ascii: "[") { return true }
    let port = host.upperBound + 1..<place
    guard source[place] == UInt8(ascii: "?"), (1...5).contains(port.count),
      source[port].allSatisfy(SecretValue.isDigit)
    else { return false }
    let name = source[(place + 1)...].prefix(64).prefix(while: SecretName.isNameByte)
    guard !name.isEmpty, source.starts("=", at: name.endIndex) else { return false }
    if source[host].contains(UInt8(ascii: ".")) || source[host].elementsEqual("localhost".utf8) { return true }
    // A host of the own network has no dot, and addresses of the web have queries more often than passwords.
    return !host.isEmpty && isWeb(before: host.lowerBound - 3)
  }

  /// True where `http` or `https` ends at `end`.
  private func isWeb(before end: Int) -> Bool {
    ["http", "https"].contains { end >= $0.utf8.count && source.startsAnyCase($0, at: end - $0.utf8.count) }
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
    let password = password(from: colon + 1, quote)
    return password.flatMap { isLogin(start..<colon, $0) ? $0 : nil }
  }

  /// False for the numbers of a user and a group (`1000:1000`), a form of date(1) (`+%H:%M`) and the words of a manual
  /// (`user:password`).
  private func isLogin(_ user: Range<Int>, _ password: Range<Int>) -> Bool {
    if source[user].allSatisfy(SecretValue.isDigit), source[password].allSatisfy(SecretValue.isDigit) { return false }
    if source.starts("+%", at: user.lowerBound) { return false }
    let name = source.starts("<", at: user.lowerBound) ? source[user].dropFirst() : source[user]
    return
      !(["user", "username", "name"].contains { name.elementsEqual($0.utf8) }
      && ["password", "pass"].contains { source[password].elementsEqual($0.utf8) })
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

  /// True where `curl` stands before `position` in its line, and its command has not ended.
  private func isOfCurl(_ position: Int) -> Bool {
    var place = position
    while place > 0, position - place < Self.longestCommand, source[place - 1] != 0x0A {
      place -= 1
      if source[place] == UInt8(ascii: "c"), source.starts("curl ", at: place),
        place == 0 || !SecretScan.isWord(source[place - 1])
      {
        return !ShellEnd(source: source).isIn(place..<position)
      }
    }
    return false
  }

  private static func isUser(_ byte: UInt8) -> Bool { byte | 0x20 == UInt8(ascii: "u") }

  private static func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }
}
