import Platform

/// Why an exchange over HTTP did not succeed, before anybody asks what it means for a model.
enum HTTPFailure: Error, Sendable, Hashable {
  /// The parts of an exchange that have a deadline of their own.
  enum Stage: String, Sendable {
    case connecting = "connecting"
    case sending = "taking the request"
    case waiting = "the first piece of its answer"
    case receiving = "the next piece of its answer"
    case whole = "the whole call"
    case question = "a short question"
  }

  case cancelled
  /// A deadline came; how long its stage could take.
  case timedOut(Stage, Duration)
  /// No connection came about.
  case unreachable(SocketError)
  /// No connection can come about before the operator has set something right: the reason, and what to do as a sentence.
  case unusable(String, advice: String)
  /// The peer ended the connection; the sentence part says where.
  case closed(String)
  /// What came is not HTTP/1.1 as asked for; the sentence part says what it is.
  case malformed(String)
}
