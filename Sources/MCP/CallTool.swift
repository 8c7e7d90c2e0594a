import JSON
import Platform
import ToolCalling

/// `tools/call`: runs a tool in a task of its own, with progress, consent and cancellation.
enum CallTool: RequestMethod {
  static let name = "tools/call"

  static func serve(_ exchange: Exchange) throws(RPCError) {
    let params = exchange.request.params
    guard let name = params["name"]?.string else {
      throw .invalidParams("tools/call needs \"name\", the name of a tool as a string.")
    }
    let arguments = try arguments(params["arguments"])
    let toolbox = exchange.session.server.toolbox
    guard let tool = toolbox[name] else {
      let known = toolbox.definitions.map(\.name).joined(separator: ", ")
      throw .invalidParams("there is no tool \"\(String(name.unicodeScalars.prefix(128)))\". The tools are: \(known).")
    }
    let asking = try Asking(exchange, tool: name, arguments: arguments)
    try start(exchange, tool, arguments, asking)
  }

  private static func arguments(_ value: JSONValue?) throws(RPCError) -> JSONObject {
    switch value {
    case .object(let object): return object
    case nil, .null: return JSONObject()
    case .some(let other):
      throw .invalidParams("\"arguments\" of tools/call must be an object, not \(other.kindName).")
    }
  }

  private static func start(
    _ exchange: Exchange, _ tool: any Tool, _ arguments: JSONObject, _ asking: Asking
  ) throws(RPCError) {
    let session = exchange.session
    let progress = Progress(token: exchange.request.params["_meta"]?["progressToken"], send: session.send)
    let call = RunningCall(id: exchange.request.id, progress: progress, reply: exchange.reply)
    switch session.calls.admit(call) {
    case .admitted: break
    case .closed: return exchange.reply.abandon()
    case .duplicate: throw Session.duplicate(call.id)
    case .full:
      let limit = session.server.maximumCalls
      exchange.succeed(
        ToolResult.failure("\(limit) calls run already, the most at once. Wait for one to end, then call again.")
          .mcpResult(for: exchange.client.version))
      return
    }
    do {
      try asking.redeem()
    } catch {
      if session.calls.remove(call) { throw error }
      return
    }
    let context = ToolContext(
      report: { progress?.report($0) }, consent: asking.consent, resumedConversation: asking.resumedConversation)
    session.starts.run {
      // Cancelled before it began: then the tool never hears of it.
      if call.isCancelled { return }
      call.run(
        immediateTask {
          let result = await run(tool, arguments, context, progress, session.server.clock)
          guard session.calls.remove(call) else { return }
          progress?.finish()
          answer(exchange, result, asking)
        })
    }
  }

  /// A task that begins here and moves to the cooperative pool where it first waits, so that calls begin in order.
  private static func immediateTask(_ work: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
    if #available(macOS 26, *) { Task.immediate(operation: work) } else { Task(operation: work) }
  }

  /// The result, with the heart beating beside the work; nil where the tool says that it was cancelled.
  private static func run(
    _ tool: any Tool, _ arguments: JSONObject, _ context: ToolContext, _ progress: Progress?,
    _ clock: any Clock<Duration>
  ) async -> ToolResult? {
    guard let progress else { return try? await tool.call(arguments, in: context) }
    return await withTaskGroup(of: Void.self) { group in
      group.addTask { await progress.beat(on: clock) }
      let result = try? await tool.call(arguments, in: context)
      group.cancelAll()
      return result
    }
  }

  private static func answer(_ exchange: Exchange, _ result: ToolResult?, _ asking: Asking) {
    guard let result else {
      return exchange.reply.fail(.internalError("the call was cancelled inside the server. Call again."))
    }
    if let question = asking.openQuestions() { return exchange.succeed(question, type: "input_required") }
    exchange.succeed(result.mcpResult(for: exchange.client.version))
  }
}

extension ToolResult {
  /// The result object of tools/call.
  func mcpResult(for version: ProtocolVersion) -> JSONObject {
    var result: JSONObject = ["content": [["type": "text", "text": .string(text)]]]
    if version >= .v2025_06_18 { result["structuredContent"] = structured.map { .object($0) } }
    result["isError"] = .bool(isError)
    result["_meta"] = meta.map { .object($0) }
    return result
  }
}
