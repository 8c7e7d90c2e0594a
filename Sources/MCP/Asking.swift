import JSON
import ToolCalling

/// How one tools/call asks the human: by the means of its client's revision, or not at all.
struct Asking: Sendable {
  let consent: any Consent
  /// The conversation that waits for the answers which this call brought.
  let resumedConversation: String?
  /// What to answer instead of the result where questions are open.
  let openQuestions: @Sendable () -> JSONObject?
  private let grant: RequestStates.Grant?
  private let states: RequestStates

  /// Throws where the call brings answers that do not belong to it.
  init(_ exchange: Exchange, tool: String, arguments: JSONObject) throws(RPCError) {
    let client = exchange.client
    let states = exchange.session.requestStates
    let call = RequestStates.Call(tool: tool, arguments: arguments)
    let grant = client.version.isModern ? try states.open(exchange.request.params, for: call) : nil
    self.states = states
    self.grant = grant
    resumedConversation = grant?.conversation
    guard client.canAskItsHuman else {
      consent = NoConsent()
      openQuestions = { nil }
      return
    }
    guard client.version.isModern else {
      consent = ElicitationConsent(version: client.version, requests: exchange.session.clientRequests)
      openQuestions = { nil }
      return
    }
    let questions = InputRequiredConsent(answers: grant?.answers ?? [:])
    consent = questions
    openQuestions = {
      let open = questions.openQuestions
      return open.isEmpty ? nil : Self.inputRequired(open, states.seal(open, for: call))
    }
  }

  /// Uses up the answers that the call brought, once it is certain that the call will run. Throws where another call has.
  func redeem() throws(RPCError) {
    if let grant { try states.redeem(grant) }
  }

  private static func inputRequired(_ questions: [ConsentQuestion], _ state: String) -> JSONObject {
    var requests = JSONObject()
    for (index, question) in questions.enumerated() {
      let params = ConsentForm.params(for: question, version: .v2026_07_28)
      requests[RequestStates.key(index)] = ["method": "elicitation/create", "params": .object(params)]
    }
    return ["inputRequests": .object(requests), "requestState": .string(state)]
  }
}
