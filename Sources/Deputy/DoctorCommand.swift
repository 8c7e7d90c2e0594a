import Agent
import BuiltinTools
import Inference
import Platform

/// `deputy doctor`: looks at everything that the program needs and says what to do about what is missing.
struct DoctorCommand: Subcommand {
  static let name = "doctor"
  static let summary = "check the model server, the tools and the settings, and say what to do"

  static func run(_ arguments: [String]) async -> Int32 {
    let usage = "Usage: deputy doctor   (it takes no arguments)"
    if arguments == ["--help"] || arguments == ["-h"] {
      StandardOutput.print(usage)
      return 0
    }
    guard arguments.isEmpty else {
      StandardOutput.complain(usage)
      return 2
    }
    let wiring: Wiring
    do {
      wiring = try await Wiring()
    } catch {
      StandardOutput.print("settings  FAULT  \(error)")
      return 1
    }
    var findings = [Finding(.fine, "settings", "policy \(wiring.settings.policy.rawValue)")]
    findings += await model(wiring)
    let programs = DoctorPrograms(hasHosts: !wiring.hosts.names.isEmpty) { ExecutableSearch().path(of: $0) }
    findings += programs.findings + hosts(wiring)
    for finding in findings { StandardOutput.print(finding.line) }
    return findings.contains { $0.kind == .fault } ? 1 : 0
  }

  private static func model(_ wiring: Wiring) async -> [Finding] {
    let description: ModelDescription
    do {
      description = try await wiring.loop.model.description()
    } catch {
      return [Finding(.fault, "model", "\(error)"), Finding(.hint, "model", startOne)]
    }
    var text = "\(description.server.rawValue)\(description.model.map { ", \($0)" } ?? "")"
    text +=
      description.window.map { ", window \(Count.grouped($0)) tokens" } ?? ", window not told (see DEPUTY_CONTEXT)"
    text += description.slots.map { ", \($0) slots" } ?? ""
    var findings = [Finding(.fine, "model", text)]
    let agent = wiring.settings.agent
    let mode = agent.mode(for: description)
    let hasGrammar = mode == .text && agent.reasoning(for: description) != nil
    findings.append(
      Finding(
        .fine, "model", "mode \(mode.rawValue), \(hasGrammar ? "with" : "no") grammar (DEPUTY_MODE, DEPUTY_GRAMMAR)"))
    if let window = description.window, window < 8192 {
      findings.append(
        Finding(
          .hint, "model", "a window under 8,192 tokens holds little of a log: start the server with -c 16384"))
    }
    return findings
  }

  /// How to come to a model, in one line each.
  private static let startOne = """
    start one, such as: llama-server -hf ggml-org/Qwen3-8B-GGUF --jinja -c 32768
               or use Ollama: LLAMA_SERVER_URL=http://localhost:11434 LLAMA_MODEL=qwen3:8b
               or LM Studio:  LLAMA_SERVER_URL=http://localhost:1234
    """

  private static func hosts(_ wiring: Wiring) -> [Finding] {
    let names = wiring.hosts.names
    let text = names.isEmpty ? "none: name them in DEPUTY_HOSTS or ~/.ssh/config" : names.joined(separator: ", ")
    let groups = wiring.hosts.groups.map {
      Finding(.fine, "hosts", "group \($0.name): \($0.members.joined(separator: ", "))")
    }
    let warnings = wiring.hosts.warnings.map { Finding(.hint, "hosts", $0) }
    return [Finding(names.isEmpty ? .hint : .fine, "hosts", text)] + groups + warnings
  }
}
