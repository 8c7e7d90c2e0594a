import JSON
import ToolCalling

/// A call in a few words: the tool, the host, and the argument that says what it is about.
enum CallLabel {
  /// `ssh_exec web1: journalctl -p err`, cut after about 80 characters.
  static func text(of call: ToolCall) -> String {
    let host = call.arguments["host"]?.string.map { " \(LineText.visible($0, limit: 30))" } ?? ""
    let subject = subject(of: call.arguments).map { LineText.visible($0, limit: 60) }
    return call.name + host + (subject.map { (host.isEmpty ? " " : ": ") + $0 } ?? "")
  }

  /// The command or path of a call; where neither is there, its first argument.
  private static func subject(of arguments: JSONObject) -> String? {
    for key in ["command", "file_path", "path", "pattern"] {
      if let text = arguments[key]?.string { return text }
    }
    return arguments.members.first { $0.key != "host" }.map { $0.value.string ?? $0.value.jsonText }
  }
}
