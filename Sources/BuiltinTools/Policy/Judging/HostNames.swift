/// Names of hosts that a read-only command may look up.
///
/// A name goes out to name servers, so a public name can carry data away (CVE-2025-55284): addresses, short names
/// and private domains only.
enum HostNames {
  private static let privateDomains = [".local", ".lan", ".localdomain", ".internal", ".home.arpa", ".localhost"]

  static func check(_ argument: CommandArgument, of title: String) throws(Objection) {
    guard let text = argument.text, isHarmless(text) else {
      throw Objection(
        "\(title) \(argument.shown)", "would send this name to a name server",
        instead: "use an address, a short host name, or a name below .internal, .lan or .local")
    }
  }

  static func isHarmless(_ text: String) -> Bool {
    guard !text.isEmpty, text.utf8.count <= 64, !text.hasPrefix("-"), text.utf8.allSatisfy(isHostByte) else {
      return false
    }
    if isAddress(text) { return true }
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 24 }), labels.count <= 4 else { return false }
    return labels.count == 1 || privateDomains.contains { text.hasSuffix($0) }
  }

  /// True for an IPv4 or IPv6 address in numbers.
  static func isAddress(_ text: String) -> Bool {
    if text.contains(":") {
      return text.utf8.allSatisfy {
        Character(UnicodeScalar($0)).isHexDigit || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".")
      }
    }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { part in Int(part).map { (0...255).contains($0) } ?? false }
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    ShellReader.isNameByte(byte, first: false) || Set(".:-".utf8).contains(byte)
  }
}
