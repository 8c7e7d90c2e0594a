extension StringProtocol {
  /// True where `needle` occurs, compared byte by byte.
  func utf8Contains(_ needle: String) -> Bool {
    let target = Array(needle.utf8)
    guard let first = target.first else { return true }
    let bytes = Array(utf8)
    guard bytes.count >= target.count else { return false }
    for start in 0...(bytes.count - target.count) where bytes[start] == first {
      if bytes[start..<start + target.count].elementsEqual(target) { return true }
    }
    return false
  }
}
