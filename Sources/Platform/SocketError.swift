/// Why an operation on a socket, or waiting for it, did not succeed.
package enum SocketError: Error, Sendable, Hashable {
  /// The task was cancelled.
  case cancelled
  /// The deadline came first.
  case timedOut
  /// No such host name.
  case unknownHost(String)
  /// No connection came about, as a helper program that tried says in its own words.
  case notConnected(String)
  /// The system's own error, as in `errno`.
  case system(code: Int32, during: String)
}

extension SocketError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .cancelled: "cancelled"
    case .timedOut: "no answer in time"
    case .unknownHost(let name): "the host name \"\(name)\" is not known"
    case .notConnected(let reason): reason
    case .system(let code, let operation): "\(operation): \(errorText(code))"
    }
  }
}
