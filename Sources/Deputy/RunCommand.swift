import Agent
import BuiltinTools
import JSON
import Platform
import ToolCalling

/// `deputy run "TASK"`: the loop in a terminal, with its progress on standard error and the answer on standard output.
struct RunCommand: Subcommand {
  static let name = "run"
  static let summary = "\"TASK\"  work on a task here, with live progress; the answer goes to standard output"

  private static let options = [
    OptionReader.Option(
      name: "--host", value: "NAME", summary: "tell the model to look at this host (may be repeated)"),
    OptionReader.Option(name: "--context", value: "FILE", summary: "give the text of a file as background"),
    OptionReader.Option(
      name: "--max-iterations", value: "N",
      summary: "replies of the model at most, 1 to 100; default DEPUTY_MAX_ITERATIONS"),
    OptionReader.Option(name: "--temperature", value: "T", summary: "0 to 2; default 0.3"),
    OptionReader.Option(name: "--help", value: nil, summary: "this text"),
  ]

  private static let statuses = """
    The exit status is 0 for an answer, 1 for a failure, 2 for wrong usage or a wrong setting, 3 for what is known without
    an answer, 4 where a call did not run.
    """

  static func run(_ arguments: [String]) async -> Int32 {
    do {
      let read = try OptionReader(command: "deputy run", options: options, arguments: arguments)
      if read.has("--help") {
        return AnswerWriter().print("Usage: deputy run \"TASK\" [options]\n\(OptionReader.usage(options))\n\(statuses)")
      }
      let wiring = try await Wiring()
      let job = try Job(read, wiring)
      return await job.run()
    } catch {
      StandardOutput.complain("\(error)")
      return 2
    }
  }
}

/// One task from the command line.
private struct Job {
  let wiring: Wiring
  let task: String
  let background: String?
  let options: AgentOptions

  init(_ read: OptionReader, _ wiring: Wiring) throws {
    self.wiring = wiring
    let text = try Self.text(of: read.operands)
    var options = AgentOptions(wiring.settings.agent)
    let limit = wiring.settings.agent.iterationLimit
    if let most = try read.number("--max-iterations", in: 1...limit) { options.maximumIterations = most }
    if let text = read.last("--temperature") {
      guard let value = Double(text), (0...2).contains(value) else {
        throw OptionReader.Fault(description: "--temperature is \"\(text)\", and must be a number from 0 to 2.")
      }
      options.temperature = value
    }
    self.options = options
    background = try read.last("--context").map { path in
      String(decoding: try FileBytes.read(path, limit: 4 << 20), as: UTF8.self)
    }
    task = try Self.task(text, hosts: read.values["--host"] ?? [], known: wiring.hosts.askable)
  }

  private static func text(of operands: [String]) throws(OptionReader.Fault) -> String {
    guard operands.count <= 1 else {
      throw OptionReader.Fault(
        description: "deputy run takes one task, and has \(operands.count) operands. Put the task into quotes.")
    }
    guard let text = operands.first, !text.allSatisfy(\.isWhitespace) else {
      throw OptionReader.Fault(
        description: "deputy run needs a task: "
          + "deputy run \"What are the most frequent errors in /var/log/syslog?\"")
    }
    return text
  }

  private static func task(_ text: String, hosts: [String], known: [String]) throws -> String {
    for host in hosts where !known.contains(host) {
      throw OptionReader.Fault(
        description: "--host \(host) is not one of the allowed hosts "
          + "(\(known.isEmpty ? "there are none" : known.joined(separator: ", "))). Add it to DEPUTY_HOSTS.")
    }
    return hosts.isEmpty ? text : "\(text) (on \(hosts.joined(separator: ", ")))"
  }

  func run() async -> Int32 {
    SignalWatcher.start { [wiring] signal in
      wiring.endChildren()
      endProcess(signal.exitStatus)
    }
    defer { wiring.endChildren() }
    let progress = TerminalProgress()
    let context = ToolContext(conversation: "run", consent: TerminalConsent())
    let outcome: AgentOutcome
    do {
      outcome = try await wiring.loop.run(
        task: task, background: background, options: options, in: context, onEvent: { progress.show($0) })
    } catch {
      return 130
    }
    progress.finish()
    let report = RunReport(
      outcome: outcome, maximumIterations: options.maximumIterations, isForTerminal: StandardStreams.isTerminal(1))
    for remark in report.remarks { StandardOutput.complain(remark) }
    return report.answer.map { AnswerWriter().print($0, status: report.status) } ?? report.status
  }
}

/// A call as one line for a person.
enum CallText {
  static func of(_ call: ToolCall) -> String { "\(call.name) \(call.arguments.jsonText)" }
}
