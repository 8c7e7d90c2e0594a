import Testing

@testable import MCP

@Suite(.timeLimit(.minutes(1))) struct SHA256Tests {
  @Test(
    "The digests of FIPS 180-4's examples are right",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (
        "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
      ),
    ])
  func examples(_ message: String, _ digest: String) {
    #expect(SHA256.digest(of: Array(message.utf8)).hex == digest)
  }

  @Test("Every length around a block is padded right")
  func lengths() {
    // The digest of the concatenated digests of "a" repeated 0 to 130 times, from Python's hashlib.
    let all = (0...130).flatMap { SHA256.digest(of: Array(repeating: UInt8(ascii: "a"), count: $0)) }
    #expect(SHA256.digest(of: all).hex == "f908a43fc8456c583aacde0fb2627959f8513dc76d0c03979b7f945a7dd78f22")
  }

  /// RFC 4231, test cases 1, 2, 6 and 7.
  @Test(
    "The codes of RFC 4231 are right",
    arguments: [
      (
        Array(repeating: 0x0b, count: 20), "Hi There",
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
      ),
      (
        Array("Jefe".utf8), "what do ya want for nothing?",
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
      ),
      (
        Array(repeating: 0xaa, count: 131), "Test Using Larger Than Block-Size Key - Hash Key First",
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
      ),
      (
        Array(repeating: 0xaa, count: 131),
        "This is a test using a larger than block-size key and a larger than block-size data. "
          + "The key needs to be hashed before being used by the HMAC algorithm.",
        "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
      ),
    ] as [([UInt8], String, String)])
  func codes(_ key: [UInt8], _ message: String, _ code: String) {
    #expect(HMAC.sha256(Array(message.utf8), key: key).hex == code)
  }

  @Test("Hexadecimal goes there and back, and nothing else is read")
  func hexadecimal() {
    let bytes = (0...255).map { UInt8($0) }
    #expect([UInt8](hex: bytes.hex) == bytes)
    for text in ["0", "0g", "AB", "é0", "0x"] { #expect([UInt8](hex: text) == nil) }
    #expect([1, 2, 3].isEqualInConstantTime(to: [1, 2, 3]))
    #expect(![1, 2, 3].isEqualInConstantTime(to: [1, 2, 4]))
    #expect(![1, 2, 3].isEqualInConstantTime(to: [1, 2]))
  }
}
