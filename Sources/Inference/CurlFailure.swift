import Platform

/// Why a run of `curl(1)` brought no response.
struct CurlFailure: Sendable, Hashable {
  let error: SocketError
  /// What the operator has to do before another try can succeed, as a sentence; nil where the server may only be down.
  let advice: String?

  init(_ error: SocketError, advice: String? = nil) {
    self.error = error
    self.advice = advice
  }

  /// The system has no curl.
  static let notInstalled = CurlFailure(
    .notConnected("https:// needs the program curl, which is not installed"),
    advice: "Install it, or set LLAMA_SERVER_URL to an http:// address.")
}

extension CurlFailure {
  /// What the end of curl means; nil where it ended well. Exit codes: curl's manual, "EXIT CODES".
  init?(of outcome: ChildOutcome, host: String) {
    if outcome.ending == .cancelled {
      self.init(.cancelled)
      return
    }
    switch outcome.status {
    case .exited(0): return nil
    case .exited(6): self.init(.unknownHost(host))
    case .exited(let code): self.init(.notConnected(Self.reason(of: outcome)), advice: Self.advice(for: code))
    case .signalled, .unended: self.init(.notConnected(Self.reason(of: outcome)))
    }
  }

  private static func reason(of outcome: ChildOutcome) -> String {
    let text = String(decoding: outcome.standardError.bytes, as: UTF8.self).split(separator: "\n").first ?? ""
    return text.isEmpty ? "curl ended with \(outcome.status)" : String(text)
  }

  private static func advice(for code: Int) -> String? {
    switch code {
    // The handshake failed: of certificates, or because the server speaks no TLS there.
    case 35: "Check that the server speaks TLS there. Name its certificate in DEPUTY_CA_FILE."
    case 51, 58, 60, 77, 83: "Name its certificate in DEPUTY_CA_FILE."
    default: nil
    }
  }
}
