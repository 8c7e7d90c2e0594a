/// Why there is no child at all.
package enum ChildError: Error, Hashable, Sendable {
  /// The system refused to start it; the reason is the system's own text.
  case notStarted(path: String, reason: String)
  /// No folder of the fixed search path has a program of this name.
  case notFound(name: String)
  /// The server is ending, so nothing is started any more.
  case ending
  /// The caller was gone before the start.
  case cancelled
}

extension ChildError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notStarted(let path, let reason): "Cannot start \(path): \(reason)."
    case .notFound(let name): "Cannot find the program \(name) on this machine; install it, or use another tool."
    case .ending: "Deputy is ending and starts no more programs."
    case .cancelled: "The call was cancelled before its program was started."
    }
  }
}
