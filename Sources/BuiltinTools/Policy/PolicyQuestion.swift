package import JSON
import ToolCalling

/// One line of `check-policy --jsonl`: a call, the configuration that it is judged under, and the answer.
package enum PolicyQuestion {
  /// Answers `{"id", "tool", "arguments", "config"}` with `{"id", "verdict", "reason"}`; a bad line is denied.
  package static func answer(_ line: String) -> JSONObject {
    guard let question = (try? JSONValue(parsing: line))?.object else {
      return answer(id: .null, .deny(reason: "The line is not a JSON object; write one question a line."))
    }
    let id = question["id"] ?? .null
    guard let tool = question["tool"]?.string else {
      return answer(id: id, .deny(reason: "The question has no string `tool`; name the tool."))
    }
    guard let arguments = question["arguments"]?.object else {
      return answer(id: id, .deny(reason: "The question has no object `arguments`; give the call's arguments."))
    }
    guard let policy = policy(question["config"]?.object ?? JSONObject()) else {
      return answer(
        id: id, .deny(reason: "The question's `config` does not read; `policy` is off, read-only, ask or full."))
    }
    let allowed = policy.local.level == .full ? "The policy is full, so it runs." : "It changes nothing."
    return answer(id: id, policy.verdict(tool: tool, arguments: arguments), allowed: allowed)
  }

  private static func answer(id: JSONValue, _ verdict: Verdict, allowed: String = "") -> JSONObject {
    let (name, reason): (String, String) =
      switch verdict {
      case .allow: ("allow", allowed)
      case .ask(let reason): ("ask", reason)
      case .deny(let reason): ("deny", reason)
      }
    return ["id": id, "verdict": .string(name), "reason": .string(reason)]
  }

  /// The name of a policy in any of its spellings; nil for another word.
  package static func level(_ name: String) -> PolicyConfiguration.Level? {
    switch name.lowercased() {
    case "off", "none": .off
    case "read-only", "readonly", "read_only": .readOnly
    case "ask", "approve": .ask
    case "full": .full
    default: nil
    }
  }

  private static func policy(_ config: JSONObject) -> ToolPolicy? {
    var configuration = PolicyConfiguration()
    if let value = config["policy"], value != .null {
      guard let level = value.string.flatMap(level) else { return nil }
      configuration.level = level
    }
    configuration.sudo = config["sudo"]?.bool ?? (config["sudo"]?.string == "read-only")
    configuration.roots = strings(config["roots"])
    var hosts: [String: PolicyConfiguration] = [:]
    for name in strings(config["hosts"]) + (config["hosts"]?.object?.keys ?? []) { hosts[name] = configuration }
    return ToolPolicy(local: configuration, hosts: hosts)
  }

  private static func strings(_ value: JSONValue?) -> [String] {
    value?.array?.compactMap { $0.string ?? $0["name"]?.string ?? $0["host"]?.string } ?? []
  }

  /// Answers `{"id", "command"}` with the canonical text and the words of each command, or with the error.
  package static func reading(_ line: String) -> JSONObject {
    let question = (try? JSONValue(parsing: line)) ?? .null
    let id = question["id"] ?? .null
    do {
      let script = try ShellReader.script(question["command"]?.string ?? "")
      let words = script.pipelines.flatMap(\.commands).map { command in
        JSONValue.array(command.words.map { word in word.text.map { .string($0) } ?? .null })
      }
      return ["id": id, "text": .string(script.shellText), "words": .array(words)]
    } catch {
      return ["id": id, "error": .string(error.sentence)]
    }
  }

  /// Answers `{"id", "command"}` with the text that would be handed to `sh` on this machine.
  package static func prepared(_ line: String) -> JSONObject {
    let question = (try? JSONValue(parsing: line)) ?? .null
    let text = CommandPolicy(PolicyConfiguration()).prepared(question["command"]?.string ?? "", where: .local)
    return ["id": question["id"] ?? .null, "command": .string(text)]
  }
}
