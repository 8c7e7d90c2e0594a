import JSON
import ToolCalling

/// The form by which a human is asked: the same for both eras.
enum ConsentForm {
  private static let runOnce = "run once"

  /// The params of `elicitation/create`.
  static func params(for question: ConsentQuestion, version: ProtocolVersion) -> JSONObject {
    var params = JSONObject()
    if version >= .v2025_11_25 { params["mode"] = "form" }
    params["message"] = .string(message(question))
    params["requestedSchema"] = [
      "type": "object",
      "properties": [
        "decision": [
          "type": "string", "title": "Decision", "description": "Holds for this one call and no other.",
          "enum": [.string(runOnce), "do not run"],
        ]
      ],
      "required": ["decision"],
    ]
    return params
  }

  /// What the human said, from the result of `elicitation/create`. All but an explicit "run once" is a no.
  static func answer(_ result: JSONObject) -> ConsentAnswer {
    guard result["action"]?.string == "accept", result["content"]?["decision"]?.string == runOnce else {
      return .declined
    }
    return .approved
  }

  /// What stands for the answer of a human who did not give one in time.
  static func silence(of patience: Duration) -> ConsentAnswer {
    .unavailable("nobody answered within \(patience.components.seconds) seconds")
  }

  private static func message(_ question: ConsentQuestion) -> String {
    let place = question.host.map { "on \($0)" } ?? "on this machine"
    return "The local model asks to run \(question.tool) \(place):\n\n\(question.command)\n\n\(question.reason)"
  }
}
