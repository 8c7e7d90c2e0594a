import JSON

/// The offered tools, found under every spelling that models use for a name.
///
/// No edit distance: a name that is only similar belongs to no tool.
struct ToolNames: Sendable {
  let tools: [ToolDefinition]
  private let exact: [String: Int]
  private let folded: [String: [Int]]

  init(_ tools: [ToolDefinition]) {
    self.tools = tools
    exact = Dictionary(tools.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    folded = Dictionary(grouping: tools.indices) { Self.fold(tools[$0].name) }
  }

  /// The tool that `written` means; nil where none is, or more than one.
  func resolve(_ written: String) -> ToolDefinition? {
    if let index = exact[written] { return tools[index] }
    guard written.utf8.count <= 256 else { return nil }
    if written.utf8.allSatisfy({ $0.isWord || $0 == UInt8(ascii: "-") }), !written.utf8.starts(with: "mcp".utf8) {
      // Nothing is put around the name; this is the way of nearly every call.
      return folded[Self.fold(written)].flatMap { $0.count == 1 ? tools[$0[0]] : nil }
    }
    for candidate in Self.candidates(written) {
      if let index = exact[candidate] { return tools[index] }
      if let found = folded[Self.fold(candidate)] { return found.count == 1 ? tools[found[0]] : nil }
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
    guard let tool = resolve(call.name) else { return false }
    if case .none = call.arguments { return tool.parameters["required"]?.array?.isEmpty ?? true }
    guard let arguments = try? ArgumentReader(tool).arguments(of: call) else { return false }
    return (tool.parameters["required"]?.array ?? []).allSatisfy { $0.string.map { arguments[$0] != nil } ?? true }
  }
}
