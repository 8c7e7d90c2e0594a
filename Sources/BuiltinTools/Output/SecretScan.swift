/// One pass over a text in search of secrets; see `SecretMask`.
struct SecretScan {
  private let source: UnsafeBufferPointer<UInt8>
  private var copied = 0
  private(set) var result: [UInt8] = []
  private(set) var count = 0

  init(_ source: UnsafeBufferPointer<UInt8>) { self.source = source }

  private var value: SecretValue { SecretValue(source: source) }

  /// Headers and settings whose value stands behind a space; redis.conf has the last two.
  private static let words = ["bearer ", "basic ", "authorization:", "requirepass ", "masterauth "]

  /// The bytes at which something may begin: 1 at the border of a word, 2 anywhere.
  private static let trigger: [UInt8] = {
    var table = [UInt8](repeating: 0, count: 256)
    for shape in TokenShape.all { table[Int(shape.prefix[0])] = 1 }
    for byte in (words + words.map { $0.uppercased() }).compactMap(\.utf8.first) { table[Int(byte)] = 1 }
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
    case UInt8(ascii: "-"): return privateKey(at: position) ?? flag(at: position)
    case UInt8(ascii: ":"): return urlPassword(at: position) ?? assigned(at: position)
    case UInt8(ascii: "="): return assigned(at: position)
    default: return authorization(at: position) ?? setting(at: position) ?? token(at: position)
    }
  }

  // MARK: What has a shape of its own

  /// Everything between the lines of a PEM private key; to the last line that looks like one where its end is missing.
  private func privateKey(at position: Int) -> Range<Int>? {
    guard position + 11 < source.count, source[position + 1] == UInt8(ascii: "-"), starts("-----BEGIN ", at: position),
      let line = lineEnd(from: position, within: 80),
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
    for shape in TokenShape.byFirstByte[Int(source[position])] where source[position...].starts(with: shape.prefix) {
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
    for word in Self.words[..<2] where startsAnyCase(word, at: position) {
      let start = position + word.utf8.count
      let end = value.wordEnd(from: start)
      // "Basic authentication required" is prose.
      if end - start >= 12, value.isOpaque(start..<end) { return start..<end }
    }
    guard startsAnyCase(Self.words[2], at: position) else { return nil }
    let start = afterSpaces(position + Self.words[2].utf8.count)
    let first = start..<value.wordEnd(from: start)
    guard first.upperBound < source.count, source[first.upperBound] == UInt8(ascii: " ") else {
      return value.looksLikeSecret(first) ? first : nil
    }
    let second = first.upperBound + 1..<value.wordEnd(from: first.upperBound + 1)
    if value.looksLikeSecret(second) || value.isOpaque(second) { return second }
    return value.looksLikeSecret(first) && value.isOpaque(first) ? first : nil
  }

  /// The value of a setting that stands alone on the line before it.
  private func setting(at position: Int) -> Range<Int>? {
    for word in Self.words[3...] where startsAnyCase(word, at: position) {
      return valueAfterSpace(position + word.utf8.count)
    }
    return nil
  }

  /// The value of `--password x`.
  private func flag(at position: Int) -> Range<Int>? {
    guard position + 2 < source.count, source[position + 1] == UInt8(ascii: "-"),
      position == 0 || !SecretName.isNameByte(source[position - 1])
    else { return nil }
    var end = position + 2
    while end < source.count, end - position < 40, SecretName.isNameByte(source[end]) { end += 1 }
    guard end < source.count, source[end] == UInt8(ascii: " "), SecretName.ending(before: end, in: source) != nil
    else { return nil }
    return valueAfterSpace(end + 1)
  }

  private func valueAfterSpace(_ position: Int) -> Range<Int>? {
    let start = afterSpaces(position)
    guard start < source.count, source[start] != UInt8(ascii: "-"), let range = range(from: start) else { return nil }
    return value.isManual(range) ? nil : range
  }

  /// The password of `scheme://user:password@host`.
  private func urlPassword(at position: Int) -> Range<Int>? {
    guard starts("://", at: position) else { return nil }
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
    guard let name = SecretName.ending(before: position, in: source) else { return nil }
    let start = afterSpaces(position + 1)
    guard start < source.count, let range = range(from: start) else { return nil }
    if name.isFolder, "/~".utf8.contains(source[range.lowerBound]) { return nil }
    if name.isCount, value.isNumber(range) { return nil }
    guard source[position] == UInt8(ascii: ":"), range.lowerBound == start else { return range }
    if start == position + 1, value.isNumber(range), source[range].contains(UInt8(ascii: ":")) { return nil }
    return value.looksLikeSecret(range) ? range : nil
  }

  /// The value that begins at `start`, in quotes or without; nil where there is none, or what stands in place of one.
  private func range(from start: Int) -> Range<Int>? {
    let isEscaped = source[start] == UInt8(ascii: "\\") && start + 1 < source.count
    let opening = isEscaped ? start + 1 : start
    let quote = source[opening]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      let end = isEscaped ? wordEnd(beforeEscaped: quote, from: opening + 1) : value.quotedEnd(from: opening + 1, quote)
      return end > opening + 1 ? opening + 1..<end : nil
    }
    if value.isHash(at: start) { return start..<value.hashEnd(from: start) }
    let range = start..<value.end(from: start)
    return range.isEmpty || value.isPlaceholder(range) ? nil : range
  }

  /// The place of the backslash before the next quote, or the end of the line.
  private func wordEnd(beforeEscaped quote: UInt8, from start: Int) -> Int {
    var end = start
    while end < source.count, source[end] != quote, source[end] != 0x0A { end += 1 }
    return end > start && end < source.count && source[end] == quote && source[end - 1] == UInt8(ascii: "\\")
      ? end - 1 : end
  }

  // MARK: Bytes

  private func starts(_ prefix: String, at position: Int) -> Bool {
    source[position...].starts(with: prefix.utf8)
  }

  private func afterSpaces(_ position: Int) -> Int {
    var place = position
    while place < source.count, source[place] == UInt8(ascii: " ") { place += 1 }
    return place
  }

  private func startsAnyCase(_ prefix: String, at position: Int) -> Bool {
    guard position + prefix.utf8.count <= source.count else { return false }
    return zip(prefix.utf8, source[position...]).allSatisfy {
      $0 == $1 || ($0 | 0x20 == $1 | 0x20 && Self.isLetter($0))
    }
  }

  private func contains(_ text: String, in range: Range<Int>) -> Bool {
    guard range.count >= text.utf8.count else { return false }
    return (range.lowerBound...range.upperBound - text.utf8.count).contains { starts(text, at: $0) }
  }

  private func lineEnd(from position: Int, within limit: Int) -> Int? {
    guard position < source.count else { return nil }
    return source[position..<min(position + limit, source.count)].firstIndex(of: 0x0A)
  }

  static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isKeyLine(_ byte: UInt8) -> Bool { isWord(byte) || "+/=:,- \r".utf8.contains(byte) }

  static func isWord(_ byte: UInt8) -> Bool {
    isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
  }
}
