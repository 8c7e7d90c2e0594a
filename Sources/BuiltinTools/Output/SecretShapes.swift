/// A token that is known by its beginning.
struct TokenShape: Sendable {
  let prefix: [UInt8]
  /// The fewest characters after the prefix.
  let least: Int
  let body: Body

  /// What stands behind the prefix.
  enum Body {
    /// Letters and digits.
    case plain
    /// Words, with `_` and `-`.
    case words
    /// Words with two dots or more in the whole token, those of the prefix included.
    case dotted
  }

  private init(_ prefix: String, least: Int, _ body: Body = .words) {
    self.prefix = Array(prefix.utf8)
    self.least = least
    self.body = body
  }

  /// The shapes that begin with a byte, by that byte.
  static let byFirstByte: [[TokenShape]] = {
    var table = [[TokenShape]](repeating: [], count: 256)
    for shape in all { table[Int(shape.prefix[0])].append(shape) }
    return table
  }()

  func isBody(_ byte: UInt8) -> Bool {
    switch body {
    case .plain: SecretScan.isWord(byte) && byte != UInt8(ascii: "_")
    case .words: SecretScan.isWord(byte) || byte == UInt8(ascii: "-")
    case .dotted: SecretScan.isWord(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }
  }

  /// AWS, GitHub, GitLab, Slack, `sk-` (OpenAI, Anthropic), Stripe, npm, RubyGems, PyPI, Hugging Face, DigitalOcean,
  /// SendGrid and JSON web tokens. `AgE` begins every token of PyPI, because it says how a macaroon is encoded.
  static let all: [TokenShape] = [
    TokenShape("AKIA", least: 16), TokenShape("ASIA", least: 16), TokenShape("AIza", least: 30),
    TokenShape("ghp_", least: 20), TokenShape("gho_", least: 20), TokenShape("ghu_", least: 20),
    TokenShape("ghs_", least: 20), TokenShape("ghr_", least: 20), TokenShape("github_pat_", least: 20),
    TokenShape("glpat-", least: 16), TokenShape("xoxb-", least: 10), TokenShape("xoxp-", least: 10),
    TokenShape("xoxa-", least: 10), TokenShape("xoxr-", least: 10), TokenShape("xoxs-", least: 10),
    TokenShape("xapp-", least: 10), TokenShape("sk-", least: 20), TokenShape("sk_live_", least: 16),
    TokenShape("sk_test_", least: 16, .plain), TokenShape("rk_live_", least: 16, .plain),
    TokenShape("rk_test_", least: 16, .plain), TokenShape("npm_", least: 30), TokenShape("rubygems_", least: 30),
    TokenShape("pypi-AgE", least: 30), TokenShape("hf_", least: 30, .plain),
    TokenShape("dop_v1_", least: 40, .plain), TokenShape("SG.", least: 60, .dotted),
    TokenShape("eyJ", least: 20, .dotted),
  ]
}
