/// One pass over a text in search of secrets; see `SecretMask`.
struct SecretScan {
  private let source: UnsafeBufferPointer<UInt8>
  private var copied = 0
  private(set) var result: [UInt8] = []
  private(set) var count = 0

  init(_ source: UnsafeBufferPointer<UInt8>) { self.source = source }

  /// The bytes at which something may begin: 1 at the border of a word, 2 anywhere.
  private static let trigger: [UInt8] = {
    var table = [UInt8](repeating: 0, count: 256)
    for byte in "AgxseyBbNr".utf8 { table[Int(byte)] = 1 }
    for byte in "-:=".utf8 { table[Int(byte)] = 2 }
    return table
  }()

  mutating func run() {
    var position = 0
    Self.trigger.withUnsafeBufferPointer { trigger in
      while position < source.count {
        let kind = trigger[Int(source[position])]
        if kind == 0 || (kind == 1 && position > 0 && Self.isWord(source[position - 1])) {
          position += 1
        } else if let secret = secret(at: position) {
          mask(secret)
          position = max(secret.upperBound, position + 1)
        } else {
          position += 1
        }
      }
    }
    if count > 0 { result.append(contentsOf: source[copied...]) }
  }

  private mutating func mask(_ range: Range<Int>) {
    guard range.lowerBound >= copied else { return }
    result.append(contentsOf: source[copied..<range.lowerBound])
    result.append(contentsOf: "[masked]".utf8)
    copied = range.upperBound
    count += 1
  }

  private func secret(at position: Int) -> Range<Int>? {
    switch source[position] {
    case UInt8(ascii: "-"): return privateKey(at: position)
    case UInt8(ascii: ":"): return urlPassword(at: position) ?? assigned(at: position)
    case UInt8(ascii: "="): return assigned(at: position)
    default: return authorization(at: position) ?? token(at: position)
    }
  }

  // MARK: What has a shape of its own

  /// Everything between the lines of a PEM private key; to the last line that looks like one where its end is missing.
  private func privateKey(at position: Int) -> Range<Int>? {
    let opening = Array("-----BEGIN ".utf8)
    guard starts(opening, at: position), let line = lineEnd(from: position, within: 80),
      contains("PRIVATE KEY-----", in: position..<line)
    else { return nil }
    var place = line
    while place < source.count {
      let next = lineEnd(from: place + 1, within: 200) ?? source.count
      let content = place + 1..<max(next, place + 1)
      if contains("-----END", in: content) { return line + 1 <= place ? line + 1..<place : nil }
      guard content.allSatisfy({ Self.isKeyLine(source[$0]) }) else { break }
      place = next
    }
    return line + 1 < place ? line + 1..<place : nil
  }

  /// Tokens that begin with the mark of their issuer.
  private func token(at position: Int) -> Range<Int>? {
    for shape in TokenShape.all where starts(shape.prefix, at: position) {
      let start = position + shape.prefix.count
      var end = start
      while end < source.count, shape.isBody(source[end]) { end += 1 }
      guard end - start >= shape.least else { continue }
      if shape.dots > 0, source[position..<end].count(where: { $0 == UInt8(ascii: ".") }) < shape.dots { continue }
      return position..<end
    }
    return nil
  }

  /// What follows `Bearer`, `Basic` or an `Authorization:` header's scheme.
  private func authorization(at position: Int) -> Range<Int>? {
    for word in ["bearer ", "basic "] where startsAnyCase(word, at: position) {
      let start = position + word.utf8.count
      let end = wordEnd(from: start)
      if end - start >= 12 { return start..<end }
    }
    guard startsAnyCase("authorization:", at: position) else { return nil }
    var start = position + 14
    while start < source.count, source[start] == UInt8(ascii: " ") { start += 1 }
    let first = wordEnd(from: start)
    guard first < source.count, source[first] == UInt8(ascii: " ") else { return first > start ? start..<first : nil }
    let end = wordEnd(from: first + 1)
    return end > first + 1 ? first + 1..<end : nil
  }

  /// The password of `scheme://user:password@host`.
  private func urlPassword(at position: Int) -> Range<Int>? {
    guard starts(Array("://".utf8), at: position) else { return nil }
    var place = position + 3
    var colon: Int?
    while place < source.count, place < position + 512 {
      switch source[place] {
      case UInt8(ascii: "@"):
        guard let colon, place > colon + 1 else { return nil }
        return colon + 1..<place
      case UInt8(ascii: ":"): colon = colon ?? place
      case 0...0x20, UInt8(ascii: "/"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "<"): return nil
      default: break
      }
      place += 1
    }
    return nil
  }

  // MARK: key=value

  /// The value after `=` or `:` where the name before it is that of a secret.
  private func assigned(at position: Int) -> Range<Int>? {
    guard let isQuoted = SecretName.ends(before: position, in: source) else { return nil }
    var start = position + 1
    while start < source.count, source[start] == UInt8(ascii: " ") { start += 1 }
    guard start < source.count else { return nil }
    let quote = source[start]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      var end = start + 1
      while end < source.count, source[end] != quote, source[end] != 0x0A { end += 1 }
      return end > start + 1 ? start + 1..<end : nil
    }
    let end = wordEnd(from: start)
    guard end > start, !Self.isPlaceholder(source[start]) else { return nil }
    if source[position] == UInt8(ascii: ":"), !isQuoted { return looksLikeSecret(start..<end) ? start..<end : nil }
    return start..<end
  }

  /// After a colon prose may stand ("token: expired"), so the value must look like no word.
  private func looksLikeSecret(_ range: Range<Int>) -> Bool {
    guard range.count >= 6 else { return false }
    return range.contains { !Self.isLetter(source[$0]) }
  }

  // MARK: Bytes

  private func starts(_ prefix: [UInt8], at position: Int) -> Bool {
    source[position...].starts(with: prefix)
  }

  private func startsAnyCase(_ prefix: String, at position: Int) -> Bool {
    guard position + prefix.utf8.count <= source.count else { return false }
    return zip(prefix.utf8, source[position...]).allSatisfy {
      $0 == $1 || ($0 | 0x20 == $1 | 0x20 && Self.isLetter($0))
    }
  }

  private func contains(_ text: String, in range: Range<Int>) -> Bool {
    let wanted = Array(text.utf8)
    guard range.count >= wanted.count else { return false }
    return (range.lowerBound...range.upperBound - wanted.count).contains { starts(wanted, at: $0) }
  }

  private func lineEnd(from position: Int, within limit: Int) -> Int? {
    guard position < source.count else { return nil }
    return source[position..<min(position + limit, source.count)].firstIndex(of: 0x0A)
  }

  private func wordEnd(from start: Int) -> Int {
    var end = start
    while end < source.count, !Self.endsWord(source[end]) { end += 1 }
    return end
  }

  private static func endsWord(_ byte: UInt8) -> Bool {
    byte <= 0x20 || "\"',;&)]}<>".utf8.contains(byte)
  }

  private static func isPlaceholder(_ byte: UInt8) -> Bool { "$<*[{(%".utf8.contains(byte) }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isKeyLine(_ byte: UInt8) -> Bool { isWord(byte) || "+/=:,- \r".utf8.contains(byte) }

  static func isWord(_ byte: UInt8) -> Bool {
    isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
  }
}
