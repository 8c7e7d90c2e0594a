/// A file name, perhaps with wildcards, as far as it is known before a shell expands it.
struct NamePattern: Sendable, Hashable {
  enum Atom: Sendable, Hashable {
    case byte(UInt8)
    /// `?`, or `[…]` with letters.
    case one
    /// `[0-9]`.
    case digit
    /// `*`, or a value that is not known.
    case many

    var isByte: Bool { if case .byte = self { true } else { false } }
  }

  let atoms: [Atom]
  /// The first and the last letter in lower case, nil where they are wildcards: nearly all rules part from a name there.
  let first: UInt8?
  private let last: UInt8?
  private let isLiteral: Bool

  init(atoms: [Atom]) {
    self.atoms = atoms
    first = Self.letter(atoms.first)
    last = Self.letter(atoms.last)
    isLiteral = atoms.allSatisfy(\.isByte)
  }

  /// Reads `*` and `?` as wildcards: the form of rules.
  init(rule: some StringProtocol) {
    self.init(
      atoms: rule.utf8.map { byte in
        switch byte {
        case UInt8(ascii: "*"): .many
        case UInt8(ascii: "?"): .one
        default: .byte(byte)
        }
      })
  }

  init(literal: some StringProtocol) { self.init(atoms: literal.utf8.map { .byte($0) }) }

  private static func letter(_ atom: Atom?) -> UInt8? {
    guard case .byte(let byte)? = atom else { return nil }
    return lowered(byte)
  }

  var hasWildcard: Bool { !isLiteral }

  /// True for `*`, which says nothing of the name.
  var isOnlyWild: Bool { !atoms.isEmpty && atoms.allSatisfy { $0 == .many } }

  /// True where it may be of any length.
  var hasMany: Bool { atoms.contains(.many) }

  /// The atoms before the first wildcard.
  var fixedPrefix: ArraySlice<Atom> { atoms.prefix(while: \.isByte) }

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
    // An empty pattern is left to the full comparison.
    if let mine = first, let theirs = other.first, mine != theirs { return false }
    if let mine = last, let theirs = other.last, mine != theirs { return false }
    if other.first == Self.dot, let first = atoms.first, first == .one || first == .many { return false }
    // The letters before the first wildcard of either, which settle nearly all of the rest.
    let known = zip(atoms, other.atoms).prefix { $0.isByte && $1.isByte }
    guard known.allSatisfy(Self.fits) else { return false }
    if isLiteral, other.isLiteral { return atoms.count == other.atoms.count }
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

  private static let dot = UInt8(ascii: ".")

  private static func fits(_ left: Atom, _ right: Atom) -> Bool {
    switch (left, right) {
    case (.byte(let a), .byte(let b)): lowered(a) == lowered(b)
    case (.byte(let byte), .digit), (.digit, .byte(let byte)): ShellReader.isDigit(byte)
    default: true
    }
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
