import JSON

/// The offered tools, found under every spelling that models use for a name.
///
/// No edit distance: a name that is only similar belongs to no tool.
///
/// A class, because every reader of a reply holds it and a copy must cost next to nothing.
final class ToolNames: Sendable {
  let tools: [ToolDefinition]
  private let exact: [String: Int]
  private let folded: [String: [Int]]
  /// Per tool the names of the arguments that its schema requires.
  private let required: [[String]]
  /// The tools by the hash of their name as it is, and of their folded name where only one tool has it.
  private let byHash: HashTable<Int>
  private let byFoldedHash: HashTable<Int>

  init(_ tools: [ToolDefinition]) {
    self.tools = tools
    exact = Dictionary(tools.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    folded = Dictionary(grouping: tools.indices) { Self.fold(tools[$0].name) }
    required = tools.map { ($0.parameters["required"]?.array ?? []).compactMap(\.string) }
    byHash = HashTable(
      Dictionary(exact.map { (NameHash($0.key).exact, $0.value) }, uniquingKeysWith: { first, _ in first }))
    byFoldedHash = HashTable(
      Dictionary(
        folded.values.filter { $0.count == 1 }.map { (NameHash(tools[$0[0]].name).folded, $0[0]) },
        uniquingKeysWith: { first, _ in first }))
  }

  /// The tool that `written` means; nil where none is, or more than one.
  func resolve(_ written: String) -> ToolDefinition? { index(of: written).map { tools[$0] } }

  private func index(of written: String) -> Int? {
    guard written.utf8.count <= 256 else { return exact[written] }
    let hash = NameHash(written)
    if let index = byHash[hash.exact], tools[index].name == written { return index }
    if hash.isPlain, !written.utf8.starts(with: "mcp".utf8) {
      // Nothing is put around the name; this is the way of nearly every call.
      guard let index = byFoldedHash[hash.folded] else { return nil }
      return Self.fold(tools[index].name) == Self.fold(written) ? index : nil
    }
    if let index = exact[written] { return index }
    for candidate in Self.candidates(written) {
      if let index = exact[candidate] { return index }
      if let found = folded[Self.fold(candidate)] { return found.count == 1 ? found[0] : nil }
    }
    return nil
  }

  /// `written` without what templates and clients put around a name, from the longest to the shortest.
  private static func candidates(_ written: String) -> [String] {
    var name = written.unquoted.replacing("\\_", with: "_")
    if let token = name.firstIndex(of: "<") { name = String(name[..<token]) }
    if name.hasSuffix("()") { name.removeLast(2) }
    if name.hasSuffix(".call") { name.removeLast(5) }
    if let colon = name.lastIndex(of: ":"), name[name.index(after: colon)...].allSatisfy(\.isNumber) {
      name = String(name[..<colon])
    }
    var all = [name]
    for separator in ["/", "::", ":", "."] {
      let parts = name.split(separator: separator)
      if parts.count > 1, let last = parts.last { all.append(String(last)) }
    }
    if name.lowercased().hasPrefix("mcp"), let last = name.split(separator: "__").last { all.append(String(last)) }
    return all
  }

  private static func fold(_ name: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(name.utf8.count)
    for byte in name.utf8 {
      switch byte {
      case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: " "): continue
      default: bytes.append(byte.folded)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether the call names an offered tool and brings every argument that its schema requires.
  func hasRequired(_ call: CallCandidate) -> Bool {
    guard let index = index(of: call.name) else { return false }
    if case .none = call.arguments { return required[index].isEmpty }
    guard let arguments = try? CandidateArguments(tools[index]).arguments(of: call) else { return false }
    return required[index].allSatisfy { arguments[$0] != nil }
  }
}

/// The hashes under which a written name is looked for, and whether it is only letters, digits, `_` and `-`.
private struct NameHash {
  private(set) var exact: UInt64 = 0xCBF2_9CE4_8422_2325
  /// That of `ToolNames.fold`: case, dashes, underscores, dots and spaces do not count.
  private(set) var folded: UInt64 = 0xCBF2_9CE4_8422_2325
  private(set) var isPlain = true

  init(_ name: String) {
    for byte in name.utf8 {
      exact = (exact ^ UInt64(byte)) &* 0x100_0000_01B3
      let isDash = byte == UInt8(ascii: "-")
      isPlain = isPlain && (byte.isWord || isDash)
      if isDash || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: " ") { continue }
      folded = (folded ^ UInt64(byte.folded)) &* 0x100_0000_01B3
    }
  }
}
