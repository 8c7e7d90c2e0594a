/// One pass over a text in search of secrets; see `SecretMask`.
///
/// A text may be made to look like many beginnings. So a search that finds nothing has looked at a bounded number of
/// bytes, or at bytes in which no other search of its kind begins, and what is found is passed over: linear time.
struct SecretScan {
  private let source: UnsafeBufferPointer<UInt8>
  private var copied = 0
  private(set) var result: [UInt8] = []
  private(set) var count = 0

  init(_ source: UnsafeBufferPointer<UInt8>) { self.source = source }

  private var value: SecretValue { SecretValue(source: source) }
  private var privateKey: PrivateKeyBlock { PrivateKeyBlock(source: source) }
  private var userPassword: UserPassword { UserPassword(source: source) }
  /// The end of the last run of a token's characters that had too few dots for one. No token with dots begins in it.
  private var dotlessEnd = 0

  private static let schemes = ["bearer ", "basic "]
  private static let header = "authorization:"
  /// The longest name of a scheme, in bytes.
  private static let longestScheme = 64
  /// Settings of redis.conf, whose value stands behind a space.
  private static let settings = ["requirepass ", "masterauth "]
  /// Whoever knows the rest of such an address may post to the channel behind it.
  private static let webhook = "hooks.slack.com/services/"

  /// The bytes at which something may begin: 1 at the border of a word, 2 anywhere.
  private static let trigger: [UInt8] = {
    var table = [UInt8](repeating: 0, count: 256)
    for shape in TokenShape.all { table[Int(shape.prefix[0])] = 1 }
    let words = schemes + settings + [header, webhook]
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
    result.append(contentsOf: SecretMask.mark.utf8)
    copied = range.upperBound
    count += 1
  }

  private mutating func secret(at position: Int) -> Range<Int>? {
    switch source[position] {
    case UInt8(ascii: "-"):
      return privateKey.body(at: position) ?? flag(at: position) ?? userPassword.ofCurl(at: position)
    case UInt8(ascii: ":"): return userPassword.inURL(at: position) ?? assigned(at: position)
    case UInt8(ascii: "="): return assigned(at: position)
    default:
      let found = authorization(at: position) ?? setting(at: position) ?? webhookPath(at: position)
      return found == nil ? token(at: position) : found
    }
  }

  // MARK: What has a shape of its own

  /// Tokens that begin with the mark of their issuer.
  private mutating func token(at position: Int) -> Range<Int>? {
    for shape in TokenShape.byFirstByte[Int(source[position])] where source[position...].starts(with: shape.prefix) {
      if shape.body == .dotted, position < dotlessEnd { continue }
      let start = position + shape.prefix.count
      var end = start
      while end < source.count, shape.isBody(source[end]) { end += 1 }
      guard end - start >= shape.least else { continue }
      if shape.body == .dotted, source[position..<end].count(where: { $0 == UInt8(ascii: ".") }) < 2 {
        dotlessEnd = end
        continue
      }
      return position..<end
    }
    return nil
  }

  /// What follows `Bearer`, `Basic` or an `Authorization:` header's scheme.
  private func authorization(at position: Int) -> Range<Int>? {
    for word in Self.schemes where source.startsAnyCase(word, at: position) {
      let start = position + word.utf8.count
      let end = value.wordEnd(from: start)
      // "Basic authentication required" is prose.
      if end - start >= 12, value.isOpaque(start..<end) { return start..<end }
    }
    guard source.startsAnyCase(Self.header, at: position) else { return nil }
    let start = source.afterSpaces(position + Self.header.utf8.count)
    let first = start..<value.wordEnd(from: start)
    let isScheme = first.count <= Self.longestScheme && source.starts(" ", at: first.upperBound)
    guard isScheme else {
      return value.looksLikeSecret(first) ? first : nil
    }
    let second = first.upperBound + 1..<value.wordEnd(from: first.upperBound + 1)
    if value.looksLikeSecret(second) || value.isOpaque(second) { return second }
    return value.looksLikeSecret(first) && value.isOpaque(first) ? first : nil
  }

