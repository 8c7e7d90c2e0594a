/// A file name, perhaps with wildcards, as far as it is known before a shell expands it.
struct NamePattern: Sendable, Hashable {
  enum Atom: Sendable, Hashable {
    case byte(UInt8)
    /// `?`.
    case one
    /// `*`, `[…]`, or a value that is not known.
    case many
  }

  var atoms: [Atom]

  init(atoms: [Atom]) { self.atoms = atoms }

  /// Reads `*` and `?` as wildcards: the form of rules.
  init(rule: some StringProtocol) {
    atoms = rule.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "*"): .many
      case UInt8(ascii: "?"): .one
      default: .byte(byte)
      }
    }
  }

  init(literal: some StringProtocol) { atoms = literal.utf8.map { .byte($0) } }

  var hasWildcard: Bool { atoms.contains { $0 == .many || $0 == .one } }

  /// True for `*`, which says nothing of the name.
  var isOnlyWild: Bool { !atoms.isEmpty && atoms.allSatisfy { $0 == .many } }

  /// The atoms before the first wildcard.
  var fixedPrefix: ArraySlice<Atom> { atoms.prefix { $0 != .one && $0 != .many } }

  /// The name where it is fully known.
  var literal: String? {
    var bytes: [UInt8] = []
    for atom in atoms {
      guard case .byte(let byte) = atom else { return nil }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// True where some name fits both patterns. Letters fit in either case, as some file systems have it.
  ///
  /// A leading wildcard fits no name that begins with a dot, as in a shell. Takes time in the product of the lengths,
  /// each at most a path component.
  func meets(_ other: NamePattern) -> Bool {
    if other.atoms.first == .byte(Self.dot), let first = atoms.first, first == .one || first == .many { return false }
    // Nearly all rules part from a name at its first or last letter.
    guard Self.mayMeet(atoms.first, other.atoms.first), Self.mayMeet(atoms.last, other.atoms.last) else { return false }
    var reachable = Array(repeating: false, count: other.atoms.count + 1)
    reachable[0] = true
    Self.skipMany(in: other.atoms, &reachable)
    for atom in atoms {
      var next = Array(repeating: false, count: other.atoms.count + 1)
      for (index, isReached) in reachable.enumerated() where isReached {
        if atom == .many { next[index] = true }
        guard index < other.atoms.count else { continue }
        let theirs = other.atoms[index]
        if atom == .many {
          next[index + 1] = true
        } else if theirs == .many {
          next[index] = true
        } else if Self.fits(atom, theirs) {
          next[index + 1] = true
        }
      }
      if atom == .many { Self.spread(&next) }
      Self.skipMany(in: other.atoms, &next)
      reachable = next
    }
    return reachable[other.atoms.count]
  }

  /// False where the two ends are both known and differ; an empty pattern is left to the full comparison.
  private static func mayMeet(_ left: Atom?, _ right: Atom?) -> Bool {
    guard case .byte(let a)? = left, case .byte(let b)? = right else { return true }
    return lowered(a) == lowered(b)
  }

  private static let dot = UInt8(ascii: ".")

  private static func fits(_ left: Atom, _ right: Atom) -> Bool {
    guard case .byte(let a) = left, case .byte(let b) = right else { return true }
    return lowered(a) == lowered(b)
  }

  private static func lowered(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }

  private static func skipMany(in atoms: [Atom], _ reachable: inout [Bool]) {
    for (index, atom) in atoms.enumerated() where reachable[index] && atom == .many { reachable[index + 1] = true }
  }

  private static func spread(_ reachable: inout [Bool]) {
    guard let first = reachable.firstIndex(of: true) else { return }
    for index in first..<reachable.count { reachable[index] = true }
  }
}
