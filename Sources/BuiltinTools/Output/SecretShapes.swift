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

  /// The shapes that begin with a byte, by that byte.
  static let byFirstByte: [[TokenShape]] = {
    var table = [[TokenShape]](repeating: [], count: 256)
    for shape in all { table[Int(shape.prefix[0])].append(shape) }
    return table
  }()

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
