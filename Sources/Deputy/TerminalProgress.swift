import Agent
import Platform
import Synchronization
import ToolCalling

/// Shows what the loop does on standard error: tools on lines of their own, everything else on one line that changes.
///
/// Where standard error is no terminal, only the tools are shown.
final class TerminalProgress: Sendable {
  private let isTerminal = StandardStreams.isTerminal(2)
  private let hasLine = Mutex(false)

  func show(_ event: AgentEvent) {
    let text = event.progress.message
    switch event.kind {
    case .toolStarted, .toolProgress, .asking, .generating, .loading, .reading, .queued:
      if isTerminal { replaceLine(text) }
    case .toolFinished, .note: keepLine(text)
    }
  }

  /// Clears the changing line.
  func finish() { hasLine.withLock { if $0 { clear(&$0) } } }

  private func replaceLine(_ text: String) {
    hasLine.withLock { hasLine in
      StandardOutput.report("\r\u{1B}[K" + TerminalText.line(text, limit: 99))
      hasLine = true
    }
  }

  private func keepLine(_ text: String) {
    hasLine.withLock { hasLine in
      if hasLine { clear(&hasLine) }
      StandardOutput.complain(TerminalText.lines(text))
    }
  }

  private func clear(_ hasLine: inout Bool) {
    StandardOutput.report("\r\u{1B}[K")
    hasLine = false
  }
}
