/// Why a resource cannot be listed or read, in one sentence for the client's model.
package enum ResourceFault: Error, Sendable, Hashable {
  /// The address is right, and nothing is there.
  case notFound(String)
  /// The address or the cursor is none.
  case invalid(String)

  /// The error in this revision: the modern one has no code of its own for what is not found.
  func error(for version: ProtocolVersion) -> RPCError {
    switch self {
    case .notFound(let sentence) where !version.isModern: RPCError(-32002, "Resource not found: \(sentence)")
    case .notFound(let sentence), .invalid(let sentence): .invalidParams(sentence)
    }
  }
}
