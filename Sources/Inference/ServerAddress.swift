package import Agent

/// The root of a model server, from a URL such as `http://localhost:8080` or `https://host/prefix`.
///
/// A `/v1` at the end is accepted and left out, because people copy it from other programs' settings.
package struct ServerAddress: Sendable, Hashable {
  package let isSecure: Bool
  /// A name or a numeric address, IPv6 without its brackets.
  package let host: String
  package let port: UInt16
  /// What stands before `/v1/…`: empty, or `/…` without a slash at the end.
  package let prefix: String

  /// Reads a URL. Throws `.invalidURL` with the reason; a password or a query in the URL is not repeated.
  package init(_ url: String) throws(ChatModelError) {
    let text = url.trimmed
    let shown = Self.shown(text)
    let scheme = text.prefix { $0 != ":" }.lowercased()
    let isMarked = text.dropFirst(scheme.count).hasPrefix("://")
    guard isMarked, scheme == "http" || scheme == "https" else {
      throw .invalidURL(url: shown, reason: "does not begin with http:// or https://")
    }
    // Also behind the first slash: a password may hold one.
    guard !text.contains("@") else {
      throw .invalidURL(
        url: shown, reason: "holds a user name or password (a key belongs into LLAMA_API_KEY)")
    }
    let rest = text.dropFirst(scheme.count + 3)
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let path = rest.dropFirst(authority.count)
    guard !path.contains(where: { $0 == "?" || $0 == "#" }), path.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw .invalidURL(url: shown, reason: "has more than a path after the host")
    }
    isSecure = scheme == "https"
    (host, port) = try Self.hostAndPort(authority, standard: isSecure ? 443 : 80, url: shown)
    prefix = Self.prefix(path)
  }

  /// The URL as it may be repeated, whatever is wrong with it: `…@` for all before the last `@`, `?…` for a query.
  private static func shown(_ text: String) -> String {
    let scheme = text.firstRange(of: "://").map { text[..<$0.upperBound] } ?? ""
    let isScheme = scheme.dropLast(3).utf8.allSatisfy { (0x61...0x7A).contains($0 | 0x20) }
    let start = isScheme ? String(scheme) : ""
    let rest = text.dropFirst(start.count)
    let query = rest.firstIndex { $0 == "?" || $0 == "#" }
    let at = rest.lastIndex(of: "@")
    // Either the password holds the question mark or the query the at sign: then nothing is known to be harmless.
    if let query, let at, query < at { return start + "…" }
    let place = String(rest[(at ?? rest.startIndex)..<(query ?? rest.endIndex)])
    return start + (at == nil ? "" : "…") + place + (query == nil ? "" : "?…")
  }

  private static func hostAndPort(
    _ authority: Substring, standard: UInt16, url: String
  ) throws(ChatModelError) -> (String, UInt16) {
    var host = authority
    var digits: Substring?
    if authority.hasPrefix("["), let bracket = authority.firstIndex(of: "]") {
      host = authority[authority.index(after: authority.startIndex)..<bracket]
      let after = authority[authority.index(after: bracket)...]
      guard after.isEmpty || after.hasPrefix(":") else { throw .invalidURL(url: url, reason: "has no valid host") }
      digits = after.isEmpty ? nil : after.dropFirst()
    } else if let colon = authority.lastIndex(of: ":") {
      host = authority[..<colon]
      digits = authority[authority.index(after: colon)...]
    }
    let allowed = host.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "%") }
    guard !host.isEmpty, allowed, authority.hasPrefix("[") || !host.contains(":") else {
      throw .invalidURL(url: url, reason: "has no valid host")
    }
    guard let digits else { return (String(host), standard) }
    guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = UInt16(digits), port > 0 else {
      throw .invalidURL(url: url, reason: "has the port \"\(digits)\", which is not between 1 and 65535")
    }
    return (String(host), port)
  }

  private static func prefix(_ path: Substring) -> String {
    var parts = path.split(separator: "/")
    if parts.last == "v1" { parts.removeLast() }
    return parts.map { "/" + $0 }.joined()
  }

  /// The value of the `Host` field.
  var hostField: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
  }

  /// The address as a URL, for messages.
  package var url: String { "\(isSecure ? "https" : "http")://\(hostField)\(prefix)" }
}

extension String {
  /// The text without white space at its ends.
  var trimmed: String {
    var text = self[...]
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
