/// The revisions of MCP that this server speaks.
///
/// The four legacy ones begin with `initialize`; in the modern one every request brings its revision along
/// (modelcontextprotocol.io, specification 2026-07-28, "Lifecycle").
package enum ProtocolVersion: String, Sendable, CaseIterable {
  case v2024_11_05 = "2024-11-05"
  case v2025_03_26 = "2025-03-26"
  case v2025_06_18 = "2025-06-18"
  case v2025_11_25 = "2025-11-25"
  case v2026_07_28 = "2026-07-28"

  /// The newest that `initialize` can agree on.
  static let newestLegacy = ProtocolVersion.v2025_11_25

  /// Every revision, newest first, as `server/discover` lists them.
  static let newestFirst = Array(allCases.reversed())

  /// True for revisions without a handshake.
  var isModern: Bool { self >= .v2026_07_28 }
}

extension ProtocolVersion: Comparable {
  /// Revisions are dates, so their text is in the order of time.
  package static func < (left: ProtocolVersion, right: ProtocolVersion) -> Bool { left.rawValue < right.rawValue }
}
