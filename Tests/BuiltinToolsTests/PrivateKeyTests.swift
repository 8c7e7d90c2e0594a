import Testing

@testable import BuiltinTools

@Suite("Private keys in text", .timeLimit(.minutes(1)))
struct PrivateKeyTests {
  private static let begin = "-----BEGIN RSA PRIVATE KEY-----"
  private static let end = "-----END RSA PRIVATE KEY-----"
  private static let body = "MIIEowIBAAKCAQEA7bq2Xk9d"

  @Test(
    "are masked where a name stands before them",
    arguments: [
      (#"PRIVATE_KEY=""#, #"""#), ("SIGNING_KEY=", ""), (#"privateKey: ""#, #"""#), (#"{\"private_key\": \""#, #"\""#),
      ("TLS_KEY='", "'"), ("--private-key \"", "\""),
    ])
  func named(before: String, behind: String) {
    let raw = "\(before)\(Self.begin)\n\(Self.body)\nq8=\n\(Self.end)\(behind)\nPORT=1"
    #expect(SecretMask.masked(raw) == "\(before)\(Self.begin)\n[masked]\n\(Self.end)\(behind)\nPORT=1")
  }

  @Test(
    "are masked where their lines have a prefix",
    arguments: [
      ["     1\t", "     2\t", "     3\t", "     4\t"], ["a.conf-8-", "a.conf-9-", "a.conf-10-", "a.conf-11-"],
      ["dir/a.pem:1:", "dir/a.pem-2-", "dir/a.pem-3-", "dir/a.pem-4-"], ["> ", "> ", "> ", "> "],
      [String](repeating: "Nov 26 12:00:00 web app[1]: ", count: 4),
    ])
  func prefixed(prefixes: [String]) {
    let raw = zip(prefixes, [Self.begin, Self.body, "q8=", Self.end]).map { $0 + $1 }
    let shown = SecretMask.masked(raw.joined(separator: "\n") + "\ndone.")
    #expect(shown == "\(raw[0])\n[masked]\n\(raw[3])\ndone.")
    // Without the end, the lines that surely belong to it.
    let behind = "\(prefixes[2])all [is] well."
    #expect(SecretMask.masked("\(raw[0])\n\(raw[1])\n\(behind)") == "\(raw[0])\n[masked]\n\(behind)")
  }

  @Test(
    "are masked in each of their forms",
    arguments: [
      // One line, as JSON has it, and as a variable of an environment has it.
      (
        #""key": "-----BEGIN PRIVATE KEY-----\nMIIEowIBAAKCAQEA7bq2\nq8=\n-----END PRIVATE KEY-----\n""#,
        #""key": "-----BEGIN PRIVATE KEY-----[masked]-----END PRIVATE KEY-----\n""#
      ),
      (
        #""private_key": "-----BEGIN PRIVATE KEY-----\nMIIEowIBAAKCAQEA7bq2\n-----END PRIVATE KEY-----\n""#,
        #""private_key": "[masked]""#
      ),
      ("KEY=-----BEGIN PRIVATE KEY----- MIIEowIBAAKCAQEA7bq2", "KEY=-----BEGIN PRIVATE KEY-----[masked]"),
      // The lines of a program's text.
      (
        "\"-----BEGIN PRIVATE KEY-----\\n\",\n\"MIIEowIBAAKCAQEA7bq2\\n\",\n\"-----END PRIVATE KEY-----\"",
        "\"-----BEGIN PRIVATE KEY-----\\n\",\n[masked]\n\"-----END PRIVATE KEY-----\""
      ),
      (
        "-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: GnuPG v1.4.9 (GNU/Linux)\n\nlQOYBF9abcdEFGhijk12\n=Ab1c\n"
          + "-----END PGP PRIVATE KEY BLOCK-----",
        "-----BEGIN PGP PRIVATE KEY BLOCK-----\n[masked]\n-----END PGP PRIVATE KEY BLOCK-----"
      ),
      (
        "-----BEGIN PRIVATE KEY-----\n" + String(repeating: "MIIEowIBAAKCAQE1", count: 30)
          + "\n-----END PRIVATE KEY-----", "-----BEGIN PRIVATE KEY-----\n[masked]\n-----END PRIVATE KEY-----"
      ),
      (
        "-----BEGIN PRIVATE KEY-----\n" + String(repeating: "MIIEowIBAAKCAQE1", count: 30) + "; x",
        "-----BEGIN PRIVATE KEY-----\n[masked]; x"
      ),
    ])
  func forms(raw: String, shown: String) {
    #expect(SecretMask.masked(raw) == shown)
  }

  @Test(
    "are masked behind a remark on their first line",
    arguments: ["(deploy key)", "# deploy key", "# the key of the server that runs the nightly build", "; x"])
  func remarks(remark: String) {
    let raw = "\(Self.begin) \(remark)\n\(Self.body)\nq8=\n\(Self.end)\nPORT=1"
    #expect(SecretMask.masked(raw) == "\(Self.begin) \(remark)\n[masked]\n\(Self.end)\nPORT=1")
    let encrypted =
      "\(Self.begin) \(remark)\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,0A\n\n\(Self.body)\n\(Self.end)"
    #expect(SecretMask.masked(encrypted) == "\(Self.begin) \(remark)\n[masked]\n\(Self.end)")
    // With a prefix that is longer than that of the first line, a line of a key's length tells.
    let long = "a-9-\(Self.begin) \(remark)\na-1000-\(Self.body)\(Self.body)\na-1001-\(Self.end)"
    #expect(SecretMask.masked(long) == "a-9-\(Self.begin) \(remark)\n[masked]\na-1001-\(Self.end)")
  }

  @Test(
    "are masked where their lines stand in quotes and more follows",
    arguments: [
      (#"{"log":""#, #"\n","stream":"stdout","time":"2026-11-26T03:39:49.123456789Z"}"#),
      (#"{"log":""#, #"\r\n","stream":"stderr","time":"2026-11-26T03:39:49.123456789Z"}"#),
      (#"  ""#, #"\n"   \"#), ("  '", #"\n' +"#), (#"  ""#, #"\n" +"#), (#"  ""#, #"" +"#), (#"  ""#, #"" \"#),
    ])
  func quoted(before: String, behind: String) {
    let raw = [Self.begin, Self.body, Self.body, Self.end].map { before + $0 + behind }
    #expect(SecretMask.masked(raw.joined(separator: "\n")) == "\(raw[0])\n[masked]\n\(raw[3])")
    guard behind.hasPrefix(#"\"#) else { return }
    let short = "\(before)q8=\(behind)"
    let shown = SecretMask.masked("\(raw[0])\n\(raw[1])\n\(short)\n\(raw[3])")
    #expect(shown == "\(raw[0])\n[masked]\n\(raw[3])")
  }

  @Test(
    "are not what only speaks of one",
    arguments: [
      "app[1]: found -----BEGIN RSA PRIVATE KEY----- in /etc/ssl/private/server.key\nall well",
      "a key begins with -----BEGIN PRIVATE KEY----- (or OPENSSH)\nand ends with -----END PRIVATE KEY-----\nOK",
      "found -----BEGIN PRIVATE KEY----- in a.pem\n/srv/Reports/Server2/Keys\nreport written to Reports/Server2/Keys1",
      "no -----BEGIN PRIVATE KEY----- and no -----END PRIVATE KEY----- in it\nMIIEowIBAAKCAQEA7bq2Xk9d",
      "{\"log\":\"bad -----BEGIN PRIVATE KEY-----\\n\",\"time\":\"\"}\n{\"log\":\"bye\\n\",\"time\":\"\"}",
      "app[1]: bad -----BEGIN RSA PRIVATE KEY-----\napp[1]: java.lang.IllegalArgumentException\napp[1]: done.",
      "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0B\n-----END PUBLIC KEY-----",
      "-----BEGIN PGP PUBLIC KEY BLOCK-----\nMIIBIjANBgkqhkiG9w0B\n-----END PGP PUBLIC KEY BLOCK-----",
      "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----", "a.pem:1:-----BEGIN PRIVATE KEY-----\nb.log:2:x.y",
    ])
  func honest(text: String) {
    #expect(SecretMask.masked(text) == text)
  }
}
