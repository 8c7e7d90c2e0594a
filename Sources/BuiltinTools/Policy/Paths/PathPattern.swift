/// A path as far as it is known before a shell expands it: normalised, with wildcards for what is not known.
package struct PathPattern: Sendable, Hashable {
  /// What the names are below of.
  enum Base: Sendable, Hashable {
    case root
    /// Somebody's home folder.
    case home
    /// The folder in which the command starts, which is not known.
    case start
  }

  var base: Base
  var names: [NamePattern]
  /// True where `..` (or a wildcard that fits it) led above the base, so that any folder may be meant.
  var mayLeaveBase = false
  /// True where `..` stands behind a name that may be a link of the system's: it leads where the text does not show.
  private(set) var climbsBehindLink = false
  /// True where the value of a variable such as `$PWD`, which is a path itself, stands anywhere but in front.
  private(set) var holdsPath = false

  init(base: Base, names: [NamePattern]) {
    self.base = base
    self.names = names
  }

  /// Reads a path that stands for itself: `/a/b`, `~/a`, `a/b`.
  package init(_ path: String, in folder: PathPattern = .start) {
    if path == "~" || path.hasPrefix("~/") {
      self.init(base: .home, names: [])
    } else if path.hasPrefix("/") {
      self.init(base: .root, names: [])
    } else {
      self = folder
    }
    let rest = path.hasPrefix("~") ? path.dropFirst() : path[...]
    for name in rest.split(separator: "/") { append(NamePattern(literal: name)) }
  }

  /// The folder in which a command starts.
  package static let start = PathPattern(base: .start, names: [])

  /// Reads a word of a command that runs in `folder`.
  init(_ word: ShellWord, in folder: PathPattern) {
    var atoms: [NamePattern.Atom] = []
    var opening: PathPattern?
    var holdsPath = false
    for (index, part) in word.parts.enumerated() {
      switch part {
      case .literal(let text, let isQuoted):
        atoms += text.utf8.map { isQuoted && $0 == Self.closeBracket ? Self.quotedClose : .byte($0) }
      case .glob(let text): atoms += text.utf8.map(Self.wildcard)
      case .tilde: opening = PathPattern(base: .home, names: [])
      case .variable("HOME", _) where index == 0 && Self.standsAlone(word):
        opening = PathPattern(base: .home, names: [])
      case .variable("PWD", _) where index == 0 && Self.standsAlone(word): opening = folder
      case .variable(let name, _):
        holdsPath = holdsPath || word.parts.count > 1 && ShellReader.pathVariables.contains(name)
        atoms.append(.many)
      case .substitution: atoms.append(.many)
      }
    }
    let isAbsolute = opening == nil && atoms.first == .byte(Self.slash)
    self = opening ?? (isAbsolute ? PathPattern(base: .root, names: []) : folder)
    if isAbsolute { climbsBehindLink = Self.climbs(atoms) }
    self.holdsPath = holdsPath
    for name in atoms.split(separator: .byte(Self.slash)) { append(NamePattern(atoms: Self.closingBrackets(name))) }
  }

  /// True where the first part is all of the first names: `$HOME`, `$HOME/x`.
  private static func standsAlone(_ word: ShellWord) -> Bool {
    guard let next = word.parts.dropFirst().first else { return true }
    if case .literal(let text, _) = next { return text.hasPrefix("/") }
    return false
  }

  private static let slash = UInt8(ascii: "/")
  private static let closeBracket = UInt8(ascii: "]")
  private static let dot = NamePattern.Atom.byte(UInt8(ascii: "."))
  /// Stands for an unquoted `[` until its `]` is found; no command text holds this byte.
  private static let openBracket = NamePattern.Atom.byte(0)
  /// Stands for a quoted `]`, which closes none.
  private static let quotedClose = NamePattern.Atom.byte(1)

  private static func wildcard(_ byte: UInt8) -> NamePattern.Atom {
    switch byte {
    case UInt8(ascii: "*"): .many
    case UInt8(ascii: "?"): .one
    default: openBracket
    }
  }

  /// True for an absolute path with `..`, or with a wildcard that some shells take for it, behind any name.
  private static func climbs(_ atoms: [NamePattern.Atom]) -> Bool {
    let names = atoms.split(separator: .byte(slash)).drop { Array($0) == [dot, dot] }
    return names.contains { name in
      Array(name) == [dot, dot]
        || name.first == dot && name.contains { !$0.isByte } && NamePattern(atoms: Array(name)).meets("..")
    }
  }

  /// Folders of the system that hold links to other places.
  private static let linkFolders = ["proc", "sys", "dev", "run", "bin", "lib", "lib64", "sbin"]

  private var liesAmongLinks: Bool {
    guard base == .root, let first = names.first else { return false }
    if names.count > 1, first.meets("var"), names[1].meets("run") || names[1].meets("lock") { return true }
    return names.contains(where: \.hasWildcard) || Self.linkFolders.contains(where: first.meets)
  }

  /// A bracket expression of letters and digits fits one byte.
  ///
  /// Shells differ in where any other ends (`[^]x]`, `[[:alpha:]]`, `[a"]"]`): it fits one byte and whatever follows.
  private static func closingBrackets(_ name: ArraySlice<NamePattern.Atom>) -> [NamePattern.Atom] {
    var atoms: [NamePattern.Atom] = []
    var rest = name
    while let atom = rest.popFirst() {
      guard atom == openBracket else {
        atoms.append(atom == quotedClose ? .byte(closeBracket) : atom)
        continue
      }
      let inside = rest.prefix { isPlain($0) }
      rest = rest.dropFirst(inside.count)
      if rest.isEmpty { return atoms + [.byte(UInt8(ascii: "["))] + inside }
      guard rest.popFirst() == .byte(closeBracket), !inside.isEmpty else { return atoms + [.one, .many] }
      let isDigit = inside.allSatisfy { if case .byte(let byte) = $0 { ShellReader.isDigit(byte) } else { false } }
      let isRange = inside.count == 3 && inside.elementsEqual("0-9".utf8.map { .byte($0) })
      atoms.append(isDigit || isRange ? .digit : .one)
    }
    return atoms
  }

  private static func isPlain(_ atom: NamePattern.Atom) -> Bool {
    guard case .byte(let byte) = atom else { return false }
    return byte == UInt8(ascii: "-") || byte != UInt8(ascii: "_") && ShellReader.isNameByte(byte, first: false)
  }

  /// Goes one name down, or up for `..`.
  mutating func append(_ name: NamePattern) {
    if name.atoms.isEmpty || name.atoms == [Self.dot] { return }
    if name.atoms == [Self.dot, Self.dot] {
      climbsBehindLink = climbsBehindLink || liesAmongLinks
      if names.isEmpty { mayLeaveBase = mayLeaveBase || base != .root } else { names.removeLast() }
      return
    }
    if name.hasWildcard, name.atoms.first == Self.dot, name.meets(NamePattern(literal: "..")) { mayLeaveBase = true }
    names.append(name)
  }

  /// True where the last name is made of wildcards alone.
  var endsInAnyName: Bool { names.last.map { $0.atoms.allSatisfy { $0 == .one || $0 == .many } } ?? false }

  /// The path in words, where it is fully known; for sentences and roots.
  package var text: String? {
    var pieces: [String] = []
    for name in names {
      guard let piece = name.literal else { return nil }
      pieces.append(piece)
    }
    if mayLeaveBase { return nil }
    switch base {
    case .root: return "/" + pieces.joined(separator: "/")
    case .home: return (["~"] + pieces).joined(separator: "/")
    case .start: return pieces.isEmpty ? "." : pieces.joined(separator: "/")
    }
  }
}
