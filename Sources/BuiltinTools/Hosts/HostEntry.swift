/// A host that commands may be run on, and what the configuration says of the way there.
package struct HostEntry: Sendable, Hashable {
  /// The name by which the model asks for it.
  package var name: String
  package var user: String?
  package var port: Int?
  package var keyFile: String?
  package var password: Password?

  package init(
    name: String, user: String? = nil, port: Int? = nil, keyFile: String? = nil, password: Password? = nil
  ) {
    self.name = name
    self.user = user
    self.port = port
    self.keyFile = keyFile
    self.password = password
  }

  /// True for names that cannot be taken for an option, a pattern, a port or a URL: letters, digits, `.`, `_` and `-`, or
  /// an IPv6 address such as `fe80::1`.
  package static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, text.utf8.count <= 253 else { return false }
    if isAddress(text) { return true }
    return isLetterOrDigit(first) && text.utf8.allSatisfy(isNameByte)
  }

  /// True for what a name may hold that is no address.
  static func isNameByte(_ byte: UInt8) -> Bool { isLetterOrDigit(byte) || "._-".utf8.contains(byte) }

  /// True for the form of an IPv6 address (RFC 4291 section 2.2): two colons at least, and nothing but hexadecimal
  /// digits and dots beside them.
  private static func isAddress(_ text: String) -> Bool {
    text.utf8.count <= 45 && text.utf8.count { $0 == UInt8(ascii: ":") } >= 2
      && text.unicodeScalars.allSatisfy { $0 == ":" || $0 == "." || ($0.isASCII && $0.properties.isHexDigit) }
  }

  /// True for user names of the same letters, and `@` and `\` of directory services.
  package static func isUser(_ text: String) -> Bool {
    guard let first = text.utf8.first, text.utf8.count <= 253 else { return false }
    return (isLetterOrDigit(first) || first == UInt8(ascii: "_"))
      && text.utf8.allSatisfy { isLetterOrDigit($0) || "._-@\\".utf8.contains($0) }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}

/// A password that shows itself to nobody but who asks for `revealed`.
package struct Password: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible {
  let revealed: String

  package init(_ text: String) { revealed = text }

  package var description: String { "[masked]" }
  package var debugDescription: String { "[masked]" }
}
