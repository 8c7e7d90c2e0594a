import Agent
import JSON
import Platform
import ToolCalling

/// `deputy prompt "TASK"`: the messages that the local model would be sent first, as JSON.
///
/// For looking at the prompt, and for training the demo model on exactly what Deputy renders. With `DEPUTY_MODE=native`
/// the tools stand beside the messages, as the server's own chat template gets them.
struct PromptCommand: Subcommand {
  static let name = "prompt"
  static let summary = "\"TASK\"  print the messages that the model would get first, as JSON"

  private static let options = [
    OptionReader.Option(name: "--context", value: "FILE", summary: "the text of a file as background"),
    OptionReader.Option(name: "--help", value: nil, summary: "this text"),
  ]

  static func run(_ arguments: [String]) async -> Int32 {
    do {
      let read = try OptionReader(command: "deputy prompt", options: options, arguments: arguments)
      if read.has("--help") {
        return AnswerWriter().print("Usage: deputy prompt \"TASK\" [options]\n\(OptionReader.usage(options))")
      }
      guard read.operands.count == 1, let task = read.operands.first else {
        throw OptionReader.Fault(
          description: "deputy prompt takes one task: deputy prompt \"How full is the root disk?\"")
      }
      let context = try read.last("--context").map { String(decoding: try FileBytes.read($0), as: UTF8.self) }
      let wiring = try await Wiring()
      let isNative = wiring.settings.agent.mode == .native
      let tools = wiring.loop.definitions
      let system = isNative ? SystemPrompt.native(context: context) : SystemPrompt(tools: tools, context: context)
      var object: JSONObject = ["messages": [message("system", system.text), message("user", task)]]
      if isNative { object["tools"] = .array(tools.map(\.functionJSON)) }
      return AnswerWriter().print(object.jsonText)
    } catch {
      StandardOutput.complain("\(error)")
      return 2
    }
  }

  private static func message(_ role: String, _ text: String) -> JSONValue {
    ["role": .string(role), "content": .string(text)]
  }
}
