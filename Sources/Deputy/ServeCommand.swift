import Agent
import MCP
import Platform
import ToolCalling

/// What Claude Code starts: an MCP server on standard input and output.
enum ServeCommand {
  static let instructions = """
    Deputy does data-heavy work with a local model: hand it logs to analyse, hosts to check, configuration to audit \
    with agent_chat. It reads with its own tools and answers with the analysis, so the raw output stays out of this \
    conversation. Use it when the answer is much smaller than what must be read; read a few lines yourself.
    """
  /// Said where the results can be read.
  static let instructionsForResults = """
     To see lines of a tool result yourself, read the resource \
    deputy://conversations/<conversation_id>/results/<result>?start_line=<n>&end_line=<n>.
    """

  /// Serves until the client or a signal ends the session. Never returns; the result is for the compiler.
  static func run(_ arguments: [String]) async -> Int32 {
    guard let output = StandardStreams.takeOutput() else {
      StandardOutput.complain("Standard output is not open, so no client can hear the server.")
      return 2
    }
    let wiring: Wiring
    do {
      wiring = try await Wiring()
    } catch {
      StandardOutput.complain("\(error)")
      return 2
    }
    let toolbox = Toolbox([
      AgentChatTool(loop: wiring.loop, store: wiring.store), ListConversationsTool(store: wiring.store),
    ])
    let sweeper = Task { [store = wiring.store] in await store.sweepForever() }
    let resources = wiring.settings.offersResults ? ResultResources(shelf: wiring.shelf) : nil
    let identity = ServerIdentity(
      name: "deputy", title: "Deputy", version: Version.current,
      instructions: instructions + (resources == nil ? "" : instructionsForResults))
    let server = MCPServer(identity: identity, toolbox: toolbox, resources: resources, trace: wiring.trace)
    _ = await server.run(
      input: StandardStreams.input, output: ByteSink(descriptor: output),
      onEnd: { _ in wiring.endChildren() }, leave: { _ in endProcess(0) })
    sweeper.cancel()
    return 0
  }
}
