/// A fixed table from hashes of short words to what the words mean; looked into for every tag and key of a reply.
///
/// Open addressing over the hash as it is: it is already spread, and the words are known, so nothing is hashed again.
struct HashTable<Value: Sendable>: Sendable {
  private let slots: [(hash: UInt64, value: Value)?]
  private let mask: Int

  /// Takes words that may repeat; the last meaning of a word counts.
  init(_ words: [UInt64: Value]) {
    var capacity = 16
    while capacity < 4 * words.count { capacity *= 2 }
    mask = capacity - 1
    var slots = [(hash: UInt64, value: Value)?](repeating: nil, count: capacity)
    for (hash, value) in words {
      var place = Self.place(hash) & mask
      while slots[place] != nil { place = (place + 1) & mask }
      slots[place] = (hash, value)
    }
    self.slots = slots
  }

  /// The meaning of the word with this hash; nil for every other one.
  subscript(hash: UInt64) -> Value? {
    var place = Self.place(hash) & mask
    while let slot = slots[place] {
      if slot.hash == hash { return slot.value }
      place = (place + 1) & mask
    }
    return nil
  }

  private static func place(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash ^ (hash >> 32)) }
}
