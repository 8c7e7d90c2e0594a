/// The names whose values are secrets: what they end in, without `_` and `-` and whatever the case of the letters.
enum SecretName {
  /// The endings, backwards, by their last letter.
  private static let endings: [[[UInt8]]] = {
    var table = [[[UInt8]]](repeating: [], count: 256)
    let names = [
      "password", "passwd", "passphrase", "pass", "pwd", "secret", "token", "credentials", "apikey", "accesskey",
      "secretkey", "privatekey", "presharedkey", "accountkey", "authkey", "encryptionkey", "signingkey", "masterkey",
      "secretkeybase",
    ]
    for name in names { table[Int(name.utf8.last ?? 0)].append(name.utf8.reversed()) }
    return table
  }()

  /// Words and settings that end in `pass` and name no password.
  private static let noPasses = [
    "bypass", "compass", "trespass", "surpass", "overpass", "underpass", "proxypass", "cgipass", "wsgipass", "grpcpass",
  ].map { [UInt8]($0.utf8.reversed()) }
  /// What a parser says before the token that it does not take.
  private static let complaint = [UInt8]("expected".utf8.reversed())
  private static let folders = ["pwd", "oldpwd"].map { [UInt8]($0.utf8.reversed()) }

  /// What is known of a name that ends before a `:`, a `=` or a space.
  struct Found {
    /// It stands in quotes, as in JSON.
    var isQuoted = false
    /// `pass`, which also counts what went well: a bare number behind it is no secret.
    var isCount = false
    /// `PWD`, which also is the folder of a shell: a path behind it is no secret.
    var isFolder = false
    /// `token` as a parser names it (`Unexpected token: 'x'`): a plain word behind it is no secret.
    var isOfParser = false
  }

  /// The longest name that is looked at, in bytes.
  private static let longest = 64

  /// The name that ends right before `position`, with up to four spaces in between; nil where it is none of a secret.
  static func ending(before position: Int, in source: UnsafeBufferPointer<UInt8>) -> Found? {
    var end = position
    while end > 0, source[end - 1] == UInt8(ascii: " "), position - end < 4 { end -= 1 }
    var found = Found()
    if end > 0, isQuote(source[end - 1]) {
      found.isQuoted = true
      end -= 1
      // JSON within a text of JSON: `\"password\": `.
      if end > 0, source[end - 1] == UInt8(ascii: "\\") { end -= 1 }
    }
    guard end > 0, let ending = longestEnding(before: end, in: source) else { return nil }
    let start = start(before: end, in: source)
    // The last part of a path is a file.
    if start > 0, source[start - 1] == UInt8(ascii: "/") { return nil }
    if found.isQuoted, isPath(endingAt: start, in: source) { return nil }
    if ending == 4 {
      if noPasses.contains(where: { endsName(with: $0, before: end, in: source) != nil }) { return nil }
      found.isCount = end - start == 4
    }
    if ending == 3 {
      found.isFolder = folders.contains { endsName(with: $0, before: end, in: source) == start }
    }
    if ending == 5, end - start == 5, !found.isQuoted, start > 0, source[start - 1] == UInt8(ascii: " ") {
      found.isOfParser = endsName(with: complaint, before: start - 1, in: source) != nil
    }
    return found
  }

  /// The letters of the longest ending that fits.
  private static func longestEnding(before end: Int, in source: UnsafeBufferPointer<UInt8>) -> Int? {
    var longest: Int?
    for name in endings[Int(lowered(source[end - 1]))] where name.count > longest ?? 0 {
      if endsName(with: name, before: end, in: source) != nil { longest = name.count }
    }
    return longest
  }

  /// Where `name`, given backwards, begins if the name before `end` ends with it.
  private static func endsName(with name: [UInt8], before end: Int, in source: UnsafeBufferPointer<UInt8>) -> Int? {
    var place = end
    for (number, letter) in name.enumerated() {
      if number > 0 {
        while place > 0, isSeparator(source[place - 1]) { place -= 1 }
      }
      guard place > 0, lowered(source[place - 1]) == letter else { return nil }
      place -= 1
    }
    return place
  }

  private static func start(before end: Int, in source: UnsafeBufferPointer<UInt8>) -> Int {
    var start = end
    while start > 0, end - start < longest, isNameByte(source[start - 1]) { start -= 1 }
    return start
  }

  /// True where a `/` stands between the opening quote and the name.
  private static func isPath(endingAt start: Int, in source: UnsafeBufferPointer<UInt8>) -> Bool {
    var place = start
    while place > 0, start - place < longest, !isQuote(source[place - 1]), source[place - 1] >= 0x20 {
      if source[place - 1] == UInt8(ascii: "/") { return true }
      place -= 1
    }
    return false
  }

  static func isNameByte(_ byte: UInt8) -> Bool { SecretScan.isWord(byte) || byte == UInt8(ascii: "-") }

  private static func isSeparator(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") }

  private static func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }

  private static func lowered(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
