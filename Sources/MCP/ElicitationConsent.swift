import ToolCalling

/// Asks the human by a request to the client, as the revisions 2025-06-18 and 2025-11-25 have it.
struct ElicitationConsent: Consent {
  /// How long a human may think.
  static let patience = Duration.seconds(120)

  let version: ProtocolVersion
  let requests: ClientRequests

  func answer(to question: ConsentQuestion) async -> ConsentAnswer {
    let params = ConsentForm.params(for: question, version: version)
    switch await requests.ask("elicitation/create", params, within: Self.patience) {
    case .answered(let result): return ConsentForm.answer(result)
    case .refused(let error): return .unavailable("the client refused to ask its human: \(error.message)")
    case .timedOut: return ConsentForm.silence(of: Self.patience)
    case .cancelled: return .unavailable("the call was cancelled")
    }
  }
}
