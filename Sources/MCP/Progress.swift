import JSON
import Synchronization
import ToolCalling

/// The progress notifications of one call: numbers that strictly increase, and none after the answer.
final class Progress: Sendable {
  /// After so long a first sign of life goes out, whatever the tool does.
  static let firstSign = Duration.milliseconds(200)
  /// A call that has said nothing for one to two of these repeats its last message: at most 4.8 s of silence.
  static let pulse = Duration.milliseconds(2_400)
  /// The longest message, in characters.
  private static let messageLimit = 500

  private struct State {
    var count = 0
    var message = "working"
    var isFinished = false
  }

  private let token: JSONValue
  private let send: @Sendable (JSONObject) -> Void
  private let state = Mutex(State())

  /// Nil where the client gave no token of a permitted kind, and so wants no progress.
  init?(token: JSONValue?, send: @escaping @Sendable (JSONObject) -> Void) {
    guard let token, RequestID(token) != nil else { return nil }
    self.token = token
    self.send = send
  }

  func report(_ step: ToolProgress) {
    let message = String(step.message.prefix(Self.messageLimit))
    state.withLock { state in
      state.message = message
      if !step.isForLater { tell(message, &state) }
    }
  }

  /// From here on nothing is sent. Waits for a notification that is being sent.
  func finish() { state.withLock { $0.isFinished = true } }

  /// Repeats the last message, with the seconds since the start, while the tool is silent. Ends when cancelled.
  func beat(on clock: any Clock<Duration>) async {
    let watch = Stopwatch(clock)
    var seen = 0
    var pause = Self.firstSign
    while (try? await clock.sleep(for: pause)) != nil {
      seen = state.withLock { state in
        if state.count == seen {
          let seconds = watch.elapsed().components.seconds
          tell(seconds == 0 ? state.message : "\(state.message) (\(seconds) s)", &state)
        }
        return state.count
      }
      pause = Self.pulse
    }
  }

  /// Sent under the lock: so the numbers are in order on the wire, and nothing follows `finish`.
  private func tell(_ message: String, _ state: inout State) {
    if state.isFinished { return }
    state.count += 1
    send([
      "jsonrpc": "2.0", "method": "notifications/progress",
      "params": [
        "progressToken": token, "progress": .number(JSONNumber(state.count)), "message": .string(message),
      ],
    ])
  }
}
