/// Keeps the key of the model server out of what is said of its answers: some servers repeat it in their errors.
///
/// A key of fewer than six characters is left alone, because it would be found in the middle of ordinary words.
struct KeyMask: Sendable {
  private static let shortest = 6
  /// Empty where nothing is replaced.
  private let key: [UInt8]

  init(_ key: String?) {
    let key = key ?? ""
    self.key = key.count < Self.shortest ? [] : Array(key.utf8)
  }

  /// `text` with `[masked]` in place of the key, and of six or more bytes of its beginning where the text was cut (`…`).
  func masked(_ text: String) -> String {
    guard let first = key.first else { return text }
    let bytes = Array(text.utf8)
    var (shown, place): ([UInt8], Int) = ([], 0)
    while place < bytes.count {
      let length = bytes[place] == first ? lengthOfKey(in: bytes[place...]) : 0
      if length > 0 { shown += Array("[masked]".utf8) } else { shown.append(bytes[place]) }
      place += max(length, 1)
    }
    return String(decoding: shown, as: UTF8.self)
  }

  /// How many bytes at the beginning are the key, or what a cut has left of it.
  private func lengthOfKey(in bytes: ArraySlice<UInt8>) -> Int {
    if bytes.starts(with: key) { return key.count }
    let common = zip(bytes, key).prefix { $0 == $1 }.count
    return common >= Self.shortest && bytes.dropFirst(common).starts(with: "…".utf8) ? common : 0
  }
}
