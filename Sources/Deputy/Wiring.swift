import Agent
import BuiltinTools
import Inference
import MCP
import Platform
import ToolCalling

/// The parts of the program, put together from the settings.
struct Wiring {
  let settings: Settings
  let trace: Trace
  let model: ModelServer
  let loop: AgentLoop
  let store: ConversationStore
  let children: ChildGroups
  /// The names of the hosts that may be reached.
  let hosts: HostDirectory
  let connections: SSHConnections

  /// What the orchestrator may read of the results.
  var shelf: ResultShelf { ResultShelf(store: store, limit: settings.agent.answerCharacters) }

  /// Ends every child and every shared connection; the last thing before the process leaves.
  func endChildren() {
    children.endAll()
    connections.close()
  }

  /// Reads the environment; throws a sentence for the operator.
  init(environment: [String: String] = ProcessEnvironment.current) async throws {
    var settings = try Settings(environment: environment)
    let log = try DebugLog.open(settings.value("DEBUG_MCP")) { text in SecretMask.masked(text) }
    if let log {
      trace = Trace { line in log.write(line) }
    } else {
      trace = .off
    }
    children = ChildGroups()
    model = ModelServer(
      try ModelServerConfiguration(environment: environment), poller: Poller(), runner: ChildRunner(groups: children),
      trace: trace)
    let tools = try await LocalTools(settings, children: children)
    hosts = tools.hosts
    connections = tools.connections
    // One host with more freedom is enough for `agent_chat` to be no reading tool.
    settings.agent.isReadOnly = tools.changesNothing
    self.settings = settings
    for warning in tools.hosts.warnings { trace("hosts", warning) }
    loop = AgentLoop(
      model: model, tools: tools.toolbox, configuration: settings.agent,
      clock: ContinuousClock(), digest: Self.digest(_:limit:), trace: trace)
    store = ConversationStore(configuration: settings.agent, clock: ContinuousClock())
  }

  /// What stands between the head and the tail of a result that does not fit.
  @Sendable private static func digest(_ text: String, limit: Int) -> String? {
    var digest = LogDigest()
    var text = text
    text.withUTF8 { digest.read(UnsafeRawBufferPointer($0)) }
    digest.finish()
    let report = digest.report
    return report.lines < 100 ? nil : report.text(limit: limit)
  }
}
