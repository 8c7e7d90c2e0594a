import Agent
import BuiltinTools
import Inference
import Platform

/// `deputy doctor`: looks at everything that the program needs and says what to do about what is missing.
struct DoctorCommand: Subcommand {
  static let name = "doctor"
  static let summary = "check the model server, the tools and the settings, and say what to do"

  static func run(_ arguments: [String]) async -> Int32 {
    let usage = "Usage: deputy doctor   (it takes no arguments; the exit status is 1 where there is a FAULT)"
    if arguments == ["--help"] || arguments == ["-h"] {
      return AnswerWriter().print(usage)
    }
    guard arguments.isEmpty else {
      StandardOutput.complain(usage)
      return 2
    }
    let wiring: Wiring
    do {
      wiring = try await Wiring()
    } catch {
      return AnswerWriter().print(TerminalText.lines("settings  FAULT  \(error)"), status: 1)
    }
    var findings = [Finding(.fine, "settings", "policy \(wiring.settings.policy.rawValue)")]
    findings += await model(wiring)
    let programs = DoctorPrograms(hasHosts: !wiring.hosts.names.isEmpty) { ExecutableSearch().path(of: $0) }
    findings += programs.findings + hosts(wiring)
    let status: Int32 = findings.contains { $0.kind == .fault } ? 1 : 0
    return AnswerWriter().print(TerminalText.lines(findings.map(\.line).joined(separator: "\n")), status: status)
  }

  private static func model(_ wiring: Wiring) async -> [Finding] {
    do {
      let description = try await wiring.model.description()
      return DoctorModel(agent: wiring.settings.agent, unlisted: wiring.model.unlistedModel).findings(on: description)
    } catch {
      return DoctorModel.findings(for: error)
    }
  }

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
