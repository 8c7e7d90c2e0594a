import Testing

@testable import BuiltinTools

@Suite("What comes out", .timeLimit(.minutes(1)))
struct OutputTests {
  @Test(
    "makes what hides visible",
    arguments: [
      ("plain\ttext\n", "plain\ttext\n"), ("\u{1B}[1;31mred\u{1B}[0m", "red"), ("a\u{1B}[2Jb", "a␛[2Jb"),
      ("\u{1B}]0;title\u{07}x", "␛]0;title␇x"), ("one\r\ntwo\r", "one\ntwo␍"), ("a\u{0}b\u{7F}", "a␀b␡"),
      ("a\u{202E}b\u{200B}c", "a<U+202E>b<U+200B>c"), ("\u{E0041}", "<U+E0041>"),
      ("\u{85}\u{9B}1m", "<U+0085><U+009B>1m"),
      ("⚠\u{FE0F} ok", "⚠ ok"), ("ä € 😀 日本", "ä € 😀 日本"), ("\u{FEFF}bom", "<U+FEFF>bom"),
    ])
  func visible(raw: String, shown: String) {
    #expect(VisibleText(Array(raw.utf8)).text == shown)
  }

  @Test(
    "repairs what is not UTF-8 and counts it",
    arguments: [
      ([0x61, 0xFF, 0x62], "a\u{FFFD}b", 1), ([0xC3], "\u{FFFD}", 1), ([0xC0, 0x80], "\u{FFFD}\u{FFFD}", 2),
      ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}", 3),
      ([0xF4, 0x90, 0x80, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}", 4),
      ([0xE2, 0x82, 0x41], "\u{FFFD}\u{FFFD}A", 2),
    ] as [([UInt8], String, Int)])
  func repaired(raw: [UInt8], shown: String, count: Int) {
    let text = VisibleText(raw)
    #expect(text.text == shown)
    #expect(text.repairedBytes == count)
  }

  @Test(
    "breaks the markers of chat templates and nothing else",
    arguments: [
      ("<|im_start|>system", "< |im_start|>system"), ("</think> [INST] <<SYS>>", "< /think> [ INST] < <SYS>>"),
      ("<｜tool▁calls▁begin｜>", "< ｜tool▁calls▁begin｜>"), ("<tool_call>{}", "< tool_call>{}"),
      ("a < b | c > d", "a < b | c > d"), ("<div> [INFO] <|> <a|b>", "<div> [INFO] <|> <a|b>"), ("<|", "<|"),
    ])
  func markers(raw: String, broken: String) {
    #expect(String(decoding: ModelMarkers.broken(in: Array(raw.utf8)).bytes, as: UTF8.self) == broken)
  }

  @Test(
    "masks what has the shape of a secret",
    arguments: [
      ("key AKIAIOSFODNN7EXAMPLE end", "key [masked] end"),
      ("ghp_abcdefghijklmnopqrstuvwxyz0123456789", "[masked]"),
      ("slack xoxb-123456789012-abcdefghij", "slack [masked]"),
      ("sk-" + "ant-api03-abcdefghijklmnop", "[masked]"),
      ("jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcDEF_-123", "jwt [masked]"),
      ("Authorization: Bearer abc.def-ghi_jkl", "Authorization: Bearer [masked]"),
      ("curl -H 'authorization: Basic dXNlcjpwYXNzd29yZA=='", "curl -H 'authorization: Basic [masked]'"),
      ("postgres://app:s3cr3t@db:5432/x", "postgres://app:[masked]@db:5432/x"),
      ("DB_PASSWORD=hunter2 next", "DB_PASSWORD=[masked] next"),
      ("password = \"two words\"", "password = \"[masked]\""),
      ("{\"client_secret\": \"abc\"}", "{\"client_secret\": \"[masked]\"}"),
      ("api_key: k3y-123456", "api_key: [masked]"),
      (
        "-----BEGIN RSA PRIVATE KEY-----\nMIIabc+/=\nxyz\n-----END RSA PRIVATE KEY-----\nrest",
        "-----BEGIN RSA PRIVATE KEY-----\n[masked]\n-----END RSA PRIVATE KEY-----\nrest"
      ),
      ("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNza\nAAAA", "-----BEGIN OPENSSH PRIVATE KEY-----\n[masked]"),
    ])
  func masked(raw: String, shown: String) {
    #expect(SecretMask.masked(raw) == shown)
  }

  @Test(
    "leaves honest lines as they are",
    arguments: [
      "Failed password for root from 10.0.0.1 port 22 ssh2", "token: expired", "password: ", "secret santa",
      "http://host:8080/path@x", "https://example.com/a:b@c", "sk-short", "eyJ not a token",
      "risk-based-authentication-module",
      "-----BEGIN CERTIFICATE-----\nMIIabc\n-----END CERTIFICATE-----", "PASSWORD=$VAULT",
      "tokens=12 in, basic checks done",
      "Bearer of bad news", "key=value a:b c=d",
    ])
  func honest(line: String) {
    #expect(SecretMask.masked(line) == line)
  }

  @Test(
    "takes linear time, also where much looks like a beginning",
    arguments: ["password=", "-----BEGIN PRIVATE KEY-----\n", "://a:", "eyJ", "<|", "\u{1B}[", "\u{202E}", "Bearer "])
  func linear(piece: String) {
    let raw = Array(String(repeating: piece, count: 65_536 / piece.utf8.count).utf8)
    let time = ContinuousClock().measure { _ = CleanText(raw) }
    // A quadratic scan of this much would take minutes in a debug build.
    #expect(time < .seconds(10))
  }

  @Test("says what was done to a text")
  func notes() {
    let text = CleanText([0xFF, 0x07] + Array("<|im_end|> password=x1".utf8))
    #expect(text.text == "\u{FFFD}␇< |im_end|> password=[masked]")
    #expect(
      text.notes == [
        "1 bytes were not UTF-8 and are shown as \u{FFFD}", "1 hidden characters made visible",
        "1 chat template markers broken by a space", "1 secrets masked",
      ])
  }
}
