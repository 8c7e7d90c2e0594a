/// Finds the number of a template by its hash: open addressing with linear probing, for at most 2^15 templates.
struct TemplateTable: Sendable {
  private static let mask = (1 << 16) - 1
  private var hashes = [UInt64](repeating: 0, count: TemplateTable.mask + 1)
  private var numbers = [Int32](repeating: -1, count: TemplateTable.mask + 1)

  /// The number under `hash`, or -1.
  @inline(__always)
  func index(of hash: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: hash) & Self.mask
    while numbers[slot] >= 0 {
      if hashes[slot] == hash { return Int(numbers[slot]) }
      slot = (slot + 1) & Self.mask
    }
    return -1
  }

  /// Puts `number` under a hash that is not there yet.
  mutating func insert(_ hash: UInt64, at number: Int) {
    var slot = Int(truncatingIfNeeded: hash) & Self.mask
    while numbers[slot] >= 0 { slot = (slot + 1) & Self.mask }
    hashes[slot] = hash
    numbers[slot] = Int32(number)
  }
}
