package import Platform

/// Why a session is over. None of them is a fault of the server: the process ends with status 0.
package enum EndReason: Sendable, Hashable {
  /// The client closed its side.
  case endOfInput
  /// Standard input cannot be read; the `errno`.
  case unreadable(Int32)
  case signal(SignalWatcher.Signal)
  /// The client no longer reads; the `errno` of the write.
  case clientGone(Int32)
}
