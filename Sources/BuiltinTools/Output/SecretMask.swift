/// Replaces secrets in text by `[masked]`: private keys, known tokens, passwords in URLs, `Authorization`, `key=value`.
///
/// One pass; a candidate is looked at only where a character that can begin one stands at the border of a word. What it
/// catches is what has a known shape: it lowers the harm of a leak, the boundary is that secret files are not read.
package enum SecretMask {
  /// What stands in place of a secret.
  package static let mark = "[masked]"

  /// How many marks the bytes hold.
  package static func marks(in bytes: [UInt8]) -> Int {
    ByteSearch.places(of: Array(mark.utf8), in: bytes, limit: .max).count
  }

  /// The text with its secrets masked.
  package static func masked(_ text: String) -> String {
    let result = masked(Array(text.utf8))
    return result.count == 0 ? text : String(decoding: result.bytes, as: UTF8.self)
  }

  /// The bytes with their secrets masked, and how many there were.
  package static func masked(_ bytes: [UInt8]) -> (bytes: [UInt8], count: Int) {
    bytes.withUnsafeBufferPointer { source in
      var scan = SecretScan(source)
      scan.run()
      return scan.count == 0 ? (bytes, 0) : (scan.result, scan.count)
    }
  }
}
