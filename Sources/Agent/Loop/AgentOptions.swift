/// What one call of `agent_chat` may change of the configuration.
package struct AgentOptions: Sendable, Hashable {
  package var autoExecute = true
  package var maximumIterations: Int
  package var temperature: Double
  /// The model to ask; nil takes what the server described.
  package var model: String?

  package init(_ configuration: AgentConfiguration) {
    maximumIterations = configuration.maximumIterations
    temperature = configuration.temperature
  }
}
