package import ToolCalling

/// One thing that happened while a call runs, for whoever watches.
package struct AgentEvent: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    /// Waits for a free slot of the model server; 1 is next.
    case queued(place: Int)
    /// The request is on its way.
    case asking
    case loading(seconds: Int)
    /// The server reads the prompt; tokens done, of all.
    case reading(processed: Int, total: Int)
    case generating(pieces: Int)
    case toolStarted(ToolCall)
    /// Something that the tool says of itself.
    case toolProgress(ToolCall, String)
    case toolFinished(ToolCall, ExecutedTool)
    /// The history was shortened, or the model got a hint.
    case note(String)
  }

  /// The model's reply that is being worked on, from 1; 0 before the first.
  package var step: Int
  package var steps: Int
  package var kind: Kind

  package init(step: Int, steps: Int, kind: Kind) {
    self.step = step
    self.steps = steps
    self.kind = kind
  }
}

extension AgentEvent {
  /// The event as text that a person likes to read: `2/10 ssh_exec web1: journalctl -p err … 15,168 chars`.
  package var progress: ToolProgress {
    ToolProgress("\(max(step, 1))/\(steps) \(text)", step: step, steps: steps)
  }

  /// One of many like it; not each has to be told.
  var isFrequent: Bool {
    switch kind {
    case .reading, .generating: true
    default: false
    }
  }

  private var text: String {
    switch kind {
    case .queued(let place): "waiting for the model server, place \(place) in the queue"
    case .asking: "asking the model"
    case .loading(let seconds): "the model server is loading its model, \(seconds) s"
    case .reading(let processed, let total):
      "reading the prompt \(total > 0 ? min(processed * 100 / total, 100) : 0) %"
    case .generating(let pieces): "the model writes, \(Count.of(pieces, "piece"))"
    case .toolStarted(let call): CallLabel.text(of: call)
    case .toolProgress(let call, let message): "\(CallLabel.text(of: call)): \(message)"
    case .toolFinished(let call, let tool):
      "\(CallLabel.text(of: call)) … \(Count.grouped(tool.resultLength)) char\(tool.resultLength == 1 ? "" : "s")"
        + (tool.failed ? ", failed" : "")
    case .note(let sentence): sentence
    }
  }
}
