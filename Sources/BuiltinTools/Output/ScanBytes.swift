/// What the searches for secrets ask of the bytes of a text.
extension UnsafeBufferPointer<UInt8> {
  /// True where `prefix` stands at `position`, which may lie behind the end.
  func starts(_ prefix: String, at position: Int) -> Bool {
    position <= count && self[position...].starts(with: prefix.utf8)
  }

  /// The same whatever the case of the letters.
  func startsAnyCase(_ prefix: String, at position: Int) -> Bool {
    guard position <= count - prefix.utf8.count else { return false }
    return zip(prefix.utf8, self[position...]).allSatisfy {
      $0 == $1 || ($0 | 0x20 == $1 | 0x20 && SecretScan.isLetter($0))
    }
  }

  /// The place behind the spaces at `position`.
  func afterSpaces(_ position: Int) -> Int {
    var place = position
    while place < count, self[place] == UInt8(ascii: " ") { place += 1 }
    return place
  }

  /// The place of the newline among the next `limit` bytes.
  func lineEnd(from position: Int, within limit: Int) -> Int? {
    guard position < count else { return nil }
    return self[position..<Swift.min(position + limit, count)].firstIndex(of: 0x0A)
  }
}
