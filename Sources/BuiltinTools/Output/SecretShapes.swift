/// A token that is known by its beginning.
struct TokenShape: Sendable {
  let prefix: [UInt8]
  /// The fewest characters after the prefix.
  let least: Int
  /// The fewest dots within; more than 0 for a JWT alone.
  let dots: Int

  private init(_ prefix: String, least: Int, dots: Int = 0) {
    self.prefix = Array(prefix.utf8)
    self.least = least
    self.dots = dots
  }

  func isBody(_ byte: UInt8) -> Bool {
    SecretScan.isWord(byte) || byte == UInt8(ascii: "-") || (dots > 0 && byte == UInt8(ascii: "."))
  }

  /// AWS, GitHub, GitLab, Slack, `sk-` (OpenAI, Anthropic, Stripe), npm, RubyGems and JSON web tokens.
  static let all: [TokenShape] = [
    TokenShape("AKIA", least: 16), TokenShape("ASIA", least: 16), TokenShape("AIza", least: 30),
    TokenShape("ghp_", least: 20), TokenShape("gho_", least: 20), TokenShape("ghu_", least: 20),
    TokenShape("ghs_", least: 20), TokenShape("ghr_", least: 20), TokenShape("github_pat_", least: 20),
    TokenShape("glpat-", least: 16), TokenShape("xoxb-", least: 10), TokenShape("xoxp-", least: 10),
    TokenShape("xoxa-", least: 10), TokenShape("xoxr-", least: 10), TokenShape("xoxs-", least: 10),
    TokenShape("xapp-", least: 10), TokenShape("sk-", least: 20), TokenShape("sk_live_", least: 16),
    TokenShape("npm_", least: 30), TokenShape("rubygems_", least: 30), TokenShape("eyJ", least: 20, dots: 2),
  ]
}

/// The names whose values are secrets.
enum SecretName {
  private static let endings: [[UInt8]] = [
    "password", "passwd", "passphrase", "secret", "token", "apikey", "api_key", "api-key", "access_key", "secret_key",
    "private_key", "access-key", "secret-key", "client_secret", "credentials", "auth_key", "encryption_key",
  ].map { Array($0.utf8) }

  /// Whether a secret's name ends right before `position`: nil where none does, else whether it stands in quotes.
  static func ends(before position: Int, in source: UnsafeBufferPointer<UInt8>) -> Bool? {
    var end = position
    while end > 0, source[end - 1] == UInt8(ascii: " "), position - end < 4 { end -= 1 }
    let isQuoted = end > 0 && (source[end - 1] == UInt8(ascii: "\"") || source[end - 1] == UInt8(ascii: "'"))
    if isQuoted { end -= 1 }
    guard end > 0, let last = lowered(source[end - 1]), "dtynse".utf8.contains(last) else { return nil }
    for name in endings where end >= name.count {
      let start = end - name.count
      if zip(name, source[start..<end]).allSatisfy({ $0 == lowered($1) }) { return isQuoted }
    }
    return nil
  }

  private static func lowered(_ byte: UInt8) -> UInt8? {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
