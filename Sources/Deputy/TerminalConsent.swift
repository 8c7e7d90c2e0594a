import Agent
import Platform
import ToolCalling

/// Asks the person at the terminal, where standard input and standard error are one.
struct TerminalConsent: Consent {
  func answer(to question: ConsentQuestion) async -> ConsentAnswer {
    guard StandardStreams.isTerminal(0), StandardStreams.isTerminal(2) else {
      return .unavailable("standard input is no terminal, so nobody can be asked")
    }
    StandardOutput.report("\r\u{1B}[K\(Self.text(of: question))\nRun it once? [y/N] ")
    return Self.isYes(await line()) ? .approved : .declined
  }

  /// What the person is asked, with nothing in it that steers the terminal.
  static func text(of question: ConsentQuestion) -> String {
    let place = question.host.map { "on \($0)" } ?? "on this machine"
    return TerminalText.lines("The model wants to run this \(place):\n  \(question.command)\n\(question.reason)")
  }

  /// Only `y` and `yes` are a yes, in any case.
  static func isYes(_ line: String) -> Bool {
    let word = line.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
    return word == "y" || word == "yes"
  }

  /// A line of standard input, read on a thread of its own because a person takes time.
  private func line() async -> String {
    await withCheckedContinuation { continuation in
      let started = OwnThread.start { continuation.resume(returning: readLine() ?? "") }
      if !started { continuation.resume(returning: "") }
    }
  }
}