  /// The value of a setting that stands alone on the line before it.
  private func setting(at position: Int) -> Range<Int>? {
    for word in Self.settings where source.startsAnyCase(word, at: position) {
      return valueAfterSpace(position + word.utf8.count)
    }
    return nil
  }

  /// The part of a webhook's address that makes it a secret.
  private func webhookPath(at position: Int) -> Range<Int>? {
    guard source.startsAnyCase(Self.webhook, at: position) else { return nil }
    let start = position + Self.webhook.utf8.count
    var end = start
    while end < source.count, end - start < 128, Self.isWord(source[end]) || source[end] == UInt8(ascii: "/") {
      end += 1
    }
    return end - start >= 20 && value.isOpaque(start..<end) ? start..<end : nil
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
    let start = source.afterSpaces(position)
    guard start < source.count, source[start] != UInt8(ascii: "-"), let range = range(from: start) else { return nil }
    return value.isManual(range) ? nil : range
  }

  // MARK: key=value

  /// The value after `=` or `:` where the name before it is that of a secret.
  private func assigned(at position: Int) -> Range<Int>? {
    guard let name = SecretName.ending(before: position, in: source) else { return nil }
    let start = source.afterSpaces(position + 1)
    guard start < source.count else { return nil }
    // What the first bytes tell is asked first: the end may be far away, and as far for the next name.
    let first = openingQuote(at: start).map { $0 + 1 } ?? start
    if name.isFolder, first < source.count, "/~".utf8.contains(source[first]) { return nil }
    let isColon = source[position] == UInt8(ascii: ":")
    if name.isCount || (isColon && first == position + 1), value.isNumbered(at: first) { return nil }
    guard let range = range(from: start) else { return nil }
    if name.isCount, value.isNumber(range) { return nil }
    // `Unexpected token = in JSON` is of a parser, `unexpected token=x` is not.
    if name.isOfParser, isColon || source[position - 1] == UInt8(ascii: " "), !value.isOpaque(range) { return nil }
    guard isColon, range.lowerBound == start else { return range }
    if start == position + 1, value.isNumber(range), source[range].contains(UInt8(ascii: ":")) { return nil }
    return value.looksLikeSecret(range) ? range : nil
  }

  /// The value that begins at `start`, in quotes or without; nil where there is none, or what stands in place of one.
  private func range(from start: Int) -> Range<Int>? {
    if let opening = openingQuote(at: start) {
      let quote = source[opening]
      let first = opening + 1
      let end = opening > start ? wordEnd(beforeEscaped: quote, from: first) : value.quotedEnd(from: first, quote)
      // The line ends before the quote is closed: the first line of a key is no secret, and those that follow are.
      if end == source.count || source[end] == 0x0A, let key = privateKey.body(at: first) { return key }
      return end > first ? first..<end : nil
    }
    if let key = privateKey.body(at: start) { return key }
    if value.isPlaceholder(at: start) { return nil }
    if value.isHash(at: start) { return start..<value.hashEnd(from: start) }
    let range = start..<value.end(from: start)
    return range.isEmpty || value.isPlaceholder(range) ? nil : range
  }

  /// The place of the quote that opens a value at `start`; a backslash may stand before it.
  private func openingQuote(at start: Int) -> Int? {
    let opening = source[start] == UInt8(ascii: "\\") ? start + 1 : start
    return opening < source.count && "\"'".utf8.contains(source[opening]) ? opening : nil
  }

  /// The place of the backslash before the next quote, or the end of the line.
  private func wordEnd(beforeEscaped quote: UInt8, from start: Int) -> Int {
    var end = start
    while end < source.count, source[end] != quote, source[end] != 0x0A { end += 1 }
    return end > start && end < source.count && source[end] == quote && source[end - 1] == UInt8(ascii: "\\")
      ? end - 1 : end
  }

  // MARK: Bytes

  static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  static func isWord(_ byte: UInt8) -> Bool {
    isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
  }
}
